import type { HybridHamiltonian } from '@casimir/algebra'
import { startCloud } from '../sampling/startCloud.ts'
import type { Cloud, RunSpec, SamplingSpec } from '../spec/Spec.ts'

/** A trajectory method's start, and what its user should know about it. */
export interface TrajectoryStart {
  readonly cloud: Cloud
  readonly notes: ReadonlyArray<string>
}

/** The cloud a run's method starts from, with a note when a lattice has another number of points than asked. */
export const trajectoryStart = (
  spec: RunSpec,
  method: Partial<SamplingSpec>,
  hamiltonian: HybridHamiltonian,
  cloud: Cloud | undefined,
): TrajectoryStart => {
  const { particles, sampling, seed } = method
  const asked = particles !== undefined && sampling !== undefined ? { particles, sampling, seed: seed ?? 1 } : undefined
  const start = startCloud(spec.initial, {
    hamiltonian,
    hbar: spec.hbar,
    ...(asked ? { sampling: asked } : {}),
    ...(cloud ? { cloud } : {}),
  })
  const count = start.weights.length
  const notes =
    asked && 'wavepacket' in spec.initial && count !== asked.particles
      ? [`lattice sampling has ${count} points, the nearest whole lattice to the ${asked.particles} asked for.`]
      : []
  return { cloud: start, notes }
}
