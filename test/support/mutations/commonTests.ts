import type { Law, Specimen } from '@casimir/checks'
import { convergenceOrder, stepperLaws } from '@casimir/checks'
import * as fc from 'fast-check'
import { lawsNamed } from '../verdictsOf.ts'

/** A method on a problem, with the numbers that the common tests need. */
export interface CommonRun {
  readonly specimen: Specimen
  /** The order claimed. */
  readonly order: number
  /** The step of the long run. */
  readonly h: number
  /** The time over which the order is fitted, and the fewest steps. */
  readonly T: number
  readonly fewest: number
  /** The relative tolerance of the method's solves; 0 for none. */
  readonly solver: number
}

/** What a common test says of a fault. */
export type Sight = 'sees it' | 'misses it' | 'does not apply'

/** The tests that most codes have. */
export interface CommonTests {
  readonly order: Sight
  readonly norm: Sight
  readonly energy: Sight
}

const POINTS = 5
const FLOOR = 1e-12
/** As the law of order. */
const ORDER_TOLERANCE = 0.2

/** A test that throws has seen something. */
const sight = (passes: () => boolean): Sight => {
  try {
    return passes() ? 'misses it' : 'sees it'
  } catch {
    return 'sees it'
  }
}

const slopeOf = ({ prepare }: Specimen, end: Float64Array, { T, fewest }: CommonRun): number =>
  convergenceOrder(
    Array.from({ length: POINTS }, (_, k) => T / Math.round(fewest * 2 ** (k / 2))),
    (h) => {
      const { block, step } = prepare()
      for (let k = 0; k < Math.round(T / h); k++) if (step(h) !== 0) return Number.POSITIVE_INFINITY
      return block.reduce((most, v, k) => Math.max(most, Math.abs(v - end[k]) / (1 + Math.abs(end[k]))), 0)
    },
    FLOOR,
    1,
  ).slope

/** No more draws than any suite of `npm test` takes. */
export const QUICK = { draws: 8, seed: 1 }

/**
 * What the common tests say of a run: whether the error against an accurate solution of the equations as the method was given them falls with the order claimed; whether
 * norms are kept over 10 steps; and whether the energy error falls when the step is halved and does not drift over 2000 steps. Where the laws of a model are given, its
 * rates d|psi|^2/dt = 0 and dh/dt = 0 on drawn clouds as well.
 */
export const commonTests = (run: CommonRun | undefined, laws: ReadonlyArray<Law>): CommonTests => {
  if (!run) return { order: 'does not apply', norm: 'does not apply', energy: 'does not apply' }
  const { specimen, order, h, T, solver } = run
  const steps = stepperLaws({
    name: specimen.method,
    cases: fc.constant({ specimen, h, code: '' }),
    // an energy error that falls at all
    order: 1,
    solver,
  })
  const holds = (rate: string, ...ids: string[]): boolean =>
    [...laws.filter(({ id }) => id === rate), ...lawsNamed(steps, ids)].every(
      (law) => law.check(law.id.startsWith('model/') ? QUICK : { draws: 1, seed: 1 }).verdict === 'holds',
    )
  const { reference } = specimen
  return {
    order: reference
      ? sight(() => Math.abs(slopeOf(specimen, reference(T), run) - order) <= ORDER_TOLERANCE)
      : 'does not apply',
    norm: specimen.norms ? sight(() => holds('model/norms', 'stepper/unitary')) : 'does not apply',
    energy: specimen.energy
      ? sight(() => holds('model/energy', 'stepper/energy-bound', 'stepper/energy-drift'))
      : 'does not apply',
  }
}
