import type { MatrixFunction, Reading } from '@casimir/algebra'

/** Throws when a matrix, the value at x of a function declared scalar, is not a multiple of the identity. */
export const requireScalar = (m: Reading, n: number, x: number): void => {
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) {
      const o = 2 * (j * n + k)
      if (m[o] !== (j === k ? m[0] : 0) || m[o + 1] !== 0)
        throw new Error(
          `scalar: a matrix function is declared scalar, but entry (${j}, ${k}) at ${x} is ${m[o]} + ${m[o + 1]}i, so it is no multiple of the identity; declare scalar: false.`,
        )
    }
}

const PROBES = [-1.37, 0.11, 2.03]

/** Throws when a matrix function that calls itself scalar is not a multiple of the identity at a few probe points. */
export const checkScalar = (M: MatrixFunction): void => {
  const matrix = new Float64Array(2 * M.levels * M.levels)
  for (const probe of PROBES) {
    M.value(matrix, new Float64Array(M.dof).fill(probe), 0)
    requireScalar(matrix, M.levels, probe)
  }
}
