import type { Group } from 'h5wasm/node'

/** A dataset's name with what it holds, its units, and its shape. */
export interface Label {
  readonly name: string
  readonly units: string
  readonly description: string
}

const annotate = (group: Group, { name, units, description }: Label): void => {
  const dataset = group.get(name)
  if (dataset === null || !('create_attribute' in dataset)) throw new Error(`dataset ${name} could not be written`)
  dataset.create_attribute('units', units)
  dataset.create_attribute('description', description)
}

/** Adds an array of doubles, row-major in `shape`. */
export const addReal = (
  group: Group,
  label: Label,
  data: ArrayLike<number>,
  shape: ReadonlyArray<number> = [data.length],
): void => {
  group.create_dataset({ name: label.name, data: Float64Array.from(data), shape: [...shape] })
  annotate(group, label)
}

/** Adds interleaved complex numbers, row-major in `shape`, as a compound (r, i). */
export const addComplex = (
  group: Group,
  label: Label,
  interleaved: ArrayLike<number>,
  shape: ReadonlyArray<number>,
): void => {
  const count = interleaved.length / 2
  const real = Float64Array.from({ length: count }, (_, k) => interleaved[2 * k] ?? Number.NaN)
  const imaginary = Float64Array.from({ length: count }, (_, k) => interleaved[2 * k + 1] ?? Number.NaN)
  const data = new Map([
    ['r', real],
    ['i', imaginary],
  ])
  group.create_dataset({ name: label.name, data, shape: [...shape] })
  annotate(group, label)
}
