import * as fc from 'fast-check'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'

/** A law of one case: it holds unless checking throws, and then the sentence thrown says why. */
export interface SingleCase {
  readonly id: string
  readonly statement: string
  /** What the check's own tolerances scale with; nothing, when left out. */
  readonly scale?: string
  readonly check: () => void
  /** Code that makes the case. */
  readonly code: string
}

/**
 * Makes a law of a check that throws, such as whether something can be built at all; one draw, whatever is asked for.
 *
 * @example
 * const law = singleCaseLaw({ id: 'list/first', statement: 'it has a first entry', check: () => { throw new Error('it is empty') }, code: '[]' })
 * law.check({ draws: 100, seed: 1 }).counterexample?.reason // => 'it is empty'
 */
export const singleCaseLaw = ({
  id,
  statement,
  scale = 'nothing: it is one case, right or wrong',
  check,
  code,
}: SingleCase): Law =>
  defineLaw({
    id,
    statement,
    scale,
    share: 0,
    cases: fc.constant(code),
    measure: () => {
      check()
      return { defect: 0, tolerance: 0 }
    },
    show: String,
  })
