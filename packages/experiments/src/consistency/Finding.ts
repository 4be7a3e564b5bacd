/**
 * `holds`: the defect is within its tolerance on everything measured. `fails`: it exceeds it clearly, and a case is named. `not found`: measuring decides
 * neither, or does not show a failure that is claimed elsewhere. `not applicable`: the property does not speak of the method, for the reason given.
 */
export type ConsistencyVerdict = 'holds' | 'fails' | 'not found' | 'not applicable'

/** One measurement: a defect, its tolerance, and the problem, start and map it was taken on. */
export interface Case {
  readonly defect: number
  readonly tolerance: number
  readonly case: string
}

/** What measuring one property of one method came to. */
export interface Finding {
  readonly verdict: ConsistencyVerdict
  /** Which density or reading of the method it is about, where the method has several. */
  readonly of?: string
  readonly defect?: number
  readonly tolerance?: number
  /** The worst case, which is the counterexample of a failure; or the reason of any other verdict. */
  readonly note: string
}

/** How many tolerances a defect must exceed to count as one: between 1 and this neither verdict is given. */
export const CLEAR = 10

const ratio = ({ defect, tolerance }: Case): number => {
  const value = defect / tolerance
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
}

const largest = (cases: ReadonlyArray<Case>): Case => {
  if (cases.length === 0) throw new Error('judge: nothing was measured; give one case at least.')
  return cases.reduce((worst, now) => (ratio(now) > ratio(worst) ? now : worst))
}

const finding = (verdict: ConsistencyVerdict, { defect, tolerance }: Case, note: string): Finding => ({
  verdict,
  defect,
  tolerance,
  note,
})

/**
 * The verdict on a property that says a defect is zero, from the worst of its cases.
 *
 * `claimed` names where the property is said to fail for the method: a failure that does not show is then `not found`.
 *
 * @example
 * judgeDefect([{ defect: 1e-16, tolerance: 1e-14, case: 'rabi' }]).verdict // => 'holds'
 * judgeDefect([{ defect: 0.3, tolerance: 1e-14, case: 'rabi' }]).verdict // => 'fails'
 * judgeDefect([{ defect: 1e-16, tolerance: 1e-14, case: 'rabi' }], 'the literature').verdict // => 'not found'
 */
export const judgeDefect = (cases: ReadonlyArray<Case>, claimed?: string): Finding => {
  const worst = largest(cases)
  const times = ratio(worst)
  if (times > CLEAR) return finding('fails', worst, `counterexample: ${worst.case}`)
  if (times > 1) return finding('not found', worst, `${worst.case}: neither within its tolerance nor clearly beyond it`)
  if (claimed === undefined) return finding('holds', worst, worst.case)
  return finding('not found', worst, `${claimed} says that it fails, which does not show on ${worst.case}`)
}

/**
 * The verdict on a property that says a quantity is not constant: one clear change is enough, and it fails when no case changes beyond its tolerance.
 *
 * @example
 * const still = { defect: 1e-16, tolerance: 1e-14, case: 'rabi' }
 * judgeChange([still, { defect: 0.2, tolerance: 1e-14, case: 'ladder' }]).verdict // => 'holds'
 * judgeChange([still]).verdict // => 'fails'
 */
export const judgeChange = (cases: ReadonlyArray<Case>): Finding => {
  const most = largest(cases)
  const times = ratio(most)
  if (!Number.isFinite(most.defect)) return finding('not found', most, `${most.case}: not a number`)
  if (times > CLEAR) return finding('holds', most, most.case)
  if (times > 1) return finding('not found', most, `${most.case}: neither constant nor clearly changing`)
  return finding('fails', most, `constant within its tolerance on all ${cases.length} cases measured`)
}

/** The finding on a property that does not speak of a method. */
export const notApplicable = (note: string): ReadonlyArray<Finding> => [{ verdict: 'not applicable', note }]
