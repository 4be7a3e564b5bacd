import type { Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** Prepares X = <X_G> = ( Tr(P G_p), -Tr(P G_q) )/Tr P of two Hermitian fields, one scalar field an axis. Allocates only here. */
export const meanVelocity = (
  space: HermitianFields,
): ((out: ReadonlyArray<Writing>, P: Reading, G: Reading) => void) => {
  const { dof, nodes } = space.grid
  const slope = space.allocate()
  const D = new Float64Array(nodes)
  return (out, P, G) => {
    space.trace(D, P)
    for (let axis = 0; axis < 2 * dof; axis++) {
      space.spectral.derivative(slope, G, axis < dof ? axis + dof : axis - dof)
      space.product(out[axis], P, slope)
      const sign = axis < dof ? 1 : -1
      for (let m = 0; m < nodes; m++) out[axis][m] *= sign / D[m]
    }
  }
}
