// Plants every fault, measures which tests see it, and writes the table of docs/mutation-proof.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { measureFault, plantedFaults } from '../support/faultTable.ts'
import { fillFaultTable } from '../support/faultTablePage.ts'

const page = fileURLToPath(new URL('../../docs/mutation-proof.md', import.meta.url))
const measured = plantedFaults.map((planted, k) => {
  process.stderr.write(`${k + 1}/${plantedFaults.length} ${planted.object}: ${planted.fault}\n`)
  return measureFault(planted)
})
writeFileSync(page, fillFaultTable(readFileSync(page, 'utf8'), measured))
