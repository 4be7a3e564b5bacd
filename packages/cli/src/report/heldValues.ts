import type { Group } from 'h5wasm/node'
import * as h5wasm from 'h5wasm/node'

/** An attribute that is a text. */
export const textOf = (group: Group, name: string): string | undefined => {
  const value = group.attrs[name]?.value
  return typeof value === 'string' ? value : undefined
}

/** An attribute that is a number. */
export const numberAttribute = (group: Group, name: string): number | undefined => {
  const value = group.attrs[name]?.value
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined
}

/** An attribute that is a list of numbers, of one too. */
export const numbersAttribute = (group: Group, name: string): ReadonlyArray<number> | undefined => {
  const value = group.attrs[name]?.value
  if (value instanceof Float64Array || value instanceof Int32Array) return Array.from(value)
  const one = typeof value === 'number' ? value : undefined
  return one === undefined ? undefined : [one]
}

/** An attribute as a text, whatever it is. */
export const anyText = (group: Group, name: string): string => {
  const value = group.attrs[name]?.value
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
}

/** A group in a group. */
export const groupIn = (group: Group, path: string): Group | undefined => {
  const found = group.get(path)
  return found instanceof h5wasm.Group ? found : undefined
}

const datasetIn = (group: Group, path: string): h5wasm.Dataset | undefined => {
  const found = group.get(path)
  return found instanceof h5wasm.Dataset ? found : undefined
}

/** The unit of a dataset. */
export const unitOf = (group: Group, path: string): string | undefined => {
  const unit = datasetIn(group, path)?.attrs.units?.value
  return typeof unit === 'string' ? unit : undefined
}

/** A dataset of numbers with one axis. */
export const seriesIn = (group: Group, path: string): ReadonlyArray<number> | undefined => {
  const dataset = datasetIn(group, path)
  const values = dataset?.value
  return values instanceof Float64Array && dataset?.shape?.length === 1 ? Array.from(values) : undefined
}

/** A dataset of numbers with two axes, a series for each place of the first. */
export const seriesListIn = (group: Group, path: string): ReadonlyArray<ReadonlyArray<number>> | undefined => {
  const dataset = datasetIn(group, path)
  const values = dataset?.value
  const [count, length] = dataset?.shape ?? []
  if (!(values instanceof Float64Array) || count === undefined || length === undefined) return undefined
  return Array.from({ length: count }, (_, k) => Array.from(values.subarray(k * length, (k + 1) * length)))
}
