import type { Observer } from './Observer.ts'

/**
 * The mean of a function of the state over the states shown, which a run shows at equal distances in time: sum_k f(s_k) / records.
 *
 * Rounding grows with the number of records at worst; with nothing shown the mean is NaN.
 *
 * @example
 * const seen = meanOf((x) => 2 * x).begin({ records: 2, size: 1 })
 * seen.see(0, 1)
 * seen.see(1, 4)
 * seen.end() // => 5
 */
export const meanOf = <S>(value: (state: S) => number): Observer<S, number> => ({
  begin: () => {
    let sum = 0
    let records = 0
    return {
      see: (_, state) => {
        sum += value(state)
        records += 1
      },
      end: () => sum / records,
    }
  },
})
