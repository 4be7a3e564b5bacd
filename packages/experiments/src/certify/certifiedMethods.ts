import type { HybridHamiltonian, HybridSystem, LocalDensity } from '@casimir/algebra'
import type { HybridModel } from '@casimir/checks'
import { bspline, correlationDensity, scaleDensity } from '@casimir/models'
import { closureSplitting, ehrenfestSplitting, meanFieldSplitting } from '../methods/splittings.ts'
import type { Splitting } from '../methods/stepper.ts'

/** hbar where models are certified. */
export const HBAR = 1
/** The mollifier's width, in every coordinate. */
const ALPHA = 0.5
/** Degree of the B-spline of a closure, where the integrator wants no higher. */
const QUINTIC = 5
/** Lattice spacings in units of alpha: the widest that is recommended, and one at which quadrature is plainly wrong and structure must hold all the same. */
const SPACINGS = { usual: 1, coarse: 1.75 } as const

/** A method on one Hamiltonian: the model to be certified, and how integrators take it, for a B-spline of the degree they need. */
export interface PreparedMethod {
  readonly model: HybridModel
  readonly splitting: (degree: number) => (weights: Float64Array) => Splitting
  /** Whether words of exact flows drive it, which solve no equations. */
  readonly exactWords: boolean
  /** Whether the equations have kinks, those of a B-spline. */
  readonly kinks: boolean
}

/** A method for any Hamiltonian. */
export type PrepareMethod = (name: string, hamiltonian: HybridHamiltonian) => PreparedMethod

type DensityOf = (hamiltonian: HybridHamiltonian, hbar: number) => LocalDensity

/** A closure of the density that any Hamiltonian gives; `hbarTerms` when all of it is such, so that without it the closure is Ehrenfest. */
export const closureMethod =
  (densityOf: DensityOf, hbarTerms: boolean): PrepareMethod =>
  (name, hamiltonian) => {
    const build = (h: HybridHamiltonian, weights: Float64Array, degree: number, spacing: number, scale = 1) => {
      const density = densityOf(h, HBAR)
      const factors = Array.from({ length: h.dof }, () => bspline(degree, ALPHA))
      return closureSplitting(h, scale === 1 ? density : scaleDensity(scale, density), {
        weights,
        hbar: HBAR,
        mollifier: { q: factors, p: factors },
        spacing,
      })
    }
    const variant = (spacing: number) => ({
      name: `quintic B-spline, alpha ${ALPHA}, lattice spacing ${spacing} alpha`,
      system: (weights: Float64Array): HybridSystem => build(hamiltonian, weights, QUINTIC, spacing).system,
      forHamiltonian: (other: HybridHamiltonian, weights: Float64Array): HybridSystem =>
        build(other, weights, QUINTIC, spacing).system,
      lattice: Array.from({ length: 2 * hamiltonian.dof }, () => spacing * ALPHA),
    })
    return {
      model: {
        ...variant(SPACINGS.usual),
        name,
        dof: hamiltonian.dof,
        levels: hamiltonian.levels,
        hbar: HBAR,
        hamiltonian,
        variants: [variant(SPACINGS.coarse)],
        length: { q: ALPHA / 2, p: ALPHA / 2 },
        ...(hbarTerms
          ? { withoutHbarTerms: (weights) => build(hamiltonian, weights, QUINTIC, SPACINGS.usual, 0).system }
          : {}),
      },
      splitting: (degree) => (weights) => build(hamiltonian, weights, degree, SPACINGS.usual),
      exactWords: false,
      kinks: true,
    }
  }

const trajectoryMethod =
  (split: (hamiltonian: HybridHamiltonian, weights: Float64Array) => Splitting, splits: boolean): PrepareMethod =>
  (name, hamiltonian) => ({
    model: {
      name,
      dof: hamiltonian.dof,
      levels: hamiltonian.levels,
      hbar: HBAR,
      hamiltonian,
      system: (weights) => split(hamiltonian, weights).system,
      forHamiltonian: (other, weights) => split(other, weights).system,
    },
    splitting: () => (weights) => split(hamiltonian, weights),
    exactWords: splits && hamiltonian.split !== undefined,
    kinks: false,
  })

/** The methods of the catalogue that integrators drive, as they are certified. */
export const certifiedMethods = {
  ehrenfest: trajectoryMethod((hamiltonian, weights) => ehrenfestSplitting(hamiltonian, { weights, hbar: HBAR }), true),
  'mean-field': trajectoryMethod(
    (hamiltonian, weights) => meanFieldSplitting(hamiltonian, { weights, hbar: HBAR }),
    false,
  ),
  koopmon: closureMethod(correlationDensity, true),
} as const satisfies { readonly [name: string]: PrepareMethod }

/** The names of `certifiedMethods`. */
export type CertifiedMethodName = keyof typeof certifiedMethods
