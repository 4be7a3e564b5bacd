import type { HybridState, HybridSystem, Scheme, SplitSystem } from '@casimir/algebra'
import { fuse, letter, STATUS } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import {
  blanesMoan4,
  compile,
  implicitMidpoint,
  kahanLi6,
  lieTrotter,
  midpointPart,
  partKinds,
  rungeKutta4,
  strang,
  strangAround,
  suzuki4,
} from '@casimir/integrators'
import type { IntegratorName, IntegratorSpec } from '../spec/Spec.ts'

type Exact = SplitSystem<HybridState, 'A' | 'B'>

/** What an integrator may use of a method: its gradient, its exact parts, and what is left when those are taken out. */
export interface Splitting {
  readonly system: HybridSystem
  /** The exact flows of A(p) and B(q); absent where H is no such sum. */
  readonly exact?: Exact
  /** The rest of the system, solved implicitly; absent when the exact parts are all of it. */
  readonly rest?: HybridSystem
}

/** Says at once when a number is no longer finite, which exact part flows do not see; two sums, since one waits for itself. */
const finite = ({ block }: HybridState): boolean => {
  let even = 0
  let odd = 0
  for (let k = 1; k < block.length; k += 2) {
    even += block[k - 1]
    odd += block[k]
  }
  return Number.isFinite(even + odd + block[block.length - 1])
}

/** A word of exact flows; `evaluations` counts the flows of B. */
const exactWord = (system: Exact, scheme: Scheme<'A' | 'B'>): Stepper => {
  const flow = compile(system)(scheme)
  const kicks = fuse(partKinds(system.parts))(scheme).filter((l) => l.part === 'B').length
  let steps = 0
  return {
    flow: (state, h) => {
      steps += 1
      const status = flow(state, h)
      return status !== STATUS.ok || finite(state) ? status : STATUS.nonFinite
    },
    counts: () => ({ steps, evaluations: steps * kicks, iterations: 0 }),
  }
}

type Composition = <K extends string>(base: Scheme<K>) => Scheme<K>
const compositions: { readonly [name in IntegratorName]?: Composition } = {
  strang: (base) => base,
  suzuki4,
  'kahan-li6': kahanLi6,
}
const exactWords: { readonly [name in IntegratorName]?: Scheme<'A' | 'B'> } = {
  'lie-trotter': lieTrotter,
  'blanes-moan4': blanesMoan4,
}

/** A composition of Strang about an implicit rest, or of implicit midpoint where there are no exact parts. */
const implicitWord = (
  { system, exact, rest }: Splitting,
  composition: Composition,
  options: IntegratorSpec,
): Stepper => {
  const { tolerance, iterations } = options
  if (exact && rest) {
    const { part, counts } = midpointPart(rest, { tolerance, iterations })
    return {
      flow: compile({ name: system.name, parts: { ...exact.parts, C: part } })(composition(strangAround)),
      counts,
    }
  }
  const midpoint = implicitMidpoint(system, { tolerance, iterations })
  const parts = { M: { kind: 'symmetric', flow: midpoint.flow } } as const
  return { flow: compile({ name: system.name, parts })(composition([letter('M', 1)])), counts: midpoint.counts }
}

/**
 * Prepares the integrator a spec names.
 *
 * `strang`, `suzuki4` and `kahan-li6` are Strang and its compositions to order 4 and 6: of exact flows where these are all of the system, about
 * an implicit rest where there is one, and, `strang` excepted, of implicit midpoint where there are no exact parts.
 *
 * Errors: throws when a splitting method is asked for a system without exact parts.
 */
export const prepareStepper = (splitting: Splitting, integrator: IntegratorSpec): Stepper => {
  const { system, exact, rest } = splitting
  const { name, tolerance, iterations } = integrator
  if (name === 'midpoint') return implicitMidpoint(system, { tolerance, iterations })
  if (name === 'rk4') return rungeKutta4(system)
  const composition = compositions[name]
  const word = composition ? composition(strang) : exactWords[name]
  if (exact && !rest && word) return exactWord(exact, word)
  if (!composition || (name === 'strang' && !exact))
    throw new Error(`${name}: '${system.name}' has no exact part flows; use midpoint, suzuki4 or rk4 for it.`)
  return implicitWord(splitting, composition, integrator)
}
