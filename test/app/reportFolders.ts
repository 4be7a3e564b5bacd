import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Report, reportOfComparison, writeFolder } from '@casimir/cli'
import type { ComparedRun, Deviation, Deviations, RunSpec } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { expect } from 'vitest'
import { type HtmlPage, readHtmlPage } from '../support/htmlPage.ts'
import { call, folderWith } from './cliSession.ts'
import { sampleResult } from './outputSamples.ts'

/** The same deviation of everything. */
export const deviationsOf = (deviation: Deviation, until = 40): Deviations => ({
  population: deviation,
  purity: deviation,
  q: deviation,
  p: deviation,
  until,
})

/** A run of Ehrenfest with a deviation. */
export const ehrenfestRun = (deviation: Deviation): ComparedRun => ({
  label: 'ehrenfest',
  result: sampleResult('ehrenfest'),
  deviations: deviationsOf(deviation),
})

const packet: RunSpec['initial'] = {
  wavepacket: { q: [-3], p: [10], sigma: [1], basis: 'diabatic', level: 0 },
}

/** A comparison of made-up runs, exact first. */
export const comparisonWith = (runs: ReadonlyArray<ComparedRun>, initial: RunSpec['initial'] = packet): Report => {
  const exact = sampleResult('exact')
  const methods = [exact, ...runs.map(({ result }) => result)].map(({ spec }) => ({
    ...spec.method,
    guards: spec.guards,
  }))
  return reportOfComparison({
    version: exact.version,
    spec: { ...exact.spec, initial, methods },
    status: 'ok',
    runs: [{ label: 'exact', result: exact }, ...runs],
  })
}

/** A fresh folder in which `out` holds the result of a report. */
export const folderOf = async (report: Report): Promise<string> => {
  const cwd = folderWith()
  expect(E.isRight(await writeFolder(join(cwd, 'out'), 'out', report))).toBe(true)
  return cwd
}

/** A fresh folder in which `out` holds what `casimir compare`, or another command, computes. */
export const computedFolder = async (spec: unknown, command = 'compare'): Promise<string> => {
  const cwd = folderWith({ 'spec.yaml': spec })
  expect((await call([command, 'spec.yaml', '--out', 'out'], { cwd })).code).toBe(0)
  return cwd
}

/** The page that casimir report makes of the folder `out`, with what it says on the way. */
export const pageIn = async (
  cwd: string,
  ...args: ReadonlyArray<string>
): Promise<{ readonly code: number; readonly err: string; readonly source: string; readonly page: HtmlPage }> => {
  const { code, err } = await call(['report', 'out', ...args], { cwd })
  const source = readFileSync(join(cwd, 'out', 'report.html'), 'utf8')
  return { code, err, source, page: readHtmlPage(source) }
}
