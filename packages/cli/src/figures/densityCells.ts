import type { DensityPicture } from '@casimir/experiments'
import type { Row } from './Figure.ts'

const tones = 12
const lightest = 0xf7
const darkest = 0xa4
const cut = 1e-3

const toneOf = (fraction: number): number =>
  fraction < cut ? -1 : Math.min(tones - 1, Math.floor(Math.sqrt(fraction) * tones))

const grey = (tone: number): string => {
  const level = Math.round(lightest + ((darkest - lightest) * tone) / (tones - 1))
  return `#${level.toString(16).repeat(3)}`
}

const edges = (centres: ReadonlyArray<number>): { readonly at: (index: number) => number } => {
  const step = centres.length > 1 ? ((centres.at(-1) ?? 0) - (centres[0] ?? 0)) / (centres.length - 1) : 1
  return { at: (index) => (centres[0] ?? 0) + (index - 0.5) * step }
}

const rounded = (value: number): number => Number(value.toPrecision(6))

/** The picture on a lattice `factor` times as coarse in each direction, every value the mean of its block. */
const coarsened = ({ q, p, values }: DensityPicture, factor: number): DensityPicture => {
  const centres = (fine: ReadonlyArray<number>): number[] => {
    const { at } = edges(fine)
    return Array.from({ length: Math.ceil(fine.length / factor) }, (_, block) => at((block + 0.5) * factor))
  }
  const blocks = { q: centres(q), p: centres(p) }
  const means = new Float64Array(blocks.q.length * blocks.p.length)
  values.forEach((value, k) => {
    const i = Math.floor(Math.floor(k / p.length) / factor)
    const j = Math.floor((k % p.length) / factor)
    const at = i * blocks.p.length + j
    means[at] = (means[at] ?? 0) + value / factor ** 2
  })
  return { ...blocks, values: means }
}

const cellsOf = ({ q, p, values }: DensityPicture): ReadonlyArray<Row> => {
  const largest = values.reduce((most, value) => Math.max(most, value), 0)
  if (!(largest > 0)) return []
  const x = edges(q)
  const y = edges(p)
  const overlap = 0.04
  const rows: Row[] = []
  for (let j = 0; j < p.length; j++) {
    let start = 0
    const toneAt = (i: number) => (i < q.length ? toneOf((values[i * p.length + j] ?? 0) / largest) : -2)
    for (let i = 1; i <= q.length; i++) {
      const tone = toneAt(start)
      if (toneAt(i) === tone) continue
      if (tone >= 0)
        rows.push({
          q: rounded(x.at(start)),
          q2: rounded(x.at(i + overlap)),
          p: rounded(y.at(j)),
          p2: rounded(y.at(j + 1 + overlap)),
          grey: grey(tone),
        })
      start = i
    }
  }
  return rows
}

/**
 * The mollified density as at most `most` rectangles in shades of grey by its square root.
 *
 * Cells below a thousandth of the maximum are left out; neighbours of one shade in q are merged, and each reaches a little
 * over its upper edges, which hides the seams between them. A picture of too many rectangles is coarsened.
 */
export const densityCells = (picture: DensityPicture, most: number = Number.POSITIVE_INFINITY): ReadonlyArray<Row> => {
  let cells = cellsOf(picture)
  for (let factor = 2; cells.length > most; factor++) cells = cellsOf(coarsened(picture, factor))
  return cells
}
