import type { HybridHamiltonian } from '@casimir/algebra'
import type { LocalDensity } from '@casimir/models'
import { bspline, correlationDensity } from '@casimir/models'
import { closureSplitting, ehrenfestSplitting, meanFieldSplitting } from '../methods/splittings.ts'
import type { Splitting } from '../methods/stepper.ts'
import type { TrajectoryMethod } from '../spec/Spec.ts'

/** How a method is set up where it is certified. */
export interface Discretisation {
  /** Degree of the B-spline of a closure. */
  readonly degree: number
  /** Width of the mollifier, in every coordinate. */
  readonly alpha: number
  /** Of the lattice, in units of alpha. */
  readonly spacing: number
}

/** The quintic, at the widest spacing that is recommended. */
export const USUAL: Discretisation = { degree: 5, alpha: 0.5, spacing: 1 }

/** A method on a Hamiltonian, for any weights. */
export type MethodBuilder = (
  hamiltonian: HybridHamiltonian,
  discretisation?: Discretisation,
) => (weights: Float64Array) => Splitting

/** A closure of the given density, built anew for every Hamiltonian. */
export const closureBuilder =
  (densityOf: (hamiltonian: HybridHamiltonian, hbar: number) => LocalDensity, hbar: number): MethodBuilder =>
  (hamiltonian, { degree, alpha, spacing } = USUAL) => {
    const factors = Array.from({ length: hamiltonian.dof }, () => bspline(degree, alpha))
    return (weights) =>
      closureSplitting(hamiltonian, densityOf(hamiltonian, hbar), {
        weights,
        hbar,
        mollifier: { q: factors, p: factors },
        spacing,
      })
  }

/** The methods of the catalogue that can be stepped, as they are certified. */
export const methodBuilders = (
  hbar: number,
): { readonly [name in Exclude<TrajectoryMethod, 'closure'>]: MethodBuilder } => ({
  ehrenfest: (hamiltonian) => (weights) => ehrenfestSplitting(hamiltonian, { weights, hbar }),
  'mean-field': (hamiltonian) => (weights) => meanFieldSplitting(hamiltonian, { weights, hbar }),
  koopmon: closureBuilder(correlationDensity, hbar),
})
