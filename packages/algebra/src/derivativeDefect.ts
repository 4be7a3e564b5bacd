import type { Functional } from './Functional.ts'
import type { Reading } from './Reading.ts'

/** Eighth-order central differences. */
const STENCIL = [4 / 5, -1 / 5, 4 / 105, -1 / 280]

/**
 * The derivative of a function of a field along a direction, d/de f(x + e v) at e = 0, by eighth-order central differences.
 *
 * Cost: 8 evaluations. Error: step^8 times the ninth derivative along v, plus round-off of f / step.
 *
 * @example
 * const d = directionalDerivative(([x]) => Math.sin(x), Float64Array.of(0), Float64Array.of(2), 0.01)
 * Math.abs(d - 2) < 1e-13 // => true
 */
export const directionalDerivative = (
  f: (at: Reading) => number,
  at: Reading,
  direction: Reading,
  step: number,
): number => {
  const moved = new Float64Array(at.length)
  const shifted = (by: number): number => {
    for (let i = 0; i < moved.length; i++) moved[i] = at[i] + by * direction[i]
    return f(moved)
  }
  let sum = 0
  for (let k = 1; k <= STENCIL.length; k++) sum += STENCIL[k - 1] * (shifted(k * step) - shifted(-k * step))
  return sum / step
}

/**
 * How far the stated derivative of a functional is from finite differences of its value, relative to the larger of the two.
 *
 * The largest over the directions v of |<dF/dx, v> - d/de F(x + e v)|, over the largest of |dF/dx| |v| and the difference quotients; |.| is the
 * norm of the space.
 *
 * Assumes directions of the size of the field, so that `step` is relative to it. Cost: 8 values a direction and one derivative.
 *
 * @example
 * const line = { name: 'R', size: 1, pair: (x, y) => x[0] * y[0] }
 * const wrong = { name: 'x^2', space: line, value: ([x]) => x * x, derivative: (out, [x]) => { out[0] = x } }
 * derivativeDefect(wrong, Float64Array.of(1), [Float64Array.of(1)]) > 0.4 // => true
 */
export const derivativeDefect = (
  functional: Functional,
  at: Reading,
  directions: ReadonlyArray<Reading>,
  step = 1e-3,
): number => {
  const { space, value } = functional
  const stated = new Float64Array(space.size)
  functional.derivative(stated, at)
  const size = Math.sqrt(space.pair(stated, stated))
  let defect = 0
  let scale = Number.MIN_VALUE
  for (const v of directions) {
    const measured = directionalDerivative(value, at, v, step)
    defect = Math.max(defect, Math.abs(space.pair(stated, v) - measured))
    scale = Math.max(scale, Math.abs(measured), size * Math.sqrt(space.pair(v, v)))
  }
  return Number.isNaN(defect) ? Number.POSITIVE_INFINITY : defect / scale
}
