import type { MatrixFunction, Reading } from '@casimir/algebra'

/**
 * A smooth Hermitian-matrix-valued function of `dof` variables, M(x) = sum_k M_k sin(a_k . x + k) with a_ki = (1 + (k + i) % 3)/2,
 * from Hermitian matrices M_k.
 */
export const smoothMatrixFunction = (
  levels: number,
  dof: number,
  matrices: ReadonlyArray<Float64Array>,
): MatrixFunction => {
  const size = 2 * levels * levels
  const frequency = (k: number, i: number): number => (1 + ((k + i) % 3)) / 2
  const phase = (k: number, x: Reading, at: number): number => {
    let sum = k
    for (let i = 0; i < dof; i++) sum += frequency(k, i) * x[at + i]
    return sum
  }
  return {
    levels,
    dof,
    scalar: false,
    value: (out, x, at) => {
      out.fill(0, 0, size)
      matrices.forEach((m, k) => {
        const c = Math.sin(phase(k, x, at))
        for (let j = 0; j < size; j++) out[j] += c * m[j]
      })
    },
    gradient: (out, x, at) => {
      out.fill(0, 0, dof * size)
      matrices.forEach((m, k) => {
        for (let i = 0; i < dof; i++) {
          const c = frequency(k, i) * Math.cos(phase(k, x, at))
          for (let j = 0; j < size; j++) out[i * size + j] += c * m[j]
        }
      })
    },
  }
}
