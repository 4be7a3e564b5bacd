import * as fc from 'fast-check'

/** What one draw of a law came to: it holds when the defect is at most the tolerance, which scales as the law's `scale` says. */
export interface Measured {
  readonly defect: number
  readonly tolerance: number
}

/** `fails`: a draw exceeded its tolerance, was not a number, or threw. `not claimed`: the subject does not promise the law, which is not a pass. */
export type Verdict = 'holds' | 'fails' | 'not claimed'

/** The smallest case found that breaks a law. */
export interface Counterexample {
  /** Code that makes the case, to be pasted into a module. */
  readonly code: string
  readonly defect: number
  readonly tolerance: number
  /** What was thrown, for a case that did not come to a number. */
  readonly reason?: string
}

/** The outcome of a law on one subject; `defect` and `tolerance` are those of the worst draw, or of the counterexample. */
export interface LawResult {
  readonly law: string
  readonly statement: string
  readonly scale: string
  readonly verdict: Verdict
  readonly defect: number
  readonly tolerance: number
  readonly draws: number
  readonly seed: number
  readonly counterexample?: Counterexample
}

/** How often and from which seed a law is tried. */
export interface Trial {
  readonly draws: number
  readonly seed: number
}

/** A law ready to be tried: what it says, what its tolerance scales with, and the trial. */
export interface Law {
  /** A name such as `bracket/jacobi`: the suite, then the law. */
  readonly id: string
  readonly statement: string
  readonly scale: string
  /** The share of the draws asked for that this law takes, for laws whose draws are dear; 1 unless given. */
  readonly share: number
  readonly check: (trial: Trial) => LawResult
}

/** A law as it is written: cases, how one is measured, and how one is shown. */
export interface LawDefinition<T> {
  readonly id: string
  readonly statement: string
  readonly scale: string
  readonly share?: number
  readonly cases: fc.Arbitrary<T>
  readonly measure: (value: T) => Measured
  readonly show: (value: T) => string
}

/** Most measurements spent on shrinking a failure. */
const SHRINKS = 200

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Makes a law of a definition: draws cases from a seed, measures each, and shrinks the first that breaks to the smallest one that still does.
 *
 * A draw breaks the law when its defect exceeds its tolerance, when either is not a number, or when measuring throws; none of these is a crash.
 *
 * Cost: max(1, draws times share) measurements, and at most 200 more to shrink a failure.
 *
 * @example
 * import * as fc from 'fast-check'
 * const small = defineLaw({
 *   id: 'whole/small', statement: 'every whole number is below 10', scale: 'nothing: it is exact', cases: fc.nat(100),
 *   measure: (n) => ({ defect: n, tolerance: 9 }), show: (n) => `const n = ${n}`,
 * })
 * const { verdict, counterexample } = small.check({ draws: 100, seed: 1 })
 * verdict // => 'fails'
 * counterexample?.code // => 'const n = 10'
 */
export const defineLaw = <T>(definition: LawDefinition<T>): Law => {
  const { id, statement, scale, share = 1, cases, measure, show } = definition
  const judge = (value: T): Measured & { readonly reason?: string } => {
    try {
      return measure(value)
    } catch (error) {
      return { defect: Number.NaN, tolerance: 0, reason: reasonOf(error) }
    }
  }
  return {
    id,
    statement,
    scale,
    share,
    check: ({ draws, seed }) => {
      const runs = Math.max(1, Math.round(draws * share))
      let worst: Measured = { defect: 0, tolerance: 0 }
      let ratio = -1
      let left = -1
      const property = fc.property(cases, (value) => {
        // out of shrinks: nothing smaller is tried, and the smallest failure so far is kept
        if (left === 0) return true
        left -= 1
        const { defect, tolerance } = judge(value)
        const now = defect === 0 ? 0 : defect / tolerance
        if (now > ratio) {
          ratio = now
          worst = { defect, tolerance }
        }
        const holds = defect <= tolerance
        if (!holds && left < 0) left = SHRINKS
        return holds
      })
      const details = fc.check(property, { numRuns: runs, seed })
      const result = { law: id, statement, scale, draws: details.numRuns, seed }
      if (!details.failed) return { ...result, verdict: 'holds', ...worst }
      const [value] = details.counterexample ?? []
      const found = judge(value as T)
      return {
        ...result,
        verdict: 'fails',
        defect: found.defect,
        tolerance: found.tolerance,
        counterexample: { code: show(value as T), ...found },
      }
    },
  }
}

/**
 * Throws unless a law holds: for use inside any test runner. The sentence names the law, the numbers, the seed and the smallest case.
 *
 * @example
 * import * as fc from 'fast-check'
 * const law = defineLaw({
 *   id: 'square/positive', statement: 'squares are not negative', scale: 'nothing', cases: fc.integer(),
 *   measure: (n) => ({ defect: Math.max(0, -n * n), tolerance: 0 }), show: String,
 * })
 * assertLaw(law) // => undefined
 */
export const assertLaw = (law: Law, { draws = 100, seed = 1 }: Partial<Trial> = {}): void => {
  const { verdict, defect, tolerance, counterexample } = law.check({ draws, seed })
  if (verdict === 'holds') return
  const { code = '', reason } = counterexample ?? {}
  throw new Error(
    `${law.id}: '${law.statement}' fails${reason ? `, since measuring it threw '${reason}'` : `: the defect is ${defect}, the tolerance ${tolerance} (${law.scale})`}; seed ${seed}, smallest case:\n${code}`,
  )
}
