import type { Monoid } from 'fp-ts/lib/Monoid.js'
import type { Status } from './Status.ts'
import { STATUS } from './Status.ts'

/**
 * A map of the state, in place, over a time h: `flow(state, h)`.
 *
 * An *exact* flow is an action of (R, +): `f(s, 0)` changes nothing and `f(s, a + b)` is `f(s, a)` then `f(s, b)`.
 * A prepared stepper is a flow too, for which this holds only to its order.
 */
export type Flow<S> = (state: S, h: number) => Status

/**
 * The monoid of flows under "then": `concat(f, g)` is f, then g, both over the same h; empty does nothing.
 *
 * The first status that is not ok ends the composite and is its status.
 *
 * @example
 * const grow = (s: Float64Array, h: number) => { s[0] += h; return 0 }
 * const twice = getFlowMonoid<Float64Array>().concat(grow, grow)
 * const s = new Float64Array(1)
 * twice(s, 0.5)
 * s[0] // => 1
 */
export const getFlowMonoid = <S>(): Monoid<Flow<S>> => ({
  concat: (f, g) => (state, h) => {
    const status = f(state, h)
    return status === STATUS.ok ? g(state, h) : status
  },
  empty: () => STATUS.ok,
})
