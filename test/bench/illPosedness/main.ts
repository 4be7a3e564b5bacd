// Measures the ill-posedness of the continuum model (3)-(5): writes docs/data/ill-posedness.json, the tables of docs/ill-posedness.md and docs/figures/ill-posedness-*.
// Arguments: the parts to measure anew, of packets, growth, spectra and runs (all by default; 'none' only redraws); the others are taken from the data, which each part writes when it is done.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drawFigures } from './drawFigures.ts'
import { measureGrowth } from './measureGrowth.ts'
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
  : { packets: [], growth: [], spectra: [], bounds: [], runs: [], tails: [] }
const parts: Readonly<Record<string, () => Partial<StudyData>>> = {
  packets: () => ({ packets: measurePackets(256) }),
  growth: () => ({ growth: measureGrowth() }),
  spectra: measureSpectra,
  runs: measureRuns,
}
const unknown = asked.find((part) => part !== 'none' && !(part in parts))
if (unknown !== undefined)
  throw new Error(`there is no part '${unknown}'; give some of ${Object.keys(parts).join(', ')}, or none.`)
mkdirSync(at('data'), { recursive: true })
let data = before
for (const [part, measure] of Object.entries(parts))
  if (wants(part)) {
    data = { ...data, ...measure() }
    writeFileSync(file, `${JSON.stringify(data, null, 1)}\n`)
  }
const page = at('ill-posedness.md')
writeFileSync(page, fillPage(readFileSync(page, 'utf8'), data))
await drawFigures(data, at('figures'))
