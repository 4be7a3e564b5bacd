import type { ConsistencyVerdict, Finding } from './Finding.ts'

/** From the worst on. */
const order: ReadonlyArray<ConsistencyVerdict> = ['fails', 'not found', 'not applicable', 'holds']

/**
 * The verdict on a property of several parts: it fails if one does, and holds if all do.
 *
 * @example
 * verdictOfAll([{ verdict: 'holds', note: '' }, { verdict: 'fails', note: '' }]) // => 'fails'
 */
export const verdictOfAll = (findings: ReadonlyArray<Finding>): ConsistencyVerdict =>
  order.find((verdict) => findings.some((finding) => finding.verdict === verdict)) ?? 'not found'
