import type { Status } from '@casimir/algebra'
import type { Matrix } from 'ml-matrix'

/** A prepared method on a problem: the state it moves and the step that moves it. */
export interface PreparedStep {
  readonly block: Float64Array
  readonly step: (h: number) => Status
}

/**
 * One method on one problem, ready to be measured; every law of this package takes it.
 *
 * `prepare` makes a fresh state and stepper, so that no history of one measurement leaks into the next.
 */
export interface Specimen {
  readonly method: string
  readonly problem: string
  readonly prepare: () => PreparedStep
  /** The exact state after a time T from the prepared start, by an independent route. */
  readonly reference?: (T: number) => Float64Array
  readonly energy?: (block: Float64Array) => number
  /** Quantities the problem conserves that a method may keep: norms, Casimirs, momenta. */
  readonly invariants?: (block: Float64Array) => number[]
  /** The norms of the amplitudes, one for each particle; a unitary method keeps them. */
  readonly norms?: (block: Float64Array) => number[]
  /** The density matrices in a block, each row-major and interleaved; a positive method keeps their eigenvalues from falling below 0. */
  readonly densities?: (block: Float64Array) => ReadonlyArray<Float64Array>
  /** A fresh state and the adjoint method: what it does over -h undoes a step over h. */
  readonly prepareAdjoint?: () => PreparedStep
  /** Reverses time in place (p to -p, psi to psi*, t to -t), for problems that are reversible. */
  readonly reverse?: (block: Float64Array) => void
  /** The Poisson tensor at a state, in the coordinates of the block: a step M is Poisson when M B(y) M^T = B(y'). */
  readonly poisson?: (block: Float64Array) => Matrix
}
