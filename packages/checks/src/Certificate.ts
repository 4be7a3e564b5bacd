import type { Law, LawResult, Trial } from './Law.ts'

/** What was tried on one subject, as data: every law of its suites, with its verdict. */
export interface Certificate {
  readonly subject: string
  readonly draws: number
  readonly seed: number
  readonly results: ReadonlyArray<LawResult>
  /** Whether every claimed law holds. */
  readonly passed: boolean
}

/** A subject to be certified: its laws, and the ids of those it claims. */
export interface Claimed {
  readonly subject: string
  readonly laws: ReadonlyArray<Law>
  readonly claims: ReadonlyArray<string>
}

/** Called before each law is tried. */
export type Progress = (law: string, done: number, of: number) => void

/**
 * Tries every law that a subject claims and reports the others as not claimed.
 *
 * `passed` means that each claimed law holds; a subject that claims nothing does not pass.
 *
 * Errors: throws when a claim names no law of the subject, or two laws share an id.
 *
 * @example
 * certify({ subject: 'nothing', laws: [], claims: [] }, { draws: 10, seed: 1 }).passed // => false
 */
export const certify = (
  { subject, laws, claims }: Claimed,
  { draws, seed }: Trial,
  progress?: Progress,
): Certificate => {
  const ids = laws.map(({ id }) => id)
  const twice = ids.find((id, k) => ids.indexOf(id) !== k)
  if (twice) throw new Error(`certify: two laws of '${subject}' are called '${twice}'; give each its own id.`)
  const unknown = claims.find((id) => !ids.includes(id))
  if (unknown)
    throw new Error(`certify: '${subject}' claims '${unknown}', which is none of its laws (${ids.join(', ')}).`)
  const results = laws.map((law, k): LawResult => {
    progress?.(law.id, k, laws.length)
    if (claims.includes(law.id)) return law.check({ draws, seed })
    const { id, statement, scale } = law
    return { law: id, statement, scale, verdict: 'not claimed', defect: 0, tolerance: 0, draws: 0, seed }
  })
  return {
    subject,
    draws,
    seed,
    results,
    passed: claims.length > 0 && results.every(({ verdict }) => verdict !== 'fails'),
  }
}
