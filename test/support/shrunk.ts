import * as fc from 'fast-check'

/** The smallest case found that is broken; throws when none of 2000 draws is. */
export const shrunk = <T>(cases: fc.Arbitrary<T>, broken: (value: T) => boolean): T => {
  const { counterexample } = fc.check(
    fc.property(cases, (value) => !broken(value)),
    { numRuns: 2000 },
  )
  if (!counterexample) throw new Error('nothing drawn is broken')
  return counterexample[0]
}
