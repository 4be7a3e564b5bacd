// Measures the consistency properties of every method: writes docs/data/consistency.json and the table of docs/consistency.md. The argument 'none' only redraws.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { measureConsistency } from '@casimir/experiments'
import { fillConsistency } from '../support/consistencyPage.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../docs/${path}`, import.meta.url))
const file = at('data/consistency.json')
const report = process.argv.includes('none')
  ? JSON.parse(readFileSync(file, 'utf8'))
  : measureConsistency({
      progress: (method, property, done, of) => process.stderr.write(`${done + 1}/${of} ${property}: ${method}\n`),
    })
writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`)
const page = at('consistency.md')
writeFileSync(page, fillConsistency(readFileSync(page, 'utf8'), report))
