import type { Specimen } from '@casimir/checks'
import { invariantDrift, measuredOrder, poissonDefect, reversibilityDefect, timeReversalDefect } from '@casimir/checks'
import type { CatalogueRow, RowSpecimen } from './catalogueRow.ts'

/** The figures of one row: the worst of its problems for defects, and the slope on each for the order. */
export interface MeasuredRow {
  readonly slopes: ReadonlyArray<{ readonly problem: string; readonly slope: number; readonly points: number }>
  readonly reversibility: number
  /** Time reversal, where some problem of the row is reversible. */
  readonly reversal?: number
  readonly poisson?: number
  readonly invariants: number
}

const STEPS = 20

/** Of the differences for Jacobians: near Kepler's pericentre 1e-3 would leave a truncation error of 2e-10, 16 times this one's. */
const INCREMENT = 5e-4

/** Measures every claim a row could make but that on the energy, which `measureEnergy` watches. */
export const measureRow = ({ specimens, claims }: CatalogueRow): MeasuredRow => {
  const having = (law: keyof Specimen): ReadonlyArray<RowSpecimen> => specimens.filter(({ specimen }) => specimen[law])
  const worst = (on: ReadonlyArray<RowSpecimen>, figure: (specimen: Specimen, h: number) => number): number =>
    on.map(({ specimen, h }) => figure(specimen, h)).reduce((most, value) => Math.max(most, value))
  const reversible = having('reverse')
  const tensors = having('poisson')
  return {
    slopes: having('reference').map(({ specimen, T }) => {
      const { slope, points } = measuredOrder(specimen, claims.order, T(claims.order))
      return { problem: specimen.problem, slope, points }
    }),
    reversibility: worst(specimens, (specimen, h) => reversibilityDefect(specimen, h, STEPS)),
    invariants: worst(having('invariants'), (specimen, h) => invariantDrift(specimen, h, STEPS)),
    ...(reversible.length > 0
      ? { reversal: worst(reversible, (specimen, h) => timeReversalDefect(specimen, h, STEPS)) }
      : {}),
    ...(tensors.length > 0 ? { poisson: worst(tensors, (specimen, h) => poissonDefect(specimen, h, INCREMENT)) } : {}),
  }
}
