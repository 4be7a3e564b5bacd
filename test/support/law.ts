import * as fc from 'fast-check'
import { test } from 'vitest'

/** The arbitraries of a tuple of values. */
export type Arbitraries<Ts extends readonly unknown[]> = { [k in keyof Ts]: fc.Arbitrary<Ts[k]> }

/** States a law as a test: the property's expectations hold for every draw; `runs` overrides the number of draws. */
export const law = <Ts extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: Arbitraries<Ts>,
  property: (...values: Ts) => void,
  runs?: number,
): void => {
  test(name, () => {
    fc.assert(
      fc.property(fc.tuple(...arbitraries), (values) => {
        property(...(values as Ts))
      }),
      runs === undefined ? {} : { numRuns: runs },
    )
  })
}
