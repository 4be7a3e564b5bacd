// Measures the ill-posedness of the continuum model (3)-(5): writes docs/data/ill-posedness.json, the tables of docs/ill-posedness.md and docs/figures/ill-posedness-*.
// Arguments: the parts to measure anew, of packets, spectra and runs (all by default; 'none' only redraws); the others are taken from the data.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawFigures } from './drawFigures.ts'
import { measurePackets } from './measurePackets.ts'
import { measureRuns } from './measureRuns.ts'
import { measureSpectra } from './measureSpectra.ts'
import { fillPage } from './pageTables.ts'
import type { StudyData } from './StudyData.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../../docs/${path}`, import.meta.url))
const file = at('data/ill-posedness.json')
const asked = process.argv.slice(2)
const wants = (part: string): boolean => asked.length === 0 || asked.includes(part)

const before: StudyData = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { packets: [], spectra: [], runs: [], tails: [] }
const data: StudyData = {
  ...before,
  ...(wants('packets') ? { packets: measurePackets(256) } : {}),
  ...(wants('spectra') ? { spectra: measureSpectra() } : {}),
  ...(wants('runs') ? measureRuns() : {}),
}
mkdirSync(at('data'), { recursive: true })
writeFileSync(file, `${JSON.stringify(data, null, 1)}\n`)
const page = at('ill-posedness.md')
writeFileSync(page, fillPage(readFileSync(page, 'utf8'), data))
await drawFigures(data, at('figures'))
