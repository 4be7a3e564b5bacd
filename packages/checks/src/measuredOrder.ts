import type { MeasuredOrder } from './convergenceOrder.ts'
import { convergenceOrder } from './convergenceOrder.ts'
import type { Specimen } from './Specimen.ts'

const POINTS = 9
const FLOOR = 1e-12
const CEILING = 1e-4
/** Where the ladder starts: the higher the order, the smaller the error at which it is seen undisturbed. */
const start = (order: number): number => (order <= 4 ? 3e-5 : order <= 6 ? 1e-8 : 5e-9)
/** Errors below this leave room for the fit above the round-off of long runs. */
const LOWEST = 2e-12

/** max_k |x_k - y_k| / (1 + |y_k|). */
const difference = (x: Float64Array, y: Float64Array): number =>
  x.reduce((most, value, k) => Math.max(most, Math.abs(value - y[k]) / (1 + Math.abs(y[k]))), 0)

/**
 * Measures the order of a method on a problem: the slope of the error at time T against the step, over errors from 1e-12 to 1e-4.
 *
 * The number of steps is raised until the error is below 3e-5 (1e-8 from order 6 on, 5e-9 from order 8 on, where larger errors are not yet
 * asymptotic), then nine runs go down from there, to 1/4 of the step or to the round-off floor, whichever comes first.
 *
 * Assumes that the specimen has a reference (checked) and an order near `order`, which only sets how far the ladder goes.
 *
 * A run of which a step fails counts as infinitely wrong, so that the ladder goes on to smaller steps.
 *
 * Errors: throws when the specimen has no reference, or no run of up to a million steps is accurate enough to begin with.
 *
 * @example
 * const euler = {
 *   method: 'euler', problem: 'decay', reference: (T) => Float64Array.of(Math.exp(-T)),
 *   prepare: () => { const block = Float64Array.of(1); return { block, step: (h) => { block[0] *= 1 - h; return 0 } } },
 * }
 * Math.abs(measuredOrder(euler, 1, 0.01).slope - 1) < 0.01 // => true
 */
export const measuredOrder = (specimen: Specimen, order: number, T: number): MeasuredOrder => {
  const { reference, prepare, method, problem } = specimen
  if (!reference) throw new Error(`measuredOrder: '${method}' on '${problem}' has no reference; give one.`)
  const end = reference(T)
  const errors = new Map<number, number>()
  const error = (n: number): number => {
    const known = errors.get(n)
    if (known !== undefined) return known
    const { block, step } = prepare()
    for (let k = 0; k < n; k++)
      if (step(T / n) !== 0) {
        errors.set(n, Number.POSITIVE_INFINITY)
        return Number.POSITIVE_INFINITY
      }
    const e = difference(block, end)
    errors.set(n, e)
    return e
  }
  let first = 4
  while (!(error(first) < start(order))) {
    first = Math.ceil(first * (order > 4 ? 1.1 : 1.4))
    if (first > 1e6)
      throw new Error(
        `measuredOrder: '${method}' on '${problem}' has no error below ${start(order)} in a million steps.`,
      )
  }
  const span = Math.min(4, (error(first) / LOWEST) ** (1 / order))
  const counts = Array.from({ length: POINTS }, (_, k) => Math.round(first * span ** (k / (POINTS - 1))))
  return convergenceOrder(
    [...new Set(counts)].map((n) => T / n),
    (h) => error(Math.round(T / h)),
    FLOOR,
    CEILING,
  )
}
