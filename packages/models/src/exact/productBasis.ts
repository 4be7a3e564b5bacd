import type { Reading } from '@casimir/algebra'
import type { ProductAxis, ProductMode } from './productBasisAxis.ts'
import { layProductAxis } from './productBasisAxis.ts'
import type { TensorNodes } from './TensorNodes.ts'
import { tensorCoordinates } from './TensorNodes.ts'

/**
 * A product of oscillator number states of d modes, and its quadrature points (a discrete variable representation).
 *
 * A wave function is kept at the points: psi_j(i) = roots_i psi_j(x_i), so that sums of products are integrals with cell = 1, B(q) is diagonal, and
 * number states are one orthogonal matrix away along each axis. Laid out as on a `Grid`.
 */
export interface ProductBasis extends TensorNodes {
  readonly axes: ReadonlyArray<ProductAxis>
  readonly cell: 1
  readonly roots: Reading
  readonly hbar: number
}

/**
 * Lays out the product basis of these modes.
 *
 * Errors: throws when a mode has not 2 to 128 functions or no positive width.
 *
 * @example
 * const basis = layProductBasis([{ centre: 0, sigma: 1, functions: 4 }, { centre: 1, sigma: 2, functions: 3 }], 1)
 * [basis.points, basis.x[3]] // => [12, 1]
 */
export const layProductBasis = (modes: ReadonlyArray<ProductMode>, hbar: number): ProductBasis => {
  const axes = modes.map(layProductAxis)
  const roots = tensorCoordinates(axes.map((axis) => axis.roots))
  const dof = axes.length
  const points = axes.reduce((all, axis) => all * axis.points, 1)
  return {
    axes,
    points,
    cell: 1,
    hbar,
    x: tensorCoordinates(axes.map(({ x }) => x)),
    roots: Float64Array.from({ length: points }, (_, i) => {
      let root = 1
      for (let a = 0; a < dof; a++) root *= roots[dof * i + a]
      return root
    }),
  }
}
