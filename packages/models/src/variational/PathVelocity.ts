import type { Writing } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'

/**
 * The Eulerian velocity of a path of maps eta and unitaries U, eq. (10): X = eta' o eta^-1 and xi = U' U^+ o eta^-1.
 *
 * `X` holds 2 d scalar fields, one an axis (q_1 .. q_d, p_1 .. p_d); `generator` is the Hermitian field i hbar xi, packed; both are views of
 * `block`. The path may run in time (X, xi) or across a family of motions (the paper's Y, Sigma).
 */
export interface PathVelocity {
  readonly block: Writing
  readonly X: ReadonlyArray<Writing>
  readonly generator: Writing
}

/**
 * Allocates a zeroed velocity.
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * allocatePathVelocity(hermitianFields(phaseSpaceGrid([axis], [axis]), 2)).block.length // => 96
 */
export const allocatePathVelocity = ({ grid, size }: HermitianFields): PathVelocity => {
  const { nodes, axes } = grid
  const block = new Float64Array(axes.length * nodes + size)
  return {
    block,
    X: axes.map((_, j) => block.subarray(j * nodes, (j + 1) * nodes)),
    generator: block.subarray(axes.length * nodes),
  }
}
