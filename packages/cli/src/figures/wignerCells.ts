import type { DensityPicture } from '@casimir/experiments'
import type { Row } from './Figure.ts'
import { isNear } from './isNear.ts'

/** Shades on either side of zero. */
const tones = 20

/** How far apart dots stand, in data units along each axis. */
export interface Stipple {
  readonly q: number
  readonly p: number
}

const rounded = (value: number): number => Number(value.toPrecision(6))

const edges = (centres: ReadonlyArray<number>): ((index: number) => number) => {
  const first = centres[0] ?? 0
  const step = centres.length > 1 ? ((centres.at(-1) ?? 0) - first) / (centres.length - 1) : 1
  return (index) => first + (index - 0.5) * step
}

/** The signed tone of a value, 0 for what is within half a shade of zero or not finite. */
const toneOf = (value: number, largest: number): number => {
  const tone = Math.round((value / largest) * tones)
  return Number.isFinite(tone) ? Math.max(-tones, Math.min(tones, tone)) + 0 : 0
}

/** The picture with `factor` times fewer cells along each axis, every value the mean of its block. */
const coarsened = ({ q, p, values }: DensityPicture, factor: number): DensityPicture => {
  const centres = (fine: ReadonlyArray<number>): number[] => {
    const at = edges(fine)
    return Array.from({ length: Math.ceil(fine.length / factor) }, (_, block) => at((block + 0.5) * factor))
  }
  const blocks = { q: centres(q), p: centres(p) }
  const means = new Float64Array(blocks.q.length * blocks.p.length)
  values.forEach((value, k) => {
    const at = Math.floor(Math.floor(k / p.length) / factor) * blocks.p.length + Math.floor((k % p.length) / factor)
    means[at] = (means[at] ?? 0) + value / factor ** 2
  })
  return { ...blocks, values: means }
}

const cellsOf = ({ q, p, values }: DensityPicture, largest: number): ReadonlyArray<Row> => {
  const x = edges(q)
  const y = edges(p)
  const overlap = 0.04
  const rows: Row[] = []
  for (let j = 0; j < p.length; j++) {
    const toneAt = (i: number) => (i < q.length ? toneOf(values[i * p.length + j] ?? 0, largest) : Number.NaN)
    let start = 0
    for (let i = 1; i <= q.length; i++) {
      const tone = toneAt(start)
      if (toneAt(i) === tone) continue
      const place = [x(start), x(i + overlap), y(j), y(j + 1 + overlap)].map(rounded)
      const [q1 = 0, q2 = 0, p1 = 0, p2 = 0] = place
      if (tone !== 0 && place.every(isNear))
        rows.push({ q: q1, q2, p: p1, p2, value: rounded((tone * largest) / tones) })
      start = i
    }
  }
  return rows
}

/**
 * A signed density as at most `most` rectangles in 20 shades either side of zero, the deepest for `largest`.
 *
 * Cells within half a shade of zero are left out; neighbours of one shade in q are merged, and each reaches a little over its
 * upper edges, which hides the seams between them. A picture of too many rectangles is coarsened to the means of blocks.
 */
export const wignerCells = (picture: DensityPicture, largest: number, most: number): ReadonlyArray<Row> => {
  if (!(largest > 0)) return []
  let cells = cellsOf(picture, largest)
  for (let factor = 2; cells.length > most; factor++) cells = cellsOf(coarsened(picture, factor), largest)
  return cells
}

/** Dots on a fixed lattice over the negative cells, so that the sign shows without colour too. */
export const negativeDots = (cells: ReadonlyArray<Row>, apart: Stipple): ReadonlyArray<Row> => {
  const between = (low: number, high: number, step: number): number[] => {
    const first = Math.ceil(low / step)
    return Array.from({ length: Math.max(0, Math.ceil(high / step) - first) }, (_, k) => rounded((first + k) * step))
  }
  const seen = new Set<string>()
  return cells.flatMap((cell) => {
    if (Number(cell.value) >= 0) return []
    return between(Number(cell.q), Number(cell.q2), apart.q).flatMap((q) =>
      between(Number(cell.p), Number(cell.p2), apart.p).flatMap((p) => {
        const key = `${q} ${p}`
        if (seen.has(key)) return []
        seen.add(key)
        return [{ q, p }]
      }),
    )
  })
}
