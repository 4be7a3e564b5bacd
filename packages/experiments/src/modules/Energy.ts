import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'

/** Numbers a spec gives to an energy of one's own. */
export interface EnergyParameters {
  readonly [name: string]: number
}

/**
 * An energy of one's own: the local density f of h = int Tr(P H) + int f(Dbar, Pbar, d_j Pbar; z), for a Hamiltonian, hbar and the parameters of the spec.
 *
 * With f = `correlationDensity(hamiltonian, hbar)` the method is koopmon, with f = 0 it is Ehrenfest.
 */
export type Energy = (hamiltonian: HybridHamiltonian, hbar: number, parameters: EnergyParameters) => LocalDensity
