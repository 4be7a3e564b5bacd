import type { HybridHamiltonian } from '@casimir/algebra'
import type { AdiabaticFrame, Grid, PositionReading } from '@casimir/models'
import { adiabaticDensity } from '@casimir/models'
import type { Observation, SeriesName } from '../observables/Observation.ts'
import type { InitialSpec } from '../spec/Spec.ts'
import { INTERSECTION, surfacesMeet } from './exactScheme.ts'
import { crossedNote, LOST, runGauge } from './runGauge.ts'

/** The adiabatic density matrix of a wave function in the gauge of all methods, and what there is to know of its adiabatic states. */
export interface WaveAdiabats {
  /** The series that `read` writes: none without a gauge. */
  readonly series: ReadonlyArray<SeriesName>
  readonly read: (out: Observation, psi: Float64Array) => void
  readonly notes: () => ReadonlyArray<string>
}

/** Prepares the adiabatic density matrix of wave functions of so many numbers, on the nodes of a grid. */
export const waveAdiabats = (
  hamiltonian: HybridHamiltonian,
  initial: InitialSpec,
  { frame, grid, numbers }: { readonly frame: AdiabaticFrame; readonly grid: Grid; readonly numbers: number },
): WaveAdiabats => {
  const meets = hamiltonian.dof > 1 && surfacesMeet(frame, grid, numbers)
  const { gauge, note } = runGauge(hamiltonian, initial)
  const adiabatic = gauge && adiabaticDensity(gauge, frame, grid)
  let lost = false
  return {
    series: adiabatic ? ['adiabaticDensity'] : [],
    read: (out, psi) => {
      if (!adiabatic) return
      adiabatic.read(out.adiabaticDensity, psi)
      if (Number.isNaN(out.adiabaticDensity[0])) lost = true
    },
    notes: () => {
      const crossed = adiabatic?.crossed()
      return [
        ...(meets ? [INTERSECTION] : []),
        ...(note === undefined ? [] : [note]),
        ...(crossed === undefined ? [] : [crossedNote(crossed)]),
        ...(lost ? [LOST] : []),
      ]
    },
  }
}

/** Writes the density matrix, the populations, the norm, <q> and the energies of a wave function whose kinetic energy is known. */
export const readWave = (out: Observation, position: PositionReading, psi: Float64Array, kinetic: number): void => {
  const levels = out.population.length
  out.norm[0] = position.density(out.density, psi)
  for (let j = 0; j < levels; j++) out.population[j] = out.density[2 * (j * levels + j)]
  position.mean(out.q, psi)
  out.kinetic[0] = kinetic
  out.potential[0] = position.energy(psi)
  out.energy[0] = out.kinetic[0] + out.potential[0]
}
