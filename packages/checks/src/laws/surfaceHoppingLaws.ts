import type { Law } from '../Law.ts'
import type { SurfaceHoppingInstance } from './hoppingCase.ts'
import { hoppingRunLaws } from './hoppingRunLaws.ts'
import { hoppingStepLaws } from './hoppingStepLaws.ts'

/**
 * What surface hopping may promise, its random numbers given: that it runs, keeps norms, that a hop keeps the energy of the active level and the steps between keep it to
 * order 2, that it is repeatable, that trajectories are independent, that a constant unitary turns everything, and that levels without coupling never hop.
 *
 * `hopping/reversible`, `hopping/symplectic` and `hopping/populations` are wrong for fewest switches: they are there to be left unclaimed, and to be tried on methods
 * that mend them.
 *
 * Draws clouds of one to three particles, steps up to `largestStep` and hashed random numbers; the laws of what happens between hops, and of a hop, take random numbers
 * that make none, or any that can be.
 *
 * Cost: some dozen steps a draw, `hopping/populations` 8000.
 *
 * Errors: none; a step that fails or throws is a failed law.
 *
 * @example
 * import { allocateHybrid } from '@casimir/algebra'
 * const scalar = (entry) => ({
 *   levels: 1, dof: 1, scalar: true, value: (out, x, at) => out.set([entry(x[at]), 0]), gradient: (out) => out.fill(0, 0, 2),
 * })
 * const split = { A: scalar((p) => (p * p) / 2), B: scalar(() => 0) }
 * const free = (N) => {
 *   const state = allocateHybrid({ trajectories: N, dof: 1, levels: 1 })
 *   const [active, hops, frustrated] = [0, 1, 2].map(() => new Int32Array(N))
 *   const step = (h) => { state.t[0] += h; state.q.forEach((x, a) => { state.q[a] = x + h * state.p[a] }); return 0 }
 *   return { state, active, hops, frustrated, start: () => undefined, step, energy: (a) => state.p[a] ** 2 / 2, populations: (out) => out.fill(1) }
 * }
 * const hamiltonian = { name: 'free', levels: 1, dof: 1, split }
 * const draws = { never: 0, always: 0 }
 * const laws = surfaceHoppingLaws({ dof: 1, levels: 1, hbar: 1, hamiltonian, forHamiltonian: () => free, draws, largestStep: 0.1 })
 * const verdict = (id) => laws.find((law) => law.id === id).check({ draws: 10, seed: 1 }).verdict
 * ['hopping/unitary', 'hopping/hop-energy', 'hopping/symmetric', 'hopping/independent'].map(verdict) // => ['holds', 'holds', 'holds', 'holds']
 */
export const surfaceHoppingLaws = (instance: SurfaceHoppingInstance): ReadonlyArray<Law> => [
  ...hoppingStepLaws(instance),
  ...hoppingRunLaws(instance),
]
