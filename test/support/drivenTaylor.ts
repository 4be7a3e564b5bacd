import { applyMatrix } from '@casimir/algebra'

/** One term f(t) M of a Hamiltonian: M row-major interleaved, and the Taylor coefficients f_k of f about t for k < out.length. */
export interface DrivenTerm {
  readonly matrix: Float64Array
  readonly series: (out: Float64Array, t: number) => void
}

/** How the reference is run: `degree` and `step` chosen so that the last term of the series is below round-off. */
const DEGREE = 24
const STEP = 0.05

/**
 * psi at time t1 by the Taylor series of i hbar psi' = sum_m f_m(t) M_m psi, in small steps: no quadrature, no exponential,
 * no commutator, so nothing in common with a Magnus method.
 */
export const drivenTaylor = (
  terms: ReadonlyArray<DrivenTerm>,
  hbar: number,
  psi0: Float64Array,
  t0: number,
  t1: number,
): Float64Array => {
  const n = psi0.length / 2
  const steps = Math.ceil(Math.abs(t1 - t0) / STEP)
  const h = (t1 - t0) / steps
  const psi = psi0.slice()
  const image = new Float64Array(2 * n)
  const series = terms.map(() => new Float64Array(DEGREE))
  const coefficients = Array.from({ length: DEGREE + 1 }, () => new Float64Array(2 * n))
  for (let s = 0; s < steps; s++) {
    terms.forEach((term, m) => {
      term.series(series[m], t0 + s * h)
    })
    coefficients[0].set(psi)
    for (let k = 0; k < DEGREE; k++) {
      const next = coefficients[k + 1].fill(0)
      terms.forEach(({ matrix }, m) => {
        for (let j = 0; j <= k; j++) {
          const f = series[m][j] / (hbar * (k + 1))
          if (f === 0) continue
          applyMatrix(image, 0, matrix, 0, coefficients[k - j], 0, n)
          for (let l = 0; l < 2 * n; l += 2) {
            next[l] += f * image[l + 1]
            next[l + 1] -= f * image[l]
          }
        }
      })
    }
    psi.fill(0)
    for (let k = DEGREE; k >= 0; k--) for (let l = 0; l < 2 * n; l++) psi[l] = psi[l] * h + coefficients[k][l]
  }
  return psi
}
