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

/** The bits of the one not-a-number that is written: a processor makes several, and equal data shall give equal files. */
const NAN_BITS = 0x7ff8000000000000n

const reals = (data: ArrayLike<number>): Float64Array => {
  const values = Float64Array.from(data)
  const bits = new BigUint64Array(values.buffer)
  values.forEach((value, i) => {
    if (Number.isNaN(value)) bits[i] = NAN_BITS
  })
  return values
}

/** Adds an array of doubles, row-major in `shape`. */
export const addReal = (
  group: Group,
  label: Label,
  data: ArrayLike<number>,
  shape: ReadonlyArray<number> = [data.length],
): void => {
  group.create_dataset({ name: label.name, data: reals(data), shape: [...shape] })
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
  const part = (offset: number): Float64Array =>
    reals(Array.from({ length: count }, (_, k) => interleaved[2 * k + offset] ?? Number.NaN))
  const data = new Map([
    ['r', part(0)],
    ['i', part(1)],
  ])
  group.create_dataset({ name: label.name, data, shape: [...shape] })
  annotate(group, label)
}

/** Adds texts, row-major in `shape`. */
export const addText = (
  group: Group,
  label: Label,
  data: ReadonlyArray<string>,
  shape: ReadonlyArray<number> = [data.length],
): void => {
  group.create_dataset({ name: label.name, data: [...data], shape: [...shape] })
  annotate(group, label)
}

/** Adds whole numbers of 32 bits. */
export const addWhole = (group: Group, label: Label, data: Int32Array): void => {
  group.create_dataset({ name: label.name, data, shape: [data.length] })
  annotate(group, label)
}
