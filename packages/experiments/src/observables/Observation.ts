/** Sizes that fix how many numbers an observable has. */
export interface ObservationShape {
  readonly levels: number
  readonly dof: number
}

const perLevel = ({ levels }: ObservationShape): number => levels
const perDof = ({ dof }: ObservationShape): number => dof
const perMatrix = ({ levels }: ObservationShape): number => 2 * levels * levels
const one = (): number => 1

/** How many numbers each series has, in the order they are laid out; matrices are row-major interleaved. */
const lengths = {
  population: perLevel,
  adiabatic: perLevel,
  active: perLevel,
  transmitted: perLevel,
  reflected: perLevel,
  density: perMatrix,
  adiabaticDensity: perMatrix,
  q: perDof,
  p: perDof,
  norm: one,
  energy: one,
  kinetic: one,
  potential: one,
  energyChange: one,
  inside: one,
} as const satisfies { readonly [name: string]: (shape: ObservationShape) => number }

/** The name of a series that methods observe. */
export type SeriesName = keyof typeof lengths

/** Their names in order. */
const seriesNames = Object.keys(lengths) as ReadonlyArray<SeriesName>

/** Where a series stands in a block of observations. */
interface SeriesPlace {
  readonly at: number
  readonly length: number
}

/** The layout of a block: every series' place, and the length of all. */
export interface ObservationLayout {
  readonly size: number
  readonly places: { readonly [name in SeriesName]: SeriesPlace }
}

/**
 * Lays the series out one behind the other, in the order of their names in the results; a matrix takes 2 n^2 numbers, row-major interleaved.
 *
 * @example
 * observationLayout({ levels: 2, dof: 1 }).places.adiabatic // => { at: 2, length: 2 }
 */
export const observationLayout = (shape: ObservationShape): ObservationLayout => {
  let size = 0
  const places = seriesNames.map((name) => {
    const place = { at: size, length: lengths[name](shape) }
    size += place.length
    return [name, place] as const
  })
  return { size, places: Object.fromEntries(places) as ObservationLayout['places'] }
}

/**
 * One record of every observable, written in place by `observe`: ensemble means, one block with a view for each series.
 *
 * A method writes the series it declares; the others stay 0 and are not looked at.
 */
export type Observation = { readonly [name in SeriesName]: Float64Array } & {
  readonly block: Float64Array
  /** Largest deviation of any single trajectory's norm from its start. */
  normDrift: number
}

/** Allocates an observation, all 0. */
export const allocateObservation = (shape: ObservationShape): Observation => {
  const { size, places } = observationLayout(shape)
  const block = new Float64Array(size)
  const views = seriesNames.map((name) => {
    const { at, length } = places[name]
    return [name, block.subarray(at, at + length)] as const
  })
  return { ...(Object.fromEntries(views) as { [name in SeriesName]: Float64Array }), block, normDrift: 0 }
}
