import type { HybridHamiltonian, MatrixFunction } from './HybridHamiltonian.ts'
import type { Writing } from './Reading.ts'

/** Where matrices are sampled: near the origin and of modest size, inside the domain of most models. */
const SAMPLES = [0, 0.7, -1.3]
/** An anti-Hermitian part up to this, relative to the largest entry at any point, is rounding. */
const ROUNDING = 1e-12
const POINTS = SAMPLES.length ** 2

/** The m-th of nine sample points: the first half of the coordinates takes its own sample, the second half its own. */
const point = (m: number, coordinates: number): Float64Array =>
  Float64Array.from({ length: coordinates }, (_, c) =>
    2 * c < coordinates ? SAMPLES[(Math.floor(m / 3) + c) % 3] : SAMPLES[(m + c) % 3],
  )

/**
 * Throws unless matrices M(x), of x in R^d, are Hermitian at nine fixed points of coordinates 0, 0.7 and -1.3.
 *
 * `value` writes `count` matrices end to end, each n x n, row-major, interleaved. The anti-Hermitian part (M - M^+)/2 may have entries up to
 * 1e-12 of the largest entry at any of the points; matrices with values that are not finite, which lie outside of the model's domain, are passed over. Entries that
 * are never written count as 0, so that a matrix of one triangle only is refused.
 *
 * Assumes nothing of M between the sample points. Cost: 9 evaluations; call it while building.
 *
 * Errors: throws a sentence that names the matrix, the point, the entry with the largest anti-Hermitian part and its size.
 *
 * @example
 * checkHermitian("'level'", { levels: 1, coordinates: 1 }, (out, x) => { out[0] = x[0]; out[1] = 0 }) // => undefined
 */
export const checkHermitian = (
  what: string,
  {
    levels: n,
    coordinates,
    count = 1,
  }: { readonly levels: number; readonly coordinates: number; readonly count?: number },
  value: (out: Writing, x: Writing) => void,
): void => {
  const size = 2 * n * n
  const samples = Array.from({ length: POINTS }, (_, m) => {
    const out = new Float64Array(count * size)
    value(out, point(m, coordinates))
    return Array.from({ length: count }, (_, i) => out.subarray(i * size, (i + 1) * size))
  })
  const scale = samples
    .flat()
    .filter(finite)
    .reduce((most, M) => M.reduce((x, entry) => Math.max(x, Math.abs(entry)), most), 0)
  samples.forEach((matrices, m) => {
    for (const matrix of matrices.filter(finite)) {
      const worst = largestAntiHermitian(matrix, n)
      if (worst.size > ROUNDING * scale)
        throw new Error(
          `${what} is not Hermitian: at (${point(m, coordinates).join(', ')}) entry (${worst.j}, ${worst.k}) has an anti-Hermitian part of ${worst.size.toPrecision(3)}; write both triangles, each entry the complex conjugate of its mirror image.`,
        )
    }
  })
}

const finite = (M: Writing): boolean => M.every(Number.isFinite)

/** The largest entry of |(M - M^+)/2|. */
const largestAntiHermitian = (
  M: Writing,
  n: number,
): { readonly j: number; readonly k: number; readonly size: number } => {
  let worst = { j: 0, k: 0, size: 0 }
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      const upper = 2 * (j * n + k)
      const lower = 2 * (k * n + j)
      const size = Math.hypot(M[upper] - M[lower], M[upper + 1] + M[lower + 1]) / 2
      if (size > worst.size) worst = { j, k, size }
    }
  return worst
}

/**
 * Throws unless a matrix function and its derivatives are Hermitian at a few points, see `checkHermitian`; `what` names it in the sentence.
 *
 * @example
 * const upper = (out, x, at) => { out.fill(0, 0, 8); out[2] = x[at] }
 * let sentence = ''
 * try { checkHermitianFunction('B(q)', { levels: 2, dof: 1, scalar: false, value: upper, gradient: () => {} }) }
 * catch (error) { sentence = error.message }
 * sentence.startsWith('B(q) is not Hermitian: at (0.7) entry (0, 1) has an anti-Hermitian part of 0.350;') // => true
 */
export const checkHermitianFunction = (what: string, { levels, dof, value, gradient }: MatrixFunction): void => {
  const size = { levels, coordinates: dof }
  checkHermitian(what, size, (out, x) => value(out, x, 0))
  checkHermitian(`the gradient of ${what}`, { ...size, count: dof }, (out, x) => gradient(out, x, 0))
}

/**
 * Throws unless a hybrid Hamiltonian H(q, p) and its derivatives are Hermitian at a few points, see `checkHermitian`.
 *
 * @example
 * const free = (out, _q, p, at) => { out[0] = p[at] ** 2 / 2; out[1] = 0 }
 * const still = (out) => { out.fill(0) }
 * const model = { name: 'free', levels: 1, dof: 1, value: free, gradientQ: still, gradientP: still }
 * checkHermitianHamiltonian(model) // => undefined
 */
export const checkHermitianHamiltonian = ({
  name,
  levels,
  dof,
  value,
  gradientQ,
  gradientP,
}: HybridHamiltonian): void => {
  const size = { levels, coordinates: 2 * dof }
  const check = (what: string, count: number, write: HybridHamiltonian['value']): void =>
    checkHermitian(what, { ...size, count }, (out, x) => write(out, x.subarray(0, dof), x.subarray(dof), 0))
  check(`the Hamiltonian '${name}'`, 1, value)
  check(`the q-gradient of the Hamiltonian '${name}'`, dof, gradientQ)
  check(`the p-gradient of the Hamiltonian '${name}'`, dof, gradientP)
}
