import type { EnergyDrift, Specimen } from '@casimir/checks'
import { energyDrift } from '@casimir/checks'
import type { CatalogueRow } from './catalogueRow.ts'

/** The energy of one method on one problem over a long run. */
export interface MeasuredEnergy extends EnergyDrift {
  readonly problem: string
  /** The order seen in the largest excursion over equal times when the step is halved; Infinity where that is at round-off. */
  readonly shrinks: number
}

/** Steps of a long run. */
const LONG = 10_000
/** The run of half the step that shows how the excursion shrinks takes a share of these. */
const SHARE = 8
/** What 10^4 solves to 1e-14 (1 + |x|) add up to at random, |x| being about 10: 1e-13 times the square root of their number. */
export const ROUND_OFF = 1e-11

const energies = ({ energy = () => Number.NaN, prepare, method, problem }: Specimen, h: number, steps: number) => {
  const { block, step } = prepare()
  const series = new Float64Array(steps + 1)
  series[0] = energy(block)
  for (let k = 1; k <= steps; k++) {
    if (step(h) !== 0) throw new Error(`${method} on ${problem}: step ${k} of ${h} failed`)
    series[k] = energy(block)
  }
  return series
}

/** Watches the energy of a row's method over 10^4 steps of its conservative problems, or of those among them. */
export const measureEnergy = (
  { specimens, claims }: CatalogueRow,
  among: (problem: string) => boolean = () => true,
): MeasuredEnergy[] =>
  specimens
    .filter(({ specimen }) => specimen.energy && among(specimen.problem))
    .map(({ specimen, hLong }) => {
      const h = hLong(claims.order)
      const long = energies(specimen, h, LONG)
      const fine = energyDrift(energies(specimen, h / 2, LONG / SHARE))
      const coarse = energyDrift(long.subarray(0, LONG / SHARE / 2 + 1))
      return {
        ...energyDrift(long, ROUND_OFF),
        problem: specimen.problem,
        shrinks: fine.excursion < ROUND_OFF ? Number.POSITIVE_INFINITY : Math.log2(coarse.excursion / fine.excursion),
      }
    })
