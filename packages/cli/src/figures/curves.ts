import type { ComparedRun } from '@casimir/experiments'
import { methodStyles } from './methodStyles.ts'

const mostPoints = 1000

/**
 * Indices of a series to draw: all of a short one, evenly thinned to at most `most` of a long one, both ends kept.
 *
 * @example
 * thinned(3) // => [0, 1, 2]
 * thinned(5, 3) // => [0, 2, 4]
 */
export const thinned = (length: number, most: number = mostPoints): ReadonlyArray<number> => {
  const count = Math.min(length, most)
  return Array.from({ length: count }, (_, k) => (count < 2 ? 0 : Math.round((k * (length - 1)) / (count - 1))))
}

/** Encodes the field `method` as colour, dash and width in one legend to the right of the data. */
export const methodEncoding = (runs: ReadonlyArray<ComparedRun>) => {
  const styles = methodStyles(runs)
  const domain = runs.map((run) => run.label)
  const scaled = <A>(range: A[]) => ({
    field: 'method',
    type: 'ordinal' as const,
    title: 'method',
    sort: null,
    scale: { type: 'ordinal' as const, domain, range },
  })
  return {
    color: scaled(styles.map((style) => style.colour)),
    strokeDash: scaled(styles.map((style) => [...style.dash])),
    strokeWidth: scaled(styles.map((style) => style.width)),
  }
}
