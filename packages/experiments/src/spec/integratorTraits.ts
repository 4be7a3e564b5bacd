import type { IntegratorName, MethodSpec, MollifierSpec } from './Spec.ts'

/** What a spec needs to know about an integrator. */
export interface IntegratorTraits {
  readonly name: IntegratorName
  readonly order: number
  /** Whether the quantum part of a step is unitary. */
  readonly unitary: boolean
  /** Whether it is made of exact flows of the parts A(p) and B(q). */
  readonly exactParts: boolean
}

/** The integrators of trajectory methods. */
export const integratorTraits: ReadonlyArray<IntegratorTraits> = [
  { name: 'lie-trotter', order: 1, unitary: true, exactParts: true },
  { name: 'strang', order: 2, unitary: true, exactParts: true },
  { name: 'suzuki4', order: 4, unitary: true, exactParts: false },
  { name: 'blanes-moan4', order: 4, unitary: true, exactParts: true },
  { name: 'midpoint', order: 2, unitary: true, exactParts: false },
  { name: 'rk4', order: 4, unitary: false, exactParts: false },
]

/** The integrators' names. */
export const integratorNames: ReadonlyArray<IntegratorName> = integratorTraits.map(({ name }) => name)

/** The traits of one integrator. */
export const traitsOf = (name: IntegratorName): IntegratorTraits =>
  integratorTraits.find((traits) => traits.name === name) as IntegratorTraits

/** The integrator a trajectory method takes when none is named. */
export const defaultIntegrator = (method: 'ehrenfest' | 'koopmon'): IntegratorName =>
  method === 'ehrenfest' ? 'strang' : 'midpoint'

/** Why an integrator cannot drive a method, as a sentence with the remedy; `undefined` when it can. */
export const integratorRefusal = (method: MethodSpec['name'], name: IntegratorName): string | undefined =>
  method === 'koopmon' && traitsOf(name).exactParts
    ? `'${name}' cannot drive koopmons, whose hbar term has no exact part flows: use midpoint, suzuki4 (then composed of midpoint) or rk4`
    : undefined

/**
 * Why an integrator's order is more than a mollifier's smoothness supports; `undefined` when it is not.
 *
 * The force holds second derivatives of the kernel, so a B-spline of degree d supports orders up to d - 1.
 */
export const orderRefusal = (
  mollifier: Pick<MollifierSpec, 'shape' | 'degree'>,
  name: IntegratorName,
): string | undefined => {
  const supported = mollifier.shape === 'bspline' && mollifier.degree !== undefined ? mollifier.degree - 1 : Infinity
  const { order } = traitsOf(name)
  return order > supported
    ? `'${name}' has order ${order}, but a B-spline of degree ${mollifier.degree} supports order ${supported}: raise mollifier.degree to ${order + 1} or name an integrator of lower order`
    : undefined
}
