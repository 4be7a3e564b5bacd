import type { DrivenQuantumSystem, Reading, Writing } from '@casimir/algebra'
import { checkHermitian, STATUS } from '@casimir/algebra'
import type { DrivenStepper } from './DrivenStepper.ts'
import type { GaussNodes } from './gaussMoments.ts'
import { gaussMoments } from './gaussMoments.ts'
import type { Turn } from './Turn.ts'

/** A method of Magnus type: from moments to Hermitian generators, and from generators to the map of psi. */
interface GaussMethod {
  readonly method: string
  readonly nodes: GaussNodes
  readonly turn: (levels: number) => Turn
  /** How many generators a step turns by; the first acts first. */
  readonly turns: number
  /** Prepares the map from the moments of a step to its generators. */
  readonly prepare: (levels: number) => (generators: ReadonlyArray<Writing>, moments: ReadonlyArray<Writing>) => void
}

/** Above this size of a generator's entries products of four of them, which the kernels form, overflow. */
const LARGEST = 1e70

const usable = (generator: Reading): boolean => {
  for (let k = 0; k < generator.length; k++) if (!(Math.abs(generator[k]) <= LARGEST)) return false
  return true
}

const finite = (x: Reading): boolean => {
  for (let k = 0; k < x.length; k++) if (!Number.isFinite(x[k])) return false
  return true
}

/**
 * Prepares a method of Magnus type on a driven system: moments at Gauss nodes, generators, turns of psi.
 *
 * Errors: throws here when `levels` is not a whole number >= 1, `hbar` is not positive, or H(t) is not Hermitian at t = 0, 0.7 and -1.3
 * (`checkHermitian`); the flow returns `nonFinite` and leaves the state as it was when a generator or psi is not finite, or an entry of a
 * generator is beyond 1e70.
 *
 * @example
 * const sign = {
 *   method: 'sign', nodes: 1, turns: 1, turn: () => (psi) => { psi[0] = -psi[0] }, prepare: () => () => {},
 * }
 * const s = allocateDriven(1)
 * s.psi[0] = 1
 * gaussStepper({ name: 'still', levels: 1, hbar: 1, hamiltonian: (H) => { H.fill(0) } }, sign).flow(s, 0.5)
 * Array.from(s.block) // => [0.5, -1, 0]
 */
export const gaussStepper = (
  system: DrivenQuantumSystem,
  { method, nodes, turn, turns, prepare }: GaussMethod,
): DrivenStepper => {
  const { name, levels, hbar } = system
  if (!Number.isInteger(levels) || levels < 1)
    throw new Error(`${method} on ${name}: levels is ${levels}; give a whole number >= 1.`)
  if (!(hbar > 0)) throw new Error(`${method} on ${name}: hbar is ${hbar}; give a positive number.`)
  checkHermitian(`${method}: H(t) of '${name}'`, { levels, coordinates: 1 }, (out, t) => system.hamiltonian(out, t[0]))
  const moments = gaussMoments(system, nodes)
  const generators = Array.from({ length: turns }, () => new Float64Array(2 * levels * levels))
  const generate = prepare(levels)
  const act = turn(levels)
  let steps = 0
  let evaluations = 0
  return {
    flow: (state, h) => {
      moments.measure(state.t[0], h)
      evaluations += nodes
      generate(generators, moments.values)
      for (let k = 0; k < turns; k++) if (!usable(generators[k])) return STATUS.nonFinite
      if (!finite(state.psi)) return STATUS.nonFinite
      for (let k = 0; k < turns; k++) act(state.psi, generators[k])
      state.t[0] += h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: 0 }),
  }
}
