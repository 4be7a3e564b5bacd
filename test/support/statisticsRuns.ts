import type { RunResult, TrajectorySnapshot } from '@casimir/experiments'
import { run } from '@casimir/experiments'
import { runSpec } from './specs.ts'

/** Two levels on a harmonic mode, cheap to run: two records, ten steps. */
export const cheap = {
  problem: { name: 'rabi', coupling: 0.5 },
  initial: { wavepacket: { q: 1, p: 0.5, sigma: 0.7, level: 0 } },
  integrator: { dt: 0.2 },
  time: { end: 2, record: 1 },
}

export const runOf = (changes: object): Promise<RunResult> => run(runSpec({ ...cheap, ...changes }))

/** The trajectories of a snapshot. */
export const trajectoriesOf = ({ snapshots }: RunResult, k = 0): TrajectorySnapshot => {
  const snapshot = snapshots[k]
  if (snapshot?.kind !== 'trajectories') throw new Error('there is no such snapshot of trajectories')
  return snapshot
}

/** A result without what two equal runs may differ in: the wall time, and how much was asked for. */
export const lasting = ({ seconds: _, spec: __, statistics, ...rest }: RunResult) => ({
  ...rest,
  ...(statistics && { samples: statistics.samples }),
})
