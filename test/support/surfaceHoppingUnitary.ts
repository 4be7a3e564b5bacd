import { hermitianExponential, normalize } from '@casimir/algebra'

/** exp(-i K) of the Hermitian n x n matrix with entries `size` times the numbers given: a unitary matrix that is near the identity for small sizes. */
export const unitary = (n: number, numbers: ReadonlyArray<number>, size: number): Float64Array => {
  const K = new Float64Array(2 * n * n)
  let next = 0
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      const re = size * numbers[next++]
      const im = j === k ? 0 : size * numbers[next++]
      K.set([re, im], 2 * (j * n + k))
      K.set([re, im === 0 ? 0 : -im], 2 * (k * n + j))
    }
  const out = new Float64Array(2 * n * n)
  hermitianExponential(n)(out, 0, K, 0, 1)
  return out
}

/** Amplitudes of unit length, every level occupied. */
export const amplitudes = (n: number, numbers: ReadonlyArray<number>): Float64Array => {
  const b = Float64Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? 1.5 : 0) + numbers[k])
  normalize(b, 0, n)
  return b
}

interface Step {
  readonly S: Float64Array
  readonly b: Float64Array
  readonly c: Float64Array
}

/** The same step with eigenvector l of the beginning times exp(i before_l) and k of the end times exp(i after_k). */
export const phased = (
  { S, b, c }: Step,
  n: number,
  before: ReadonlyArray<number>,
  after: ReadonlyArray<number>,
): Step => {
  const times = (x: Float64Array, o: number, angle: number): number[] => [
    Math.cos(angle) * x[o] - Math.sin(angle) * x[o + 1],
    Math.cos(angle) * x[o + 1] + Math.sin(angle) * x[o],
  ]
  const each = Array.from({ length: n }, (_, k) => k)
  return {
    b: Float64Array.from(each.flatMap((l) => times(b, 2 * l, -3 * before[l]))),
    c: Float64Array.from(each.flatMap((k) => times(c, 2 * k, -3 * after[k]))),
    S: Float64Array.from(
      each.flatMap((k) => each.flatMap((l) => times(S, 2 * (k * n + l), 3 * (before[l] - after[k])))),
    ),
  }
}
