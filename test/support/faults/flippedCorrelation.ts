import type { LocalDensity } from '@casimir/algebra'
import { scaleDensity } from '@casimir/models'

/** The density of the hbar term, deliberately wrong: the Berry term has the other sign, in energy and gradient alike, so that the model is still Hamiltonian. */
export const flippedCorrelation = (density: LocalDensity): LocalDensity => scaleDensity(-1, density)
