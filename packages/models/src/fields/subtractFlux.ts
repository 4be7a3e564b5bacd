import type { Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** Prepares out -= div(P X) for a Hermitian field P and a vector field X, one scalar field an axis; `out` may be neither. Allocates only here. */
export const subtractFlux = (
  space: HermitianFields,
): ((out: Writing, P: Reading, X: ReadonlyArray<Reading>) => void) => {
  const { nodes } = space.grid
  const nn = space.packing.size
  const flux = space.allocate()
  return (out, P, X) => {
    for (let axis = 0; axis < X.length; axis++) {
      for (let m = 0; m < nodes; m++) {
        const x = X[axis][m]
        for (let c = m * nn; c < (m + 1) * nn; c++) flux[c] = x * P[c]
      }
      space.spectral.derivative(flux, flux, axis)
      for (let i = 0; i < out.length; i++) out[i] -= flux[i]
    }
  }
}
