/** What an observer may size its accumulator by. */
export interface ObservationPlan {
  /** Most states it will be shown. */
  readonly records: number
  /** Numbers in a state's block. */
  readonly size: number
}

/** An observer at work: it is shown states in order and keeps what it needs of them in an accumulator of its own. */
export interface Reducer<S, R> {
  /** Takes in one state, which is lent for the call only; allocates nothing. */
  readonly see: (t: number, state: S) => void
  readonly end: () => R
}

/** A quantity of a whole run found in one pass: a fold with a mutable accumulator that `begin` makes. */
export interface Observer<S, R> {
  readonly begin: (plan: ObservationPlan) => Reducer<S, R>
}

/** Observers by name, one for each name of a record of results. */
export type Observers<S, R> = { readonly [name in keyof R]: Observer<S, R[name]> }

/**
 * The product of named observers: one pass that gives the record of their results.
 *
 * Law: each result is the one its observer gives alone, folded over the same states. Cost: the sum of their costs.
 *
 * @example
 * const both = productObserver({ least: extremaOf((s) => s[0]), mean: meanOf((s) => s[0]) })
 * const seen = both.begin({ records: 2, size: 1 })
 * seen.see(0, [3])
 * seen.see(1, [5])
 * seen.end().mean // => 4
 */
export const productObserver = <S, R extends object>(observers: Observers<S, R>): Observer<S, R> => ({
  begin: (plan) => {
    const names = Object.keys(observers) as (keyof R)[]
    const reducers = names.map((name) => observers[name].begin(plan))
    return {
      see: (t, state) => {
        for (let k = 0; k < reducers.length; k++) reducers[k].see(t, state)
      },
      end: () => Object.fromEntries(names.map((name, k) => [name, reducers[k].end()])) as R,
    }
  },
})
