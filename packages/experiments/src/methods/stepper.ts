import type { HybridState, HybridSystem, Scheme, SplitSystem } from '@casimir/algebra'
import { letter } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import { blanesMoan4, compile, implicitMidpoint, lieTrotter, rungeKutta4, strang, suzuki4 } from '@casimir/integrators'
import type { IntegratorSpec } from '../spec/Spec.ts'

type Split = SplitSystem<HybridState, 'A' | 'B'>

const wordStepper = (system: Split, scheme: Scheme<'A' | 'B'>): Stepper => {
  const flow = compile(system)(scheme)
  let steps = 0
  return {
    flow: (state, h) => {
      steps += 1
      return flow(state, h)
    },
    counts: () => ({ steps, evaluations: steps * scheme.filter((l) => l.part === 'B').length, iterations: 0 }),
  }
}

/** Suzuki's composition of the midpoint rule, for systems without exact parts. */
const composedMidpoint = (system: HybridSystem, options: IntegratorSpec): Stepper => {
  const midpoint = implicitMidpoint(system, options)
  const flow = compile({ name: system.name, parts: { M: { kind: 'symmetric', flow: midpoint.flow } } })(
    suzuki4([letter('M', 1)]),
  )
  return { ...midpoint, flow }
}

/**
 * Prepares the integrator a spec names for a hybrid system and, where there is one, its splitting into exact parts.
 *
 * `suzuki4` composes Strang where there are exact parts and implicit midpoint where there are none.
 *
 * Errors: throws when a splitting method is asked for a system without exact parts.
 */
export const prepareStepper = (system: HybridSystem, split: Split | undefined, integrator: IntegratorSpec): Stepper => {
  const { name, tolerance, iterations } = integrator
  if (name === 'midpoint') return implicitMidpoint(system, { tolerance, iterations })
  if (name === 'rk4') return rungeKutta4(system)
  if (name === 'suzuki4' && !split) return composedMidpoint(system, integrator)
  if (!split) throw new Error(`${name}: '${system.name}' has no exact part flows; use midpoint, suzuki4 or rk4 for it.`)
  if (name === 'suzuki4') return wordStepper(split, suzuki4(strang))
  return wordStepper(split, { 'lie-trotter': lieTrotter, strang, 'blanes-moan4': blanesMoan4 }[name])
}
