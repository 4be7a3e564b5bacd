import type { HybridHamiltonian, HybridState, HybridSystem, Writing } from '@casimir/algebra'

/** One way to build a model: for any number of particles with the given weights, of which some may be 0. */
export interface ModelVariant {
  readonly name: string
  readonly system: (weights: Float64Array) => HybridSystem
  /** The same model of another Hamiltonian, of any number of levels; without it laws of covariance and reduction are left out. */
  readonly forHamiltonian?: (hamiltonian: HybridHamiltonian, weights: Float64Array) => HybridSystem
  /** Shifts of q_1 .. q_d, p_1 .. p_d by multiples of these are exact symmetries of the discretisation; any shift is, when left out. */
  readonly lattice?: ReadonlyArray<number>
}

/** A function of state and weights that the model conserves. */
export interface ConservedQuantity {
  readonly name: string
  readonly value: (state: HybridState, weights: Float64Array) => number
  /** The relative accuracy to which the model promises it, such as that of a quadrature; 0 when left out. */
  readonly accuracy?: number
}

/** The right-hand side of i hbar drho/dt = int [H, Dhat]. */
export interface VonNeumannRate {
  /** Prepares what writes int [H, Dhat], row-major and interleaved (2 n^2 numbers). */
  readonly rate: (weights: Float64Array) => (out: Writing, state: HybridState) => void
  /** The relative accuracy of the integral. */
  readonly accuracy: number
}

/** A pair of numbers, one for positions and one for momenta. */
export interface PhaseSpaceScale {
  readonly q: number
  readonly p: number
}

/** A model of hybrid trajectories with what its maker knows of it, to be measured by `hybridModelLaws` and `poincareLaws`. */
export interface HybridModel extends ModelVariant {
  readonly dof: number
  readonly levels: number
  readonly hbar: number
  /** H; needed by laws that compare the model with that of another Hamiltonian. */
  readonly hamiltonian?: HybridHamiltonian
  /** The model with its hbar terms off, which must then be eq. (6). */
  readonly withoutHbarTerms?: (weights: Float64Array) => HybridSystem
  /** Other discretisations of the model, deliberately coarse ones among them, for which every exact law must hold too. */
  readonly variants?: ReadonlyArray<ModelVariant>
  readonly conserved?: ReadonlyArray<ConservedQuantity>
  readonly vonNeumann?: VonNeumannRate
  /** Half the side of the box that particles are drawn from; 1 when left out. */
  readonly reach?: PhaseSpaceScale
  /** A length over which the model's functions change little, such as half of alpha: increments are small fractions of it; 1/4 when left out. */
  readonly length?: PhaseSpaceScale
}

/** The variants of a model, itself first. */
export const variantsOf = (model: HybridModel): ReadonlyArray<ModelVariant> => [model, ...(model.variants ?? [])]

/** The length of a model for each entry of a state's block: its own for q and p, 1 for amplitudes, 0 for the time. */
export const lengthsOf = ({ length }: HybridModel, { block, q, p }: HybridState): Float64Array => {
  const { q: inQ, p: inP } = length ?? { q: 0.25, p: 0.25 }
  return block.map((_, i) => (i === 0 ? 0 : i <= q.length ? inQ : i <= q.length + p.length ? inP : 1))
}
