import type { HybridHamiltonian, MatrixFunction, Writing } from '@casimir/algebra'
import { applyMatrix, conjugateTranspose, hermitianExponential, multiply, scatter } from '@casimir/algebra'

/** A repeatable unitary of n levels that mixes all of them, exp(-i M) for a Hermitian M without zero entries. */
export const mixingUnitary = (n: number): Float64Array => {
  const matrix = new Float64Array(2 * n * n)
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      const [re, im] = [scatter(11, j * n + k), j === k ? 0 : scatter(13, j * n + k)]
      matrix.set([re, im], 2 * (j * n + k))
      matrix.set([re, -im], 2 * (k * n + j))
    }
  const out = new Float64Array(2 * n * n)
  hermitianExponential(n)(out, 0, matrix, 0, 1)
  return out
}

/** U X U^+ of n x n matrices. */
export const conjugateMatrix = (X: Float64Array, U: Float64Array, n: number): Float64Array => {
  const [left, dagger, out] = [new Float64Array(2 * n * n), U.slice(), new Float64Array(2 * n * n)]
  conjugateTranspose(dagger, U, n)
  multiply(left, U, X, n)
  multiply(out, left, dagger, n)
  return out
}

/** Replaces each of the n-level amplitudes in `psi` by U psi. */
export const turnAmplitudes = (psi: Float64Array, U: Float64Array, n: number): void => {
  const turned = new Float64Array(2 * n)
  for (let at = 0; at < psi.length; at += 2 * n) {
    applyMatrix(turned, 0, U, 0, psi, at, n)
    psi.set(turned, at)
  }
}

/** Conjugates the matrices in `out` by U, `count` of them. */
const conjugateAll = (out: Writing, U: Float64Array, n: number, count: number): void => {
  const size = 2 * n * n
  for (let i = 0; i < count; i++)
    conjugateMatrix(Float64Array.from(out.subarray(i * size, (i + 1) * size)), U, n).forEach((x, k) => {
      out[i * size + k] = x
    })
}

const turnedFunction = (M: MatrixFunction, U: Float64Array): MatrixFunction =>
  M.scalar
    ? M
    : {
        ...M,
        value: (out, x, at) => {
          M.value(out, x, at)
          conjugateAll(out, U, M.levels, 1)
        },
        gradient: (out, x, at) => {
          M.gradient(out, x, at)
          conjugateAll(out, U, M.levels, M.dof)
        },
      }

/** U H U^+ of a Hamiltonian, split where H is. */
export const turnedHamiltonian = (hamiltonian: HybridHamiltonian, U: Float64Array): HybridHamiltonian => {
  const { levels: n, dof, split } = hamiltonian
  return {
    ...hamiltonian,
    name: `turned ${hamiltonian.name}`,
    value: (out, q, p, at) => {
      hamiltonian.value(out, q, p, at)
      conjugateAll(out, U, n, 1)
    },
    gradientQ: (out, q, p, at) => {
      hamiltonian.gradientQ(out, q, p, at)
      conjugateAll(out, U, n, dof)
    },
    gradientP: (out, q, p, at) => {
      hamiltonian.gradientP(out, q, p, at)
      conjugateAll(out, U, n, dof)
    },
    ...(split && { split: { A: turnedFunction(split.A, U), B: turnedFunction(split.B, U) } }),
  }
}
