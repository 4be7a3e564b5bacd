// Draws every law of every suite many times on correct code and writes docs/false-alarms.md with docs/data/false-alarms.json: `npm run false-alarms -- [draws] [seed] [suites]`.
// A run that is stopped goes on where it was when it is started again. Of suites that are not named the data stay as they are. 'count' counts
// the draws of the tests instead, 'none' only redraws the page, 'partial' after the seed writes what there is of a run that goes on.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { countTestDraws } from '../support/falseAlarms/countTestDraws.ts'
import type { FalseAlarms } from '../support/falseAlarms/FalseAlarms.ts'
import { falseAlarmsPage } from '../support/falseAlarms/falseAlarmsPage.ts'
import { journal } from '../support/falseAlarms/journal.ts'
import { lawSuites } from '../support/falseAlarms/lawSuites.ts'
import { measurePieces } from '../support/falseAlarms/measurePieces.ts'
import { piecesOf } from '../support/falseAlarms/piecesOf.ts'
import { recordsOf } from '../support/falseAlarms/recordsOf.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const file = at('docs/data/false-alarms.json')
const given = process.argv.slice(2)
const stored = (): FalseAlarms => JSON.parse(readFileSync(file, 'utf8'))

const measured = (): FalseAlarms => {
  const [draws = 10_000, seed = 1_000_000] = given.slice(0, 2).map(Number)
  const names = given.slice(2).filter((name) => name !== 'partial')
  const partial = given.includes('partial')
  const before = existsSync(file) ? stored() : undefined
  const record = journal(at(`out/false-alarms-${draws}-${seed}.jsonl`))
  const all = lawSuites()
  const done = record.read()
  const pieces = piecesOf(
    all.filter(({ name }) => names.length === 0 || names.includes(name)),
    draws,
    seed,
  ).filter(({ key }) => !partial || done.has(key))
  const clear = process.stderr.isTTY ? '\r\u001b[K' : ''
  const end = process.stderr.isTTY ? '' : '\n'
  let shown = 0
  const found = measurePieces(pieces, record, (standing) => {
    const now = performance.now()
    if (now - shown < (process.stderr.isTTY ? 1000 : 15_000)) return
    shown = now
    const { done, of, secondsLeft, alarms, label } = standing
    const seconds = secondsLeft()
    const left = Number.isNaN(seconds) ? '' : `, ${Math.ceil(seconds / 60)} min of processor time left`
    process.stderr.write(`${clear}${done}/${of} pieces${left}, ${alarms} alarms: ${label}${end}`)
  })
  const spent = [...found.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 60_000
  const measuredSuites = recordsOf(pieces, found)
  const kept = names.length === 0 ? [] : (before?.suites ?? []).filter(({ suite }) => !names.includes(suite))
  const data = {
    draws,
    seed,
    minutes: Math.ceil(spent + (kept.length > 0 ? (before?.minutes ?? 0) : 0)),
    suites: all.flatMap(({ name }) => [...measuredSuites, ...kept].filter(({ suite }) => suite === name)),
    tests: before?.tests ?? [],
  }
  writeFileSync(file, `${JSON.stringify(data, null, 1)}\n`)
  // only once what was found is safe
  if (!partial) record.remove()
  return data
}

const data =
  given[0] === 'count' ? { ...stored(), tests: await countTestDraws() } : given[0] === 'none' ? stored() : measured()
writeFileSync(file, `${JSON.stringify(data, null, 1)}\n`)
writeFileSync(at('docs/false-alarms.md'), falseAlarmsPage(data))
const alarms = data.suites.flatMap(({ laws }) => laws.flatMap((law) => law.alarms))
process.stderr.write(`\n${alarms.length} alarms\n`)
process.exitCode = alarms.length > 0 ? 1 : 0
