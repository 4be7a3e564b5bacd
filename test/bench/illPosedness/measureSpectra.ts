import { hybridBracket } from '@casimir/models'
import { torusState } from '../../support/torusState.ts'
import { rightmostByArnoldi } from './rightmost.ts'
import type { SpectrumRow } from './StudyData.ts'
import type { Model } from './setting.ts'
import { ehrenfest, HBAR, hybrid, progress, regularised, torusFields } from './setting.ts'
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

/** Part (b): spectra of the truncated linearisation about a smooth state. */
export const measureSpectra = (): ReadonlyArray<SpectrumRow> =>
  [hybrid, ehrenfest, regularised(0.25), regularised(0.1)].flatMap((model) =>
    CUTOFFS.map((cutoff) => measureSpectrum(model, cutoff)),
  )
