import type { SpecProblem } from './SpecProblem.ts'

/** Collects the problems of one document while it is decoded, so that all are reported at once. */
export interface ProblemLog {
  /** Adds a problem, unless the same one is there already; returns `undefined` so that a decoder can end with it. */
  readonly complain: (path: string, message: string) => undefined
  /** Marks the value at a path as not known, for a reason already reported elsewhere. */
  readonly doubt: (path: string) => void
  /** Whether the value at a path, or its absence, may be relied on: neither it nor what holds it is in trouble. */
  readonly trusts: (path: string) => boolean
  readonly problems: () => ReadonlyArray<SpecProblem>
}

const holders = (path: string): ReadonlyArray<string> => [
  '',
  ...Array.from(path.matchAll(/\./g), (match) => path.slice(0, match.index)),
  path,
]

/** An empty log. */
export const makeProblemLog = (): ProblemLog => {
  const problems: SpecProblem[] = []
  const troubled = new Set<string>()
  return {
    complain: (path, message) => {
      troubled.add(path)
      if (!problems.some((problem) => problem.path === path && problem.message === message))
        problems.push({ path, message })
    },
    doubt: (path) => void troubled.add(path),
    trusts: (path) => !holders(path).some((holder) => troubled.has(holder)),
    problems: () => problems,
  }
}
