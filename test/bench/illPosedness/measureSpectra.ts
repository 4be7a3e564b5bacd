import { growthRate, hybridBracket } from '@casimir/models'
import { torusState } from '../../support/torusState.ts'
import { rightmostByArnoldi } from './rightmost.ts'
import type { BoundRow, SpectrumRow } from './StudyData.ts'
import type { Model } from './setting.ts'
import { ehrenfest, HBAR, hamiltonian, hybrid, NARROW, progress, regularised, torusFields, WIDE } from './setting.ts'
import { truncatedLinearisation } from './truncatedLinearisation.ts'

const POINTS = 32
const CUTOFFS = [3, 4, 6, 8, 10]
const DURATION = 2
const DIMENSION = 60

/** The rightmost and leftmost real parts of one model at one cut-off. */
export const measureSpectrum = ({ name, energy }: Model, cutoff: number): SpectrumRow => {
  const fields = torusFields(POINTS)
  const velocity = hybridBracket(fields, HBAR).vectorField(energy(fields))
  const A = truncatedLinearisation(fields, velocity, torusState(fields), cutoff)
  const right = rightmostByArnoldi(A, DURATION, DIMENSION)
  const left = rightmostByArnoldi(A, -DURATION, DIMENSION)
  const row = {
    model: name,
    cutoff,
    size: A.size,
    largest: right.real,
    smallest: left.real,
    residual: Math.max(right.residual, left.residual),
  }
  progress(
    `${name}, K = ${cutoff}: ${row.smallest.toFixed(3)} to ${row.largest.toFixed(3)}, residual ${row.residual.toExponential(1)}`,
  )
  return row
}

/** The largest lambda(z; kappa) over the nodes and |kappa_j| <= K. */
export const symbolBound = (cutoff: number): BoundRow => {
  const fields = torusFields(POINTS)
  const P = torusState(fields)
  const lambda = new Float64Array(fields.grid.nodes)
  const symbol = growthRate(fields, hamiltonian, HBAR)
  let rate = 0
  for (let a = 0; a <= cutoff; a++)
    for (let b = -cutoff; b <= cutoff; b++) {
      symbol(lambda, P, Float64Array.of(a, b))
      rate = lambda.reduce((most, x) => Math.max(most, x), rate)
    }
  return { cutoff, rate }
}

/** The spectra to be measured. */
export const SPECTRA: ReadonlyArray<readonly [model: Model, cutoff: number]> = [
  hybrid,
  ehrenfest,
  regularised(WIDE),
  regularised(NARROW),
].flatMap((model) => CUTOFFS.map((cutoff) => [model, cutoff] as const))

/** Part (b): spectra of the truncated linearisation about a smooth state, and what the symbol allows. */
export const measureSpectra = (): {
  readonly spectra: ReadonlyArray<SpectrumRow>
  readonly bounds: ReadonlyArray<BoundRow>
} => ({
  spectra: SPECTRA.map(([model, cutoff]) => measureSpectrum(model, cutoff)),
  bounds: CUTOFFS.map(symbolBound),
})
