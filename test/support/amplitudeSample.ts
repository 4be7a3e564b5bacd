import type { HybridHamiltonian } from '@casimir/algebra'
import type { AmplitudeFields, HermitianFields } from '@casimir/models'
import { hermitianFields } from '@casimir/models'
import { stateOf } from './amplitudeRates.ts'
import { amplitudeFields, packetOf, periodicGrid, periodicHamiltonian } from './periodicHamiltonian.ts'

/** A random smooth Hamiltonian and a random smooth (D, psi), with P = psi psi^+ and the field D P. */
export interface AmplitudeSample {
  readonly fields: HermitianFields
  readonly hamiltonian: HybridHamiltonian
  readonly hbar: number
  readonly at: AmplitudeFields
  readonly state: Float64Array
  readonly packet: Float64Array
}

/** One sample, int D = 1: the same functions of z for every number of points. */
export const amplitudeSample = (
  levels: number,
  { points = 32, dof = 1, amplitude = 0.25, hbar = 0.7, seed = 1 } = {},
): AmplitudeSample => {
  const fields = hermitianFields(periodicGrid(points, dof), levels)
  const { D, psi } = amplitudeFields(fields.grid, levels, { seed, amplitude })
  const mass = fields.grid.measure * D.reduce((sum, x) => sum + x, 0)
  const at = { D: D.map((x) => x / mass), psi }
  return {
    fields,
    hamiltonian: periodicHamiltonian(levels, { seed: seed + 100, dof }),
    hbar,
    at,
    state: stateOf(fields, at.psi),
    packet: packetOf(fields, at),
  }
}
