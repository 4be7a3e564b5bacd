import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import type { ClosureOptions } from '@casimir/models'
import { closureTerm, ehrenfest, ehrenfestSplit, meanField, particleClosure } from '@casimir/models'

/** The weights of the trajectories and hbar. */
interface Ensemble {
  readonly weights: Float64Array
  readonly hbar: number
}

const exactParts = (hamiltonian: HybridHamiltonian, { weights, hbar }: Ensemble) =>
  hamiltonian.split ? { exact: ehrenfestSplit(hamiltonian, { trajectories: weights.length, hbar }) } : {}

/** Ehrenfest trajectories as integrators take them: with exact parts where H = A(p) + B(q). */
export const ehrenfestSplitting = (hamiltonian: HybridHamiltonian, ensemble: Ensemble) => ({
  system: ehrenfest(hamiltonian, ensemble),
  ...exactParts(hamiltonian, ensemble),
})

/** Mean-field trajectories, by gradients alone. */
export const meanFieldSplitting = (hamiltonian: HybridHamiltonian, ensemble: Ensemble) => ({
  system: meanField(hamiltonian, ensemble),
})

/** A particle closure: its exact Ehrenfest parts, where there are any, and the mollified term as the rest. */
export const closureSplitting = (hamiltonian: HybridHamiltonian, density: LocalDensity, options: ClosureOptions) => ({
  system: particleClosure(hamiltonian, density, options),
  rest: closureTerm(density, options),
  ...exactParts(hamiltonian, options),
})
