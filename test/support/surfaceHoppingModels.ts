import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { separable } from '@casimir/models'

/** A(p) = floor + linear.p + p^T M p/2 on n levels, M row-major and symmetric. */
export const quadraticKinetic = (
  n: number,
  M: ReadonlyArray<number>,
  linear: ReadonlyArray<number>,
  floor: number,
): MatrixFunction => {
  const d = linear.length
  const slope = (p: { readonly [i: number]: number }, at: number, i: number): number =>
    linear.reduce((sum, _b, j) => sum + M[i * d + j] * p[at + j], 0)
  return {
    levels: n,
    dof: d,
    scalar: true,
    value: (out, p, at) => {
      out.fill(0, 0, 2 * n * n)
      const a = linear.reduce((sum, b, i) => sum + (b + slope(p, at, i) / 2) * p[at + i], floor)
      for (let j = 0; j < n; j++) out[2 * (j * n + j)] = a
    },
    gradient: (out, p, at) => {
      out.fill(0, 0, 2 * n * n * d)
      for (let i = 0; i < d; i++)
        for (let j = 0; j < n; j++) out[2 * (i * n * n + j * n + j)] = linear[i] + slope(p, at, i)
    },
  }
}

const pauli = (x: number, y: number, z: number, one: number): number[] => [one + z, 0, x, -y, x, y, one - z, 0]

/**
 * Two levels and two coordinates with a coupling vector that is complex in every gauge: B = (q1^2 + q2^2)/4 + q1 sx + 0.7 q2 sy + 0.6 sz; masses that
 * mix the momenta, and terms linear in them.
 */
export const swirl: HybridHamiltonian = separable('swirl', quadraticKinetic(2, [1, 0.3, 0.3, 0.5], [0.2, -0.1], 0.4), {
  levels: 2,
  dof: 2,
  scalar: false,
  value: (out, q, at) => {
    out.set(pauli(q[at], 0.7 * q[at + 1], 0.6, (q[at] ** 2 + q[at + 1] ** 2) / 4))
  },
  gradient: (out, q, at) => {
    out.set(pauli(1, 0, 0, q[at] / 2))
    out.set(pauli(0, 0.7, 0, q[at + 1] / 2), 8)
  },
})

/** The same Hamiltonian in another diabatic basis: B -> U B U^+, U constant and unitary, row-major. */
export const inBasis = (model: HybridHamiltonian, U: Float64Array): HybridHamiltonian => {
  const { split, levels: n, dof: d, name } = model
  if (!split) throw new Error('inBasis: the Hamiltonian does not split')
  const size = 2 * n * n
  const turn = (x: Float64Array, from: number): void => {
    const old = x.slice(from, from + size)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        let [re, im] = [0, 0]
        for (let l = 0; l < n; l++)
          for (let m = 0; m < n; m++) {
            const [a, b, c] = [2 * (j * n + l), 2 * (l * n + m), 2 * (k * n + m)]
            const xRe = U[a] * old[b] - U[a + 1] * old[b + 1]
            const xIm = U[a] * old[b + 1] + U[a + 1] * old[b]
            re += xRe * U[c] + xIm * U[c + 1]
            im += xIm * U[c] - xRe * U[c + 1]
          }
        x[from + 2 * (j * n + k)] = re
        x[from + 2 * (j * n + k) + 1] = im
      }
  }
  return separable(`${name} in another basis`, split.A, {
    levels: n,
    dof: d,
    scalar: false,
    value: (out, q, at) => {
      split.B.value(out, q, at)
      turn(out, 0)
    },
    gradient: (out, q, at) => {
      split.B.gradient(out, q, at)
      for (let i = 0; i < d; i++) turn(out, i * size)
    },
  })
}
