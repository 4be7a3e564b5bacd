import type { HybridHamiltonian } from '@casimir/algebra'
import type { AdiabaticGauge } from '@casimir/models'
import { adiabaticGauge } from '@casimir/models'
import type { Cloud, InitialSpec } from '../spec/Spec.ts'

/** The gauge of a run's adiabatic density matrix, or a note why there is none where one could be expected. */
export interface RunGauge {
  readonly gauge?: AdiabaticGauge
  readonly note?: string
}

/** The largest spacing of the gauge's table. */
const SPACING = 1 / 8

/** Where a run is centred at the start, first coordinate, and how fine the gauge's table is for it. */
const centreOf = (initial: InitialSpec, cloud: Cloud | undefined): readonly [centre: number, spacing: number] => {
  if ('wavepacket' in initial) return [initial.wavepacket.q[0], Math.min(SPACING, initial.wavepacket.sigma[0] / 4)]
  if ('point' in initial) return [initial.point.q[0], SPACING]
  return [cloud ? cloud.weights.reduce((mean, w, a) => mean + w * cloud.q[a], 0) : 0, SPACING]
}

/**
 * The gauge of a run (`adiabaticGauge`), equal for all methods on one start: its origin is the centre of the packet, the point or the mean of the cloud.
 *
 * None for more than one degree of freedom, where a conical intersection leaves no single-valued real gauge, nor where H is not A(p) + B(q).
 */
export const runGauge = (hamiltonian: HybridHamiltonian, initial: InitialSpec, cloud?: Cloud): RunGauge => {
  const { split, dof } = hamiltonian
  if (!split || dof !== 1) return {}
  const [centre, spacing] = centreOf(initial, cloud)
  const gauge = adiabaticGauge(split.B, centre, { spacing })
  return gauge
    ? { gauge }
    : {
        note: `adiabatic levels coincide at q = ${centre}, the centre of the start, so adiabatic states have no phase there and no adiabatic density matrix is given.`,
      }
}

/** What to know when levels meet where a run has been. */
export const crossedNote = (at: number): string =>
  `adiabatic levels meet at q = ${Number(at.toPrecision(6))} and the run passed there: levels are numbered in ascending order on either side, so that adiabatic populations and coherences mean different states on the two.`

/** What to know when a run goes where the gauge ends. */
export const LOST =
  'the adiabatic density matrix is NaN at times when part of the run is where the gauge ends: B(q) jumps, levels stay together, or q is too far out.'
