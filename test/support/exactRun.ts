import type { GridSpec, RunResult, RunSpec, Wavepacket, WaveSnapshot } from '@casimir/experiments'
import { problems, run } from '@casimir/experiments'

/** What an exact run in a test differs by; everything else has the value a decoded spec would have. */
export interface ExactCase {
  readonly problem: string
  readonly parameters?: { readonly [name: string]: number }
  readonly wavepacket: Wavepacket
  readonly end: number
  readonly record?: number
  readonly grid?: GridSpec
  readonly hbar?: number
  readonly snapshots?: ReadonlyArray<number>
}

/** The run spec of a case, built by hand. */
export const exactSpec = (given: ExactCase): RunSpec => {
  const problem = problems.find(({ name }) => name === given.problem)
  if (!problem) throw new Error(`no problem ${given.problem}`)
  const defaults = Object.entries(problem.parameters).map(([name, parameter]) => [name, parameter.default] as const)
  return {
    spec: 1,
    hbar: given.hbar ?? 1,
    problem: { name: problem.name, parameters: { ...Object.fromEntries(defaults), ...given.parameters } },
    initial: { wavepacket: given.wavepacket },
    method: { name: 'exact', grid: given.grid ?? {} },
    time: { end: given.end, record: given.record ?? given.end },
    snapshots: given.snapshots ?? [],
    guards: { norm: 1e-8, energy: 1e-5 },
  }
}

/** Runs a case. */
export const exactRun = (given: ExactCase): Promise<RunResult> => run({ spec: exactSpec(given) })

/** The last recorded value of a series. */
export const last = (series: ReadonlyArray<number>): number => series[series.length - 1]

/** The wave function kept as the n-th snapshot. */
export const waveOf = (result: RunResult, n = 0): WaveSnapshot => {
  const snapshot = result.snapshots[n]
  if (snapshot?.kind !== 'wavefunction') throw new Error('no wave function was kept')
  return snapshot
}
