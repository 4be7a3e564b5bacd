/**
 * What a flow reports after a step: an integer, 0 = ok, so that a step allocates nothing.
 *
 * A word of flows stops at the first status that is not `ok`, and that status is the word's.
 */
export type Status = number

/** The statuses Casimir's own steppers report. */
export const STATUS = {
  ok: 0,
  /** A nonlinear solve did not reach its tolerance within its iteration limit. */
  notConverged: 1,
  /** A value became NaN or infinite. */
  nonFinite: 2,
  /** A cloud has spread over more lattice nodes than a closure will hold. */
  latticeTooLarge: 3,
  /** A field has developed structure that its grid cannot hold. */
  unresolved: 4,
} as const
