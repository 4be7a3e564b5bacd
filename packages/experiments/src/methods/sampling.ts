import type { HybridHamiltonian } from '@casimir/algebra'
import type { PartPlace } from '../parts/Part.ts'
import { startCloud } from '../sampling/startCloud.ts'
import type { Cloud, RunSpec, SamplingSpec, TracerSpec } from '../spec/Spec.ts'
import type { RunGauge } from './runGauge.ts'

/** A trajectory method's start, and what its user should know about it. */
export interface TrajectoryStart {
  readonly cloud: Cloud
  readonly notes: ReadonlyArray<string>
}

/** The trajectories that the files of a spec hold. */
export interface GivenTrajectories {
  readonly cloud?: Cloud
  readonly tracers?: Cloud
  /** Which of the run's trajectories are wanted. */
  readonly place: PartPlace
  /** The gauge of the run, where its parts share one. */
  readonly gauge?: RunGauge
}

const joined = (x: Float64Array, y: Float64Array): Float64Array => Float64Array.from([...x, ...y])

/**
 * The cloud a run's method starts from, its tracers behind it, with a note when a lattice has another number of points than asked.
 *
 * Replicas of surface hopping on a lattice start alike and differ in their hops.
 */
export const trajectoryStart = (
  spec: RunSpec,
  method: Partial<SamplingSpec> & TracerSpec,
  hamiltonian: HybridHamiltonian,
  { cloud, tracers, place }: GivenTrajectories,
): TrajectoryStart => {
  const { particles, sampling, seed } = method
  const count = place.block?.count ?? particles
  const asked =
    count !== undefined && sampling !== undefined ? { particles: count, sampling, seed: seed ?? 1 } : undefined
  const hopsAlone = spec.method.name === 'fssh' && sampling === 'lattice'
  const start = startCloud(spec.initial, {
    hamiltonian,
    hbar: spec.hbar,
    ...(asked ? { sampling: asked } : {}),
    ...(count === undefined ? {} : { copies: count }),
    part: {
      ...(place.block && { first: place.block.first }),
      ...(place.kind === 'replicas' && !hopsAlone && { replica: place.index }),
    },
    ...(cloud ? { cloud } : {}),
  })
  const points = start.weights.length
  const notes =
    asked && 'wavepacket' in spec.initial && points !== asked.particles
      ? [`lattice sampling has ${points} points, the nearest whole lattice to the ${asked.particles} asked for.`]
      : []
  if (method.tracers === undefined) return { cloud: start, notes }
  if (!tracers)
    throw new Error(
      `trajectoryStart: the tracers of '${method.tracers}' are not there; give what decoding the spec gave.`,
    )
  const followed = tracers.weights.length === 1 ? 'One tracer follows' : `${tracers.weights.length} tracers follow`
  return {
    cloud: {
      weights: joined(start.weights, tracers.weights),
      q: joined(start.q, tracers.q),
      p: joined(start.p, tracers.p),
      psi: joined(start.psi, tracers.psi),
    },
    notes: [...notes, `${followed} the ${count} trajectories in every snapshot, with weight 0.`],
  }
}
