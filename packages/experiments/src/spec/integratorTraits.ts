import { mollifierFactor } from './mollifierFactor.ts'
import type { IntegratorName, MethodSpec, MollifierSpec, TrajectoryMethod } from './Spec.ts'

/** What a spec needs to know about an integrator. */
export interface IntegratorTraits {
  readonly name: IntegratorName
  readonly order: number
  /** Whether the quantum part of a step is unitary. */
  readonly unitary: boolean
  /** Whether it needs exact flows of all there is. */
  readonly exactParts: boolean
  /**
   * How many of a problem's default steps it takes at once by default: about as many as its stages cost, so that a higher order buys
   * accuracy and not time (docs/integrators.md, work and precision).
   */
  readonly stepFactor: number
}

/** The integrators of trajectory methods. */
export const integratorTraits: ReadonlyArray<IntegratorTraits> = [
  { name: 'lie-trotter', order: 1, unitary: true, exactParts: true, stepFactor: 1 },
  { name: 'strang', order: 2, unitary: true, exactParts: false, stepFactor: 1 },
  { name: 'suzuki4', order: 4, unitary: true, exactParts: false, stepFactor: 4 },
  { name: 'blanes-moan4', order: 4, unitary: true, exactParts: true, stepFactor: 4 },
  { name: 'kahan-li6', order: 6, unitary: true, exactParts: false, stepFactor: 8 },
  { name: 'midpoint', order: 2, unitary: true, exactParts: false, stepFactor: 1 },
  { name: 'rk4', order: 4, unitary: false, exactParts: false, stepFactor: 1 },
]

/** The integrators' names. */
export const integratorNames: ReadonlyArray<IntegratorName> = integratorTraits.map(({ name }) => name)

/** The traits of one integrator. */
export const traitsOf = (name: IntegratorName): IntegratorTraits =>
  integratorTraits.find((traits) => traits.name === name) as IntegratorTraits

const DEFAULTS: { readonly [method in TrajectoryMethod]: IntegratorName } = {
  ehrenfest: 'strang',
  'mean-field': 'midpoint',
  fssh: 'strang',
  koopmon: 'suzuki4',
  closure: 'suzuki4',
}

/** The integrator a trajectory method takes when none is named. */
export const defaultIntegrator = (method: TrajectoryMethod): IntegratorName => DEFAULTS[method]

/** Why an integrator cannot drive a method, as a sentence with the remedy; `undefined` when it can. */
export const integratorRefusal = (method: MethodSpec['name'], name: IntegratorName): string | undefined => {
  if (method === 'mean-field' && (traitsOf(name).exactParts || name === 'strang'))
    return `'${name}' cannot drive mean-field, which is stepped by gradients only: use midpoint, suzuki4, kahan-li6 or rk4`
  if (method === 'fssh' && name !== 'strang')
    return `'${name}' cannot drive fssh, whose hops are decided once a step of order 2: use strang`
  if (method === 'closure' && traitsOf(name).exactParts)
    return `'${name}' cannot drive a closure, whose energy has no exact flow: use suzuki4, strang or kahan-li6 (which solve that term implicitly), midpoint or rk4`
  return method === 'koopmon' && traitsOf(name).exactParts
    ? `'${name}' cannot drive koopmons, whose hbar term has no exact flow: use suzuki4, strang or kahan-li6 (which solve that term implicitly), midpoint or rk4`
    : undefined
}

/**
 * Why an integrator's order is more than a mollifier's smoothness supports; `undefined` when it is not.
 *
 * The force holds second derivatives of the kernel: how high an order that supports is said by the mollifier's factor itself.
 *
 * @example
 * orderRefusal({ shape: 'bspline', degree: 5 }, 'suzuki4') // => undefined
 * orderRefusal({ shape: 'bspline', degree: 5 }, 'kahan-li6').includes('raise mollifier.degree to 7') // => true
 */
export const orderRefusal = (
  mollifier: Pick<MollifierSpec, 'shape' | 'degree'>,
  name: IntegratorName,
): string | undefined => {
  const { maximalOrder } = mollifierFactor(mollifier)(1)
  const { order } = traitsOf(name)
  return order > maximalOrder
    ? `'${name}' has order ${order}, but a B-spline of degree ${mollifier.degree} supports order ${maximalOrder}: raise mollifier.degree to ${(mollifier.degree ?? 0) + order - maximalOrder} or name an integrator of lower order`
    : undefined
}
