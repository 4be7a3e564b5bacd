import type { EnergyDrift, Specimen } from '@casimir/checks'
import {
  energyDrift,
  invariantDrift,
  measuredOrder,
  poissonDefect,
  reversibilityDefect,
  timeReversalDefect,
} from '@casimir/checks'
import type { CatalogueRow } from './catalogue.ts'

/** The figures of one row: the worst of its problems for defects, and the slope on each for the order. */
export interface MeasuredRow {
  readonly slopes: ReadonlyArray<{ readonly problem: string; readonly slope: number; readonly points: number }>
  readonly reversibility: number
  /** Time reversal, where some problem of the row is reversible. */
  readonly reversal?: number
  readonly poisson?: number
  readonly invariants: number
  /** Whether the energy stayed bounded on every conservative problem, and the largest shift of its mean. */
  /** `shrinks` is the order seen in the largest excursion when the step is halved; Infinity where that is at round-off. */
  readonly energy?: { readonly bounded: boolean; readonly shift: number; readonly shrinks: number }
}

const STEPS = 20
const LONG = 10_000
/** What 10^4 solves to 1e-14 (1 + |x|) add up to at random, |x| being about 10: 1e-13 times the square root of their number. */
const ROUND_OFF = 1e-11

/** Of the differences for Jacobians: near Kepler's pericentre 1e-3 would leave a truncation error of 2e-10, 16 times this one's. */
const INCREMENT = 5e-4

/** The energy of a long run, watched. */
const watched = ({ energy = () => Number.NaN, prepare }: Specimen, h: number, steps: number): EnergyDrift => {
  const { block, step } = prepare()
  const series = new Float64Array(steps + 1)
  series[0] = energy(block)
  for (let k = 1; k <= steps; k++) {
    if (step(h) !== 0) throw new Error(`step ${k} of ${h} failed`)
    series[k] = energy(block)
  }
  return energyDrift(series, ROUND_OFF)
}

/** Measures every claim a row could make; `steps` is the length of the energy run. */
export const measureRow = ({ specimens, claims }: CatalogueRow, long = LONG): MeasuredRow => {
  const worst = (figures: ReadonlyArray<number>): number => Math.max(...figures)
  const reversible = specimens.filter(({ specimen }) => specimen.reverse)
  const tensors = specimens.filter(({ specimen }) => specimen.poisson)
  // koopmons are measured over 10^4 steps in test/structure/midpoint.test.ts, since a step of theirs costs a thousand pendulums
  const conservative = specimens.filter(({ specimen }) => specimen.energy && !specimen.problem.startsWith('koopmon'))
  const drifts = conservative.map(({ specimen, hLong }) => {
    const coarse = watched(specimen, hLong, long)
    const fine = watched(specimen, hLong / 2, long)
    const shrinks = fine.excursion < ROUND_OFF ? Number.POSITIVE_INFINITY : Math.log2(coarse.excursion / fine.excursion)
    return { ...coarse, shrinks }
  })
  return {
    slopes: specimens.map(({ specimen, T }) => {
      const { slope, points } = measuredOrder(specimen, claims.order, T(claims.order))
      return { problem: specimen.problem, slope, points }
    }),
    reversibility: worst(specimens.map(({ specimen, h }) => reversibilityDefect(specimen, h, STEPS))),
    invariants: worst(specimens.map(({ specimen, h }) => invariantDrift(specimen, h, STEPS))),
    ...(reversible.length > 0
      ? { reversal: worst(reversible.map(({ specimen, h }) => timeReversalDefect(specimen, h, STEPS))) }
      : {}),
    ...(tensors.length > 0
      ? { poisson: worst(tensors.map(({ specimen, h }) => poissonDefect(specimen, h, INCREMENT))) }
      : {}),
    ...(drifts.length > 0
      ? {
          energy: {
            bounded: drifts.every(({ bounded }) => bounded),
            shift: worst(drifts.map(({ shift }) => shift)),
            shrinks: Math.min(...drifts.map(({ shrinks }) => shrinks)),
          },
        }
      : {}),
  }
}
