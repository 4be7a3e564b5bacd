import type { Measured } from './Law.ts'
import type { Specimen } from './Specimen.ts'
import { estimatedJacobian, largestEntry, largestRow } from './stepJacobian.ts'
import { takeStep } from './takeStep.ts'

/** Relative rounding errors of one step that change at random from one start to the next. */
const ROUNDINGS = 16

/**
 * How far one step is from a Poisson map, with what the differences can tell: the largest entry of M B(y) M^T - B(y') and its uncertainty, both relative to the largest of B(y).
 *
 * With e the error of the rows of M (from the difference of two increments, and rounding and solver errors over the increment) the uncertainty is 2 e w + e^2 |B|, w the largest
 * row of M B. `solver` is the relative tolerance of a method that solves equations.
 *
 * A canonical tensor makes it the symplectic defect. Cost: 10 steps a coordinate.
 *
 * Errors: throws when the specimen names no Poisson tensor, or a step fails.
 *
 * @example
 * import { Matrix } from 'ml-matrix'
 * const drift = { method: 'drift', problem: 'free', poisson: () => new Matrix([[0, 1], [-1, 0]]), prepare: () => {
 *   const block = Float64Array.of(0, 1)
 *   return { block, step: (h) => { block[0] += h * block[1]; return 0 } }
 * } }
 * const { defect, tolerance } = measurePoisson(drift, 0.1)
 * defect <= tolerance && tolerance < 1e-10 // => true
 */
export const measurePoisson = (
  { method, problem, prepare, poisson }: Specimen,
  h: number,
  solver = 0,
  increment = 5e-3,
): Measured => {
  const what = `measurePoisson of '${method}' on '${problem}'`
  if (!poisson) throw new Error(`${what}: the specimen names no Poisson tensor; give it.`)
  const image = (k: number, by: number): Float64Array => {
    const { block, step } = prepare()
    block[k] += by
    takeStep(() => step(h), what)
    return block
  }
  const start = prepare().block.slice()
  const end = image(0, 0)
  const size = [...start, ...end].reduce((most, x) => Math.max(most, Math.abs(x)), 1)
  const noise = (ROUNDINGS * Number.EPSILON + solver) * size
  const { jacobian, error } = estimatedJacobian(start.length, image, increment, noise)
  const before = poisson(start)
  const transported = jacobian.mmul(before)
  const defect = transported.mmul(jacobian.transpose()).sub(poisson(end))
  return {
    defect: largestEntry(defect) / largestEntry(before),
    tolerance: (2 * error * largestRow(transported) + error * error * before.norm()) / largestEntry(before),
  }
}
