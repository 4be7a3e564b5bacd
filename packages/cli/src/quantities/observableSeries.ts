import type { StandardErrors } from '@casimir/experiments'

/** The name of an observable that is real; the density matrices are not. */
export type ObservableName = keyof StandardErrors

/** One series of an observable: `component` is the level, the pair of levels as `0_1`, or the degree of freedom counted from 1; empty for a scalar. */
export interface ObservableSeries {
  readonly name: ObservableName
  readonly component: string
  readonly values: ReadonlyArray<number>
}

/** What the entries of each observable are numbered by. */
export const observableIndices: {
  readonly [name in ObservableName]: 'level' | 'pair' | 'degree of freedom' | undefined
} = {
  population: 'level',
  adiabatic: 'level',
  active: 'level',
  transmitted: 'level',
  reflected: 'level',
  inside: undefined,
  purity: undefined,
  coherence: 'pair',
  adiabaticCoherence: 'pair',
  norm: undefined,
  energy: undefined,
  kinetic: undefined,
  potential: undefined,
  energyChange: undefined,
  q: 'degree of freedom',
  p: 'degree of freedom',
}

/** Their names in order. */
export const observableNames = Object.keys(observableIndices) as ReadonlyArray<ObservableName>

const isMany = (
  series: ReadonlyArray<number> | ReadonlyArray<ReadonlyArray<number>>,
): series is ReadonlyArray<ReadonlyArray<number>> => Array.isArray(series[0])

/** Pairs j < k of levels in the order of the coherences, as many as asked for. */
const pairs = (count: number): ReadonlyArray<string> => {
  const levels = Math.round((1 + Math.sqrt(1 + 8 * count)) / 2)
  return Array.from({ length: levels }, (_, j) =>
    Array.from({ length: levels - 1 - j }, (__, k) => `${j}_${j + 1 + k}`),
  ).flat()
}

/** The components of an observable that has so many entries. */
const componentsOf = (name: ObservableName, count: number): ReadonlyArray<string> => {
  const index = observableIndices[name]
  if (index === 'pair') return pairs(count)
  return Array.from({ length: count }, (_, k) => String(index === 'degree of freedom' ? k + 1 : k))
}

/** One observable as a list of series; empty when it is not there. */
export const seriesOf = (observables: StandardErrors, name: ObservableName): ReadonlyArray<ObservableSeries> => {
  const found = observables[name]
  if (found === undefined) return []
  if (!isMany(found))
    return observableIndices[name] === undefined
      ? [{ name, component: '', values: found as ReadonlyArray<number> }]
      : []
  const components = componentsOf(name, found.length)
  return found.map((values, k) => ({ name, component: components[k] ?? '', values }))
}

/** Every series there is, in order. */
export const observableSeries = (observables: StandardErrors): ReadonlyArray<ObservableSeries> =>
  observableNames.flatMap((name) => seriesOf(observables, name))

/**
 * An observable and its component as one name.
 *
 * @example
 * seriesName({ name: 'coherence', component: '0_1' }) // => 'coherence_0_1'
 * seriesName({ name: 'purity', component: '' }) // => 'purity'
 */
export const seriesName = ({ name, component }: Pick<ObservableSeries, 'name' | 'component'>): string =>
  component === '' ? name : `${name}_${component}`
