import type { MatrixFunction } from '@casimir/algebra'

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
  const size = 2 * levels * levels
  return {
    levels,
    dof,
    scalar: true,
    value: (out, p, at) => {
      let energy = 0
      for (let i = 0; i < dof; i++) energy += 0.5 * p[at + i] * p[at + i] * inverse[i]
      for (let k = 0; k < size; k++) out[k] = 0
      for (let j = 0; j < levels; j++) out[2 * (j * levels + j)] = energy
    },
    gradient: (out, p, at) => {
      for (let k = 0; k < dof * size; k++) out[k] = 0
      for (let i = 0; i < dof; i++)
        for (let j = 0; j < levels; j++) out[i * size + 2 * (j * levels + j)] = p[at + i] * inverse[i]
    },
  }
}
