import type { Reading, Writing } from '@casimir/algebra'
import { luSolve } from '@casimir/algebra'
import type { GaussTableau } from './gaussTableau.ts'

/** A prepared linear Gauss step of i psi' = G(t) psi with G known at the nodes. */
export interface GaussLinearStages {
  /** Level k of stage i at `2 (i n + k)`. */
  readonly stages: Writing
  /**
   * Solves psi_i + i tau sum_j a_ij G_j psi_j = x for the stages and writes x - i tau sum_i b_i G_i psi_i to `out` from `outAt` on; G_j is read
   * from `generators[j]` from `at` on. `out` may be `x`.
   */
  readonly solve: (
    out: Writing,
    outAt: number,
    generators: ReadonlyArray<Reading>,
    at: number,
    tau: number,
    x: Reading,
    xAt: number,
  ) => void
  /** The tau of `solveAtTau`. */
  readonly tau: Writing
  /** `solve` with the tau held in `tau`: for loops over many amplitudes, where a number passed on would be boxed at every call. */
  readonly solveAtTau: (
    out: Writing,
    outAt: number,
    generators: ReadonlyArray<Reading>,
    at: number,
    x: Reading,
    xAt: number,
  ) => void
}

/**
 * Prepares the stages of a Gauss-Legendre method for n-level amplitudes under Hermitian generators G_j given at the nodes.
 *
 * The end is unitary in x for all Hermitian G_j, to round-off: b_i a_ij + b_j a_ji = b_i b_j keeps quadratic invariants of linear
 * equations too, so a nonlinear iteration built on it keeps norms at every iterate. The matrix is never singular.
 *
 * Cost: one LU solve of s n complex unknowns. Allocates only here.
 */
export const gaussLinearStages = ({ stages: s, weights, coefficients }: GaussTableau, n: number): GaussLinearStages => {
  const size = s * n
  const matrix = new Float64Array(2 * size * size)
  const stages = new Float64Array(2 * size)
  const tau = new Float64Array(1)
  const solveAtTau: GaussLinearStages['solveAtTau'] = (out, outAt, generators, at, x, xAt) => {
    const scale = tau[0]
    for (let i = 0; i < s; i++)
      for (let k = 0; k < n; k++) {
        const row = i * n + k
        stages[2 * row] = x[xAt + 2 * k]
        stages[2 * row + 1] = x[xAt + 2 * k + 1]
        for (let j = 0; j < s; j++) {
          const c = scale * coefficients[i * s + j]
          const g = generators[j]
          for (let l = 0; l < n; l++) {
            const o = 2 * (row * size + j * n + l)
            const e = at + 2 * (k * n + l)
            matrix[o] = (row === j * n + l ? 1 : 0) - c * g[e + 1]
            matrix[o + 1] = c * g[e]
          }
        }
      }
    luSolve(matrix, stages, 0, size)
    for (let k = 0; k < n; k++) {
      let re = x[xAt + 2 * k]
      let im = x[xAt + 2 * k + 1]
      for (let i = 0; i < s; i++) {
        const g = generators[i]
        const c = scale * weights[i]
        for (let l = 0; l < n; l++) {
          const e = at + 2 * (k * n + l)
          const o = 2 * (i * n + l)
          re += c * (g[e] * stages[o + 1] + g[e + 1] * stages[o])
          im -= c * (g[e] * stages[o] - g[e + 1] * stages[o + 1])
        }
      }
      matrix[2 * k] = re
      matrix[2 * k + 1] = im
    }
    for (let k = 0; k < 2 * n; k++) out[outAt + k] = matrix[k]
  }
  return {
    stages,
    tau,
    solveAtTau,
    solve: (out, outAt, generators, at, scale, x, xAt) => {
      tau[0] = scale
      solveAtTau(out, outAt, generators, at, x, xAt)
    },
  }
}
