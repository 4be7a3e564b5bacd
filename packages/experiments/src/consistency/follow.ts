import type { HybridHamiltonian, HybridState } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { prepare } from '../methods.ts'
import { allocateObservation } from '../observables/Observation.ts'
import type { Propagation } from '../Propagation.ts'
import type { Amplitudes, Cloud, RunSpec } from '../spec/Spec.ts'
import type { ConsistencyMethod, NamedDensity, NamedEnergy } from './ConsistencyMethod.ts'
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
  readonly energies: ReadonlyArray<NamedEnergy>
  readonly densities: ReadonlyArray<NamedDensity>
  /** The probabilities of the trajectories; absent for a method without trajectories. */
  readonly masses?: Float64Array
}

/** A course of a method on a problem. */
export interface Course {
  readonly sights: ReadonlyArray<Sight>
  readonly steps: number
}

/** How a course starts: a Hamiltonian other than the setting's, a cloud moved, and quantum states turned by a unitary or all equal. */
export interface StartOptions {
  readonly hamiltonian?: HybridHamiltonian
  readonly correlated?: boolean
  readonly move?: (cloud: HybridState) => void
  readonly turn?: (psi: Float64Array) => void
}

/** The cloud of a setting, `copies` of each of its particles, one after the other. */
const startOf = ({ hamiltonian, start }: Setting, copies: number, correlated: boolean): HybridState => {
  const { levels } = hamiltonian
  const one = cloudState({ trajectories: PARTICLES, dof: 1, levels }, correlated)
  if (start) {
    one.q.fill(start.q)
    one.p.fill(start.p)
    for (let a = 0; a < PARTICLES; a++) one.psi.set(start.psi, 2 * levels * a)
  }
  const state = allocateHybrid({ trajectories: PARTICLES * copies, dof: 1, levels })
  for (let k = 0; k < copies; k++) {
    state.q.set(one.q, PARTICLES * k)
    state.p.set(one.p, PARTICLES * k)
    state.psi.set(one.psi, 2 * levels * PARTICLES * k)
  }
  return state
}

/** The method of an entry, prepared by the registry as a run would; `refinement` divides the time step. */
export const prepareCourse = (
  method: ConsistencyMethod,
  at: Setting,
  refinement: number,
  options: StartOptions = {},
): Propagation => {
  const { problem, parameters, hamiltonian } = at
  const { levels } = hamiltonian
  const { copies = 1 } = method
  const once = unequalWeights(PARTICLES)
  const weights = Float64Array.from({ length: PARTICLES * copies }, (_, a) => once[a % PARTICLES] / copies)
  const state = startOf(at, copies, options.correlated ?? true)
  options.move?.(state)
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
    const hamiltonian = options.hamiltonian ?? at.hamiltonian
    const given = [propagation, observation, hamiltonian] as const
    const densities = method.densities?.(...given) ?? [{ matrix: observation.density }]
    return {
      t,
      q: observation.q[0],
      p: observation.p[0],
      energies: method.energies?.(...given) ?? [{ value: observation.energy[0] }],
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
