import * as fc from 'fast-check'
import type { Arbitraries } from './law.ts'

/** Whether some draw breaks the property: what a law must do to a broken twin. */
export const refuted = <Ts extends [unknown, ...unknown[]]>(
  arbitraries: Arbitraries<Ts>,
  property: (...values: Ts) => void,
): boolean =>
  fc.check(
    fc.property(fc.tuple(...arbitraries), (values) => {
      property(...(values as Ts))
    }),
  ).failed
