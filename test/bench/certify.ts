// Certifies every problem of the catalogue under every method and integrator and writes docs/certificate.md: `npm run certify -- [draws] [seed]`.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { catalogueStages, certifyStages } from '@casimir/experiments'
import { certificatePage } from '../support/certificatePage.ts'

const [draws = 200, seed = 1] = process.argv.slice(2).map(Number)
const began = performance.now()
let shown = 0
const certification = await certifyStages(
  catalogueStages(),
  { draws, seed },
  {
    tick: async ({ label, fraction }) => {
      const now = performance.now()
      if (now - shown > 1000) {
        const clear = process.stderr.isTTY ? '\r\u001b[K' : ''
        process.stderr.write(`${clear}${(100 * fraction).toFixed(1)}% ${label}${process.stderr.isTTY ? '' : '\n'}`)
        shown = now
      }
      return true
    },
  },
)
writeFileSync(fileURLToPath(new URL('../../docs/certificate.md', import.meta.url)), certificatePage(certification))
process.stderr.write(
  `\n${certification.passed ? 'passed' : 'FAILED'} in ${((performance.now() - began) / 1000).toFixed(0)} s\n`,
)
process.exitCode = certification.passed ? 0 : 1
