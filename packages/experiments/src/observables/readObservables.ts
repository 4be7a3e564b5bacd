import type { Observables, StandardErrors } from '../RunResult.ts'
import type { ObservationShape, SeriesName } from './Observation.ts'
import { observationLayout } from './Observation.ts'

type MatrixName = 'density' | 'adiabaticDensity'

/** A whole time series: blocks of observations, one a record, and which of their series a method wrote. */
export interface Tape {
  readonly shape: ObservationShape
  readonly series: ReadonlyArray<SeriesName>
  readonly means: ReadonlyArray<Float64Array>
}

/** Tr(rho^2) of a Hermitian matrix, row-major interleaved: the sum of |rho_jk|^2. */
const purityOf = (density: Float64Array): number => density.reduce((sum, x) => sum + x * x, 0)

/** |rho_jk|, j < k, row by row, of a matrix, row-major interleaved. */
const coherencesOf = (levels: number, density: Float64Array): number[] => {
  const found: number[] = []
  for (let j = 0; j < levels; j++)
    for (let k = j + 1; k < levels; k++)
      found.push(Math.hypot(density[2 * (j * levels + k)], density[2 * (j * levels + k) + 1]))
  return found
}

/** Lists by record as lists by entry. */
const transposed = (rows: ReadonlyArray<ReadonlyArray<number>>, entries: number): number[][] =>
  Array.from({ length: entries }, (_, k) => rows.map((row) => row[k]))

/** What every purity and coherence is made from: the values of a record's density matrix, or their standard errors. */
export interface DerivedReadings {
  readonly purity: (record: number) => number
  readonly coherence: (record: number, name: MatrixName) => ReadonlyArray<number>
}

/** The observables of a tape by name, with the derived ones as given. */
const named = ({ shape, series, means }: Tape, derived: DerivedReadings): StandardErrors => {
  const { places } = observationLayout(shape)
  const pairs = (shape.levels * (shape.levels - 1)) / 2
  const many = (name: SeriesName): number[][] => {
    const { at, length } = places[name]
    return Array.from({ length }, (_, k) => means.map((block) => block[at + k]))
  }
  const single = (name: SeriesName): number[] => means.map((block) => block[places[name].at])
  const has = (name: SeriesName): boolean => series.includes(name)
  const coherence = (name: MatrixName): number[][] =>
    transposed(
      means.map((_, record) => derived.coherence(record, name)),
      pairs,
    )
  return {
    population: many('population'),
    ...(has('adiabatic') && { adiabatic: many('adiabatic') }),
    ...(has('active') && { active: many('active') }),
    ...(has('transmitted') && { transmitted: many('transmitted'), reflected: many('reflected') }),
    ...(has('inside') && { inside: single('inside') }),
    purity: means.map((_, record) => derived.purity(record)),
    coherence: coherence('density'),
    ...(has('adiabaticDensity') && { adiabaticCoherence: coherence('adiabaticDensity') }),
    norm: single('norm'),
    energy: single('energy'),
    ...(has('kinetic') && { kinetic: single('kinetic'), potential: single('potential') }),
    ...(has('energyChange') && { energyChange: single('energyChange') }),
    q: many('q'),
    p: many('p'),
  }
}

const matrixOf = ({ shape, means }: Pick<Tape, 'shape' | 'means'>, record: number, name: MatrixName): Float64Array => {
  const { at, length } = observationLayout(shape).places[name]
  return means[record].subarray(at, at + length)
}

/** The purity and coherences of the density matrices of a tape. */
export const derivedOf = (tape: Pick<Tape, 'shape' | 'means'>): DerivedReadings => ({
  purity: (record) => purityOf(matrixOf(tape, record, 'density')),
  coherence: (record, name) => coherencesOf(tape.shape.levels, matrixOf(tape, record, name)),
})

/** The observables of a tape; purities and coherences are those of its density matrices unless others are given. */
export const readObservables = (tape: Tape, derived = derivedOf(tape)): Observables => {
  const { series, means } = tape
  const matrices = (name: MatrixName) => means.map((_, record) => Array.from(matrixOf(tape, record, name)))
  return {
    ...named(tape, derived),
    density: matrices('density'),
    ...(series.includes('adiabaticDensity') && { adiabaticDensity: matrices('adiabaticDensity') }),
  }
}

/** Standard errors by the same names: `means` hold those of the series, `derived` the others. */
export const readErrors: (tape: Tape, derived: DerivedReadings) => StandardErrors = named
