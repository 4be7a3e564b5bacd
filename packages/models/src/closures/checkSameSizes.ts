import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'

/** Throws unless a local density and a Hamiltonian have the same levels and degrees of freedom. */
export const checkSameSizes = (caller: string, density: LocalDensity, hamiltonian: HybridHamiltonian): void => {
  if (density.levels !== hamiltonian.levels || density.dof !== hamiltonian.dof)
    throw new Error(
      `${caller}: '${density.name}' has ${density.levels} levels and ${density.dof} degrees of freedom, '${hamiltonian.name}' ${hamiltonian.levels} and ${hamiltonian.dof}; build both for one system.`,
    )
}
