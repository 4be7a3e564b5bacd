import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'

/**
 * Writes the four Pauli coefficients (c0, cx, cy, cz) of a two-level matrix at x[0]; they come zeroed.
 *
 * The variable comes in a buffer, since a number passed to a function that is not inlined is boxed, once a particle and call.
 */
export type PauliCoefficients = (c: Writing, x: Reading) => void

const clear = (c: Writing): void => {
  c[0] = 0
  c[1] = 0
  c[2] = 0
  c[3] = 0
}

const assemble = (out: Writing, c: Writing): void => {
  out[0] = c[0] + c[3]
  out[1] = 0
  out[2] = c[1]
  out[3] = -c[2]
  out[4] = c[1]
  out[5] = c[2]
  out[6] = c[0] - c[3]
  out[7] = 0
}

/**
 * A two-level matrix function of one real variable, M(x) = c0(x) + cx(x) sx + cy(x) sy + cz(x) sz.
 *
 * `derivative` writes the derivatives of the same four coefficients; tests compare it with finite differences of `value`.
 *
 * @example
 * const m = twoLevel((c, x) => { c[1] = x[0] }, (c) => { c[1] = 1 })
 * const out = new Float64Array(8)
 * m.value(out, new Float64Array([3]), 0)
 * out[2] // => 3
 */
export const twoLevel = (value: PauliCoefficients, derivative: PauliCoefficients): MatrixFunction => {
  const c = new Float64Array(4)
  const here = new Float64Array(1)
  return {
    levels: 2,
    dof: 1,
    scalar: false,
    value: (out, x, at) => {
      clear(c)
      here[0] = x[at]
      value(c, here)
      assemble(out, c)
    },
    gradient: (out, x, at) => {
      clear(c)
      here[0] = x[at]
      derivative(c, here)
      assemble(out, c)
    },
  }
}
