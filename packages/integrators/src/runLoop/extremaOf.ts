import type { Observer } from './Observer.ts'

/** The least and the greatest value shown, and the first time each was. */
export interface Extrema {
  readonly least: number
  readonly leastAt: number
  readonly greatest: number
  readonly greatestAt: number
}

/**
 * Finds the extrema of a function of the state over the states shown.
 *
 * NaN is passed over; with nothing shown the extrema are +Infinity and -Infinity at time NaN.
 *
 * @example
 * const seen = extremaOf((x) => x * x).begin({ records: 3, size: 1 })
 * for (const t of [0, 1, 2]) seen.see(t, t - 1)
 * seen.end() // => { least: 0, leastAt: 1, greatest: 1, greatestAt: 0 }
 */
export const extremaOf = <S>(value: (state: S) => number): Observer<S, Extrema> => ({
  begin: () => {
    let least = Number.POSITIVE_INFINITY
    let greatest = Number.NEGATIVE_INFINITY
    let leastAt = Number.NaN
    let greatestAt = Number.NaN
    return {
      see: (t, state) => {
        const x = value(state)
        if (x < least) {
          least = x
          leastAt = t
        }
        if (x > greatest) {
          greatest = x
          greatestAt = t
        }
      },
      end: () => ({ least, leastAt, greatest, greatestAt }),
    }
  },
})
