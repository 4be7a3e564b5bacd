import type { HybridHamiltonian, HybridShape, HybridState } from '@casimir/algebra'
import { allocateHybrid, hermitianEigen, normalize, scatter } from '@casimir/algebra'
import type { ParameterValue, ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'

/** A problem of the catalogue with parameters, as a measurement names it. */
export interface Setting {
  readonly problem: ProblemDefinition
  readonly parameters: { readonly [name: string]: ParameterValue }
  readonly hamiltonian: HybridHamiltonian
  /** The problem and its parameters in words. */
  readonly text: string
  /** Where its cloud starts, if not from `cloudState`; psi of all trajectories, then q and p of each. */
  readonly start?: { readonly psi: ReadonlyArray<number>; readonly q: number; readonly p: number }
}

/** hbar of every measurement: not 1, so that one forgotten shows. */
export const HBAR = 0.8

/** A problem of the catalogue, some of its parameters set. */
const setting = (name: string, given: { readonly [name: string]: ParameterValue }, text?: string): Setting => {
  const problem = problems.find((one) => one.name === name)
  if (!problem) throw new Error(`setting: '${name}' is not a problem; see the list of problems.`)
  const defaults = Object.fromEntries(Object.entries(problem.parameters).map(([key, one]) => [key, one.default]))
  const parameters = { ...defaults, ...given }
  const listed = Object.entries(given).map(([key, value]) => `${key} ${value}`)
  return {
    problem,
    parameters,
    hamiltonian: problem.build(parameters),
    text: text ?? `${name} (${listed.join(', ')})`,
  }
}

/** Problems with coupling: to q, to q and p, and three levels. */
export const coupledSettings: ReadonlyArray<Setting> = [
  setting('rabi', { coupling: 0.6 }),
  setting('jaynes-cummings', { coupling: 0.4 }),
  setting('ladder', { g01: 0.5, g12: 0.4 }),
]

/**
 * Two levels from the lower adiabat at rest at q = 1.5, all trajectories alike: at most 0.6 of kinetic energy comes of it on this level, while the other is 1.0 above
 * or more, so that none may leave it.
 */
export const forbiddenSetting: Setting = ((): Setting => {
  const at = setting('rabi', { coupling: 0.6 })
  const [q, n] = [1.5, at.hamiltonian.levels]
  const [values, vectors, matrix] = [new Float64Array(n), new Float64Array(2 * n * n), new Float64Array(2 * n * n)]
  at.hamiltonian.value(matrix, Float64Array.of(q), Float64Array.of(0), 0)
  hermitianEigen(n)(values, vectors, matrix, 0)
  const psi = Array.from({ length: 2 * n }, (_, k) => vectors[2 * n * (k >> 1) + (k & 1)])
  return { ...at, text: `${at.text} from rest on the lower adiabat at q = ${q}`, start: { psi, q, p: 0 } }
})()

/** The quantum Hamiltonian of `uncoupledSetting`. */
export const uncoupledLevels = [
  [0.4, [0.3, -0.2]],
  [[0.3, 0.2], -0.1],
] as const

/** An anharmonic oscillator, H = p^2/2 + q^2/2 + q^4/20, beside two levels that it does not touch. */
export const uncoupledSetting = (levels: typeof uncoupledLevels | undefined): Setting => {
  const scalar = (c: number) => [
    [c, 0],
    [0, c],
  ]
  const B = [levels ?? scalar(0), scalar(0), scalar(0.5), scalar(0), scalar(0.05)]
  const text = 'polynomial (p^2/2 + q^2/2 + q^4/20 beside two levels, uncoupled)'
  return setting('polynomial', { mass: 1, B, A: [] }, text)
}

/** Unequal positive weights with sum 1. */
export const unequalWeights = (count: number): Float64Array => {
  const raw = Float64Array.from({ length: count }, (_, a) => 1 + 0.7 * scatter(2, a))
  const sum = raw.reduce((s, w) => s + w, 0)
  return raw.map((w) => w / sum)
}

/** A repeatable cloud about (q, p) = (0.5, 0.2); `correlated` gives every trajectory another quantum state, else all have the first one's. */
export const cloudState = (shape: HybridShape, correlated = true): HybridState => {
  const { trajectories, levels: n } = shape
  const state = allocateHybrid(shape)
  for (let a = 0; a < trajectories; a++) {
    state.q[a] = 0.5 + scatter(3, a)
    state.p[a] = 0.2 + scatter(5, a)
    const from = correlated ? 2 * n * a : 0
    for (let k = 0; k < 2 * n; k++) state.psi[2 * n * a + k] = scatter(7, from + k)
    normalize(state.psi, 2 * n * a, n)
  }
  return state
}
