import type { Reading, Writing } from '@casimir/algebra'
import {
  checkDensityField,
  checkEnergyResolution,
  checkFunctional,
  galerkinFilter,
  prepareSpectralTail,
} from '@casimir/models'
import type { ContinuumRun } from './ContinuumRun.ts'

/** What a run is done with once it has been accepted. */
export interface AcceptedRun {
  readonly steps: number
  readonly cutoff: number
  /** The projection onto the modes kept. */
  readonly filter: (out: Writing, field: Reading) => void
  /** The spectral tail of a field in the modes kept, and the most that is allowed. */
  readonly tailOf: (field: Reading) => number
  readonly bound: number
}

/** The whole number of steps; throws when dt or the end is not positive, or the end lies between steps. */
const stepsOf = ({ dt, end }: ContinuumRun): number => {
  if (!(dt > 0) || !Number.isFinite(dt)) throw new Error(`solveContinuum: dt is ${dt}; give a positive time step.`)
  if (!(end > 0) || !Number.isFinite(end)) throw new Error(`solveContinuum: end is ${end}; give a positive time.`)
  const steps = Math.round(end / dt)
  if (Math.abs(steps * dt - end) > 1e-9 * end)
    throw new Error(
      `solveContinuum: end is ${end}, which is ${end / dt} steps of ${dt}; give a multiple of dt, for instance ${Number((Math.max(1, steps) * dt).toPrecision(12))}.`,
    )
  return steps
}

/** Refuses, by throwing a sentence, a run that cannot be done. */
export const checkContinuumRun = (run: ContinuumRun): AcceptedRun => {
  const { model, initial, tail: bound = 0.01 } = run
  const { fields, energy } = model
  const { axes } = fields.grid
  const { points } = axes[0]
  const nodes = axes.map((axis) => axis.points).join(' x ')
  if (axes.some((axis) => axis.points !== points))
    throw new Error(
      `solveContinuum: the axes have ${axes.map((axis) => axis.points).join(', ')} points; give all axes the same number, since one cut-off serves all.`,
    )
  const steps = stepsOf(run)
  if (!(bound > 0 && bound < 1))
    throw new Error(`solveContinuum: the bound on the spectral tail is ${bound}; give a number between 0 and 1.`)
  const { cutoff = Math.floor(points / 3) } = run
  const filter = galerkinFilter(fields, cutoff)
  // the share of the band 0 .. points/2 that the cut-off keeps, the same on all axes
  const kept = (2 * cutoff) / points
  const tailOf = prepareSpectralTail(fields, kept)
  checkDensityField(fields, initial)
  const tail = tailOf(initial)
  if (tail > bound)
    throw new Error(
      `solveContinuum: the initial field has a spectral tail of ${tail.toExponential(2)} at cut-off ${cutoff}, above the bound ${bound}; it is not resolved: give a smoother field, more points (now ${nodes} for ${fields.levels} levels) or a larger cut-off.`,
    )
  checkEnergyResolution(energy, initial, { bound, kept })
  checkFunctional(fields, energy, initial)
  return { steps, cutoff, filter, tailOf, bound }
}
