import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'

/** out = entry[0] 1 on two levels; the number comes in a buffer, since one passed to a function that is not inlined is boxed. */
const writeTwo = (out: Writing, entry: Reading): void => {
  out[0] = entry[0]
  out[1] = 0
  out[2] = 0
  out[3] = 0
  out[4] = 0
  out[5] = 0
  out[6] = entry[0]
  out[7] = 0
}

/** One coordinate and two levels, written out: the loops over a matrix of eight numbers took most of a drift. */
const kineticTwo = (inverse: Float64Array): MatrixFunction => {
  const entry = new Float64Array(1)
  return {
    levels: 2,
    dof: 1,
    scalar: true,
    value: (out, p, at) => {
      entry[0] = 0.5 * p[at] * p[at] * inverse[0]
      writeTwo(out, entry)
    },
    gradient: (out, p, at) => {
      entry[0] = p[at] * inverse[0]
      writeTwo(out, entry)
    },
  }
}

/**
 * The kinetic energy A(p) = sum_i p_i^2 / (2 m_i), a multiple of the identity on `levels` levels.
 *
 * `mass` is one number for all degrees of freedom or one number each.
 *
 * @example
 * const out = new Float64Array(2)
 * kinetic(1, 2000).value(out, new Float64Array([20]), 0)
 * out[0] // => 0.1
 */
export const kinetic = (levels: number, mass: number | ReadonlyArray<number>): MatrixFunction => {
  const masses = typeof mass === 'number' ? [mass] : mass
  const inverse = Float64Array.from(masses, (m) => 1 / m)
  const dof = inverse.length
  if (levels === 2 && dof === 1) return kineticTwo(inverse)
  const size = 2 * levels * levels
  const stride = 2 * (levels + 1)
  return {
    levels,
    dof,
    scalar: true,
    value: (out, p, at) => {
      let energy = 0
      for (let i = 0; i < dof; i++) energy += 0.5 * p[at + i] * p[at + i] * inverse[i]
      for (let k = 0; k < size; k++) out[k] = 0
      for (let k = 0; k < size; k += stride) out[k] = energy
    },
    gradient: (out, p, at) => {
      for (let k = 0; k < dof * size; k++) out[k] = 0
      for (let i = 0; i < dof; i++) {
        const velocity = p[at + i] * inverse[i]
        const end = (i + 1) * size
        for (let k = i * size; k < end; k += stride) out[k] = velocity
      }
    },
  }
}
