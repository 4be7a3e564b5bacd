import type { Measured } from '../Law.ts'

/** Halfway to the next lower power. */
const HALFWAY = 1 / 2
/** Slopes count as those of the leading error once they change by less than this when the step is halved, and by less than twice this one halving before. */
const SETTLED = 1 / 4
/** By how much round-off may blur a slope that is looked at. */
const VISIBLE = 1 / 16
/** What a case says of the order when its slopes do not settle above round-off. */
const UNDECIDED: Measured = { defect: 0, tolerance: HALFWAY }
/** How many times more than on its plateau round-off may weigh in a longer step. */
const OVER_PLATEAU = 4
/** Machine epsilons of the size that count as seen nowhere. */
const LEAST_ROUNDINGS = 8
/** How often the largest step is halved until round-off is all that is left of the error. */
const PLATEAU = 16
/** How many largest steps the search starts at, and how often the step is halved. */
const START = 8
const HALVINGS = 11

/** An error as a function of the step. */
export interface SettledOrder {
  /** The power of h that the error is to vanish with. */
  readonly order: number
  readonly largest: number
  /** Of the numbers that the error is a difference of. */
  readonly size: number
  readonly error: (h: number) => number
}

/**
 * What an error is short of a power of h, by the finest slope that has settled above round-off, from eight largest steps down; nothing where none has.
 *
 * As the order of `hybridStepperLaws`. Where the error throws it is not a number, which no slope settles over.
 */
export const settledOrder = ({ order, largest, size, error }: SettledOrder): Measured => {
  const at = (h: number): number => {
    try {
      return error(h)
    } catch {
      return Number.NaN
    }
  }
  const noise = OVER_PLATEAU * at(largest / 2 ** PLATEAU) + LEAST_ROUNDINGS * Number.EPSILON * size
  let h = START * largest
  let [first, second] = [at(h), at(h / 2)]
  let finest = UNDECIDED
  let before = Number.POSITIVE_INFINITY
  for (let k = 0; k < HALVINGS; k++) {
    const third = at(h / 4)
    const blur = noise / (third * Math.LN2)
    if (blur >= VISIBLE) break
    const fine = Math.log2(second / third)
    const change = Math.abs(fine - Math.log2(first / second))
    const settled = change < SETTLED && before < 2 * SETTLED
    finest = settled ? { defect: Math.max(0, order - fine), tolerance: HALFWAY + change + blur } : UNDECIDED
    before = change
    h /= 2
    first = second
    second = third
  }
  return finest
}
