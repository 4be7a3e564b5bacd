import { hermitianPacking } from '@casimir/algebra'
import { observationLayout } from '../observables/Observation.ts'
import type { DerivedReadings, Tape } from '../observables/readObservables.ts'
import { readErrors } from '../observables/readObservables.ts'
import type { Spread } from '../observables/Spread.ts'
import type { StandardErrors } from '../RunResult.ts'

/** u^T C u of an m x m matrix of sums. */
const form = (c: Float64Array, u: Float64Array): number => {
  const m = u.length
  let sum = 0
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) sum += u[i] * c[i * m + j] * u[j]
  return sum
}

/**
 * The jackknife standard error of Tr(rho^2), rho the mean of n pure samples with scatter C = sum (r_a - r)(r_a - r)^T.
 *
 * Leaving sample a out changes Tr(rho^2) by -2 r.u_a/(n - 1) + |u_a|^2/(n - 1)^2, u_a = r_a - r. Pure samples have |u_a|^2 = 1 - |r|^2 - 2 r.u_a, so that the jackknife
 * variance is exactly 4 n r^T C r/(n - 1)^3. The purity itself is too high by (1 - Tr rho^2)/n on the mean, which matters only where the error comes down to that, at rho
 * near 1/levels.
 */
const purityError = (mean: Float64Array, scatter: Float64Array, n: number): number =>
  Math.sqrt(Math.max(0, ((4 * n) / (n - 1) ** 3) * form(scatter, mean)))

/** Standard errors of |rho_jk| to first order in that of rho_jk; at |rho_jk| = 0 that of the root mean square of its two parts. */
const coherenceErrors = (levels: number, mean: Float64Array, scatter: Float64Array, n: number): number[] => {
  const m = levels * levels
  const errors: number[] = []
  for (let at = levels; at < m; at += 2) {
    const size = Math.hypot(mean[at], mean[at + 1])
    const [x, y] = [mean[at] / size, mean[at + 1] / size]
    const [xx, xy, yy] = [scatter[at * m + at], scatter[at * m + at + 1], scatter[(at + 1) * m + at + 1]]
    const along = size > 0 ? x * x * xx + 2 * x * y * xy + y * y * yy : (xx + yy) / 2
    errors.push(Math.sqrt(Math.max(0, along) / (2 * n * (n - 1))))
  }
  return errors
}

/**
 * Standard errors of the means and of what follows from them, from the spread of n >= 2 independent samples: sqrt(S/(n (n - 1))) for a mean, the jackknife for the purity,
 * first order for coherences; or those given for the last two.
 */
export const standardErrors = (
  tape: Tape,
  spreads: ReadonlyArray<Spread>,
  n: number,
  derived?: DerivedReadings,
): StandardErrors => {
  const { shape, means } = tape
  const { places } = observationLayout(shape)
  const packing = hermitianPacking(shape.levels)
  const packed = (record: number, name: 'density' | 'adiabaticDensity'): Float64Array => {
    const out = new Float64Array(packing.size)
    packing.pack(out, 0, means[record], places[name].at)
    return out
  }
  const errors = spreads.map(({ squares }) => squares.map((s) => Math.sqrt(s / (n * (n - 1)))))
  const own: DerivedReadings = {
    purity: (record) => purityError(packed(record, 'density'), spreads[record].density, n),
    coherence: (record, name) => coherenceErrors(shape.levels, packed(record, name), spreads[record][name], n),
  }
  return readErrors({ ...tape, means: errors }, derived ?? own)
}
