import type { HybridSystem } from '@casimir/algebra'
import type { Exports } from '../modules/LoadModule.ts'
import { describeValue, isMapping, quoted } from '../spec/describeValue.ts'
import type { IntegratorName } from '../spec/Spec.ts'
import { declaredClaims } from './declaredClaims.ts'
import { methodSubjects } from './methodSubjects.ts'
import type { Selection, Subject } from './Subject.ts'

/** The integrators that need nothing but a gradient. */
const BY_GRADIENT: ReadonlyArray<IntegratorName> = ['midpoint', 'suzuki4', 'kahan-li6', 'rk4']
const DEFAULT_STEP = 0.05

/** A hybrid system of the user's for any weights, with the sizes that it has for two. */
export interface OwnSystem {
  readonly make: (weights: Float64Array) => HybridSystem
  readonly sample: HybridSystem
}

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 1

/**
 * Builds a system of the user's once, for two weights.
 *
 * Errors: throws a sentence when what comes out is no hybrid system, or what the module's code throws.
 */
export const ownSystem = (name: string, value: unknown): OwnSystem => {
  if (typeof value !== 'function')
    throw new Error(`${quoted(name)} is ${describeValue(value)}: export a function (weights) => system`)
  const sample: unknown = value(Float64Array.of(0.25, 0.75))
  if (
    !isMapping(sample) ||
    typeof sample.energy !== 'function' ||
    typeof sample.gradient !== 'function' ||
    !isMapping(sample.shape)
  )
    throw new Error(
      `${quoted(name)} returns ${describeValue(sample)}: return a hybrid system with shape, hbar, energy and gradient`,
    )
  const { dof, levels } = sample.shape
  if (!isCount(dof) || !isCount(levels) || !(Number(sample.hbar) > 0))
    throw new Error(
      `${quoted(name)} returns a system with dof ${describeValue(dof)}, levels ${describeValue(levels)} and hbar ${describeValue(sample.hbar)}: give whole numbers >= 1, and hbar > 0`,
    )
  return { make: value as OwnSystem['make'], sample: sample as unknown as HybridSystem }
}

/** A system of the user's by itself, and under every integrator that needs its gradient only. */
export const ownSystemSubjects = (
  name: string,
  { make, sample }: OwnSystem,
  exports: Exports,
  { integrator }: Selection,
): ReadonlyArray<Subject> => {
  const { dof, levels } = sample.shape
  const claims = declaredClaims(exports)
  return methodSubjects({
    table: name,
    prepared: {
      model: { name, dof, levels, hbar: sample.hbar, system: make },
      splitting: () => (weights) => ({ system: make(weights) }),
      exactWords: false,
      kinks: false,
    },
    dt: DEFAULT_STEP,
    integrators: BY_GRADIENT.filter((each) => integrator === undefined || each === integrator),
    ...(claims ? { claimed: () => claims } : {}),
  })
}
