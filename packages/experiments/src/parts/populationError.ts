import type { ObservationShape, SeriesName } from '../observables/Observation.ts'
import { observationLayout } from '../observables/Observation.ts'
import type { Spread } from '../observables/Spread.ts'

/** The series that a target error is set for. */
const populations = ['population', 'adiabatic', 'active', 'transmitted', 'reflected'] as const

/** The largest standard error of any population of any kind at any record, from the spread of n >= 2 samples; NaN if one is. */
export const populationError = (
  { shape, series }: { readonly shape: ObservationShape; readonly series: ReadonlyArray<SeriesName> },
  spreads: ReadonlyArray<Pick<Spread, 'squares'>>,
  n: number,
): number => {
  const { places } = observationLayout(shape)
  let most = 0
  for (const { squares } of spreads)
    for (const name of populations) {
      if (!series.includes(name)) continue
      const { at, length } = places[name]
      for (let k = at; k < at + length; k++) {
        if (Number.isNaN(squares[k])) return Number.NaN
        most = Math.max(most, squares[k])
      }
    }
  return Math.sqrt(most / (n * (n - 1)))
}
