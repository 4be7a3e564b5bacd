import type { HybridHamiltonian } from '@casimir/algebra'
import type { PrepareHoppingRun, SurfaceHoppingInstance } from '@casimir/checks'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { surfaceHopping } from '@casimir/models'

const HBAR = 0.8
/** What random numbers make no hop, and which make one whenever there is a chance, for the two ways to decide. */
const DRAWS = {
  instantaneous: { never: 1 - Number.EPSILON, always: 2 ** -30 },
  cumulative: { never: 0, always: 1 - 2 ** -30 },
} as const

/** Surface hopping on a Hamiltonian, its runs changed by `spoil`. */
export const hoppingInstance = (
  hamiltonian: HybridHamiltonian,
  options: Partial<SurfaceHoppingOptions> = {},
  spoil: (prepare: PrepareHoppingRun) => PrepareHoppingRun = (prepare) => prepare,
): SurfaceHoppingInstance => {
  const chosen: SurfaceHoppingOptions = {
    hbar: HBAR,
    hopping: 'instantaneous',
    rescale: 'nac',
    frustrated: 'reverse',
    decoherence: 'none',
    ...options,
  }
  return {
    dof: hamiltonian.dof,
    levels: hamiltonian.levels,
    hbar: HBAR,
    hamiltonian,
    forHamiltonian: (other) => spoil(surfaceHopping(other, chosen).prepare),
    draws: DRAWS[chosen.hopping],
    largestStep: 0.1,
  }
}
