import type { HybridHamiltonian } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { prepare } from '../methods.ts'
import { allocateObservation } from '../observables/Observation.ts'
import type { Propagation } from '../Propagation.ts'
import type { Amplitudes, Cloud, RunSpec } from '../spec/Spec.ts'
import type { ConsistencyMethod, NamedDensity } from './ConsistencyMethod.ts'
import type { Setting } from './settings.ts'
import { cloudState, HBAR, unequalWeights } from './settings.ts'

/** How long courses are, and how often they are looked at. */
export const END = 3
const RECORD = 0.5
const PARTICLES = 6

/** What was seen at one time. */
export interface Sight {
  readonly t: number
  readonly q: number
  readonly p: number
  readonly energy: number
  readonly densities: ReadonlyArray<NamedDensity>
  /** The probabilities of the trajectories; absent for a method without trajectories. */
  readonly masses?: Float64Array
}

/** A course of a method on a problem. */
export interface Course {
  readonly sights: ReadonlyArray<Sight>
  readonly steps: number
}

/** How a course starts: a Hamiltonian other than the setting's, and quantum states turned by a unitary or all equal. */
export interface StartOptions {
  readonly hamiltonian?: HybridHamiltonian
  readonly correlated?: boolean
  readonly turn?: (psi: Float64Array) => void
}

/** The method of an entry, prepared by the registry as a run would; `refinement` divides the time step. */
export const prepareCourse = (
  method: ConsistencyMethod,
  { problem, parameters, hamiltonian }: Setting,
  refinement: number,
  options: StartOptions = {},
): Propagation => {
  const { levels } = hamiltonian
  const weights = unequalWeights(PARTICLES)
  const state = cloudState({ trajectories: PARTICLES, dof: 1, levels }, options.correlated ?? true)
  options.turn?.(state.psi)
  const cloud: Cloud = { weights, q: state.q, p: state.p, psi: state.psi }
  const psi: Amplitudes = Array.from({ length: levels }, (_, j) => [state.psi[2 * j], state.psi[2 * j + 1]])
  const spec: RunSpec = {
    spec: 1,
    hbar: HBAR,
    problem: { name: problem.name, parameters },
    initial:
      method.start === 'cloud'
        ? { particles: 'a cloud' }
        : { wavepacket: { q: [0.5], p: [0.2], sigma: [0.6], basis: 'diabatic', psi } },
    time: { end: END, record: RECORD },
    snapshots: [],
    guards: { norm: Number.POSITIVE_INFINITY, energy: Number.POSITIVE_INFINITY },
    ...method.run(method.dt / refinement),
  }
  const place = { kind: 'whole', index: 0 } as const
  const given = method.start === 'cloud' ? { cloud, place } : { place }
  const moved = options.hamiltonian ?? hamiltonian
  return method.prepare ? method.prepare(spec, problem, moved, given, prepare) : prepare(spec, problem, moved, given)
}

/**
 * Follows a method on a problem over a few units of time.
 *
 * Errors: throws when a step does not end well, with the time.
 */
export const follow = (
  method: ConsistencyMethod,
  at: Setting,
  refinement: number,
  options: StartOptions = {},
): Course => {
  const propagation = prepareCourse(method, at, refinement, options)
  const observation = allocateObservation(propagation)
  const perRecord = Math.round(RECORD / propagation.dt)
  const records = Math.round(END / RECORD)
  const see = (t: number): Sight => {
    propagation.observe(observation)
    const snapshot = propagation.snapshot(t)
    const densities = method.densities?.(propagation, observation) ?? [{ matrix: observation.density }]
    return {
      t,
      q: observation.q[0],
      p: observation.p[0],
      energy: observation.energy[0],
      densities: densities.map(({ matrix, ...name }) => ({ ...name, matrix: matrix.slice() })),
      ...(snapshot.kind === 'trajectories' ? { masses: massesOf(snapshot) } : {}),
    }
  }
  const sights = [see(0)]
  for (let k = 1; k <= records; k++) {
    for (let j = 0; j < perRecord; j++)
      if (propagation.step() !== STATUS.ok)
        throw new Error(`${method.name} on ${at.text}: a step before t = ${k * RECORD} failed.`)
    sights.push(see(k * RECORD))
  }
  return { sights, steps: records * perRecord }
}

/** The weights, each spoilt (NaN) where its trajectory is nowhere. */
const massesOf = ({ weights, q, p }: Cloud): Float64Array =>
  weights.map((w, a) => (Number.isFinite(q[a]) && Number.isFinite(p[a]) ? w : Number.NaN))

/** A bound on the round-off of a course, relative to what it acts on: 32 units a step, for nine flows of a few operations each. */
export const roundingOf = ({ steps }: Course): number => 32 * Number.EPSILON * steps
