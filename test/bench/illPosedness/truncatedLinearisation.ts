import type { FieldVelocity, Reading } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import { linearised } from '../../support/packetGrowth.ts'

/** A dense square matrix, row-major. */
export interface DenseMatrix {
  readonly size: number
  readonly entries: Float64Array
}

/**
 * The linearisation of a velocity about a field, truncated to the Fourier modes |k_j| <= K of all n^2 components: n^2 (2K+1)^2 real coordinates in the orthonormal
 * basis 1, sqrt(2) cos k q, sqrt(2) sin k q, .. of each axis. One degree of freedom. Cost: 4 velocities a column.
 */
export const truncatedLinearisation = (
  fields: HermitianFields,
  velocity: FieldVelocity,
  P: Reading,
  cutoff: number,
): DenseMatrix => {
  const { grid, packing } = fields
  const points = grid.axes[0].points
  const modes = 2 * cutoff + 1
  const nn = packing.size
  // waves[a * points + i]: basis function a at node i of an axis
  const waves = new Float64Array(modes * points)
  for (let a = 0; a < modes; a++)
    for (let i = 0; i < points; i++) {
      const k = Math.ceil(a / 2)
      const angle = (2 * Math.PI * k * i) / points
      waves[a * points + i] = k === 0 ? 1 : Math.SQRT2 * (a % 2 === 1 ? Math.cos(angle) : Math.sin(angle))
    }
  const size = nn * modes * modes
  const entries = new Float64Array(size * size)
  const v = fields.allocate()
  const half = new Float64Array(modes * points * nn)
  const scale = 1e-4 * Math.sqrt(fields.pair(P, P) / (grid.measure * grid.nodes))
  for (let column = 0; column < size; column++) {
    const c = column % nn
    const b = Math.floor(column / nn) % modes
    const a = Math.floor(column / (nn * modes))
    v.fill(0)
    for (let i = 0; i < points; i++)
      for (let j = 0; j < points; j++) v[(i * points + j) * nn + c] = waves[a * points + i] * waves[b * points + j]
    const change = linearised(velocity, P, v, scale)
    half.fill(0)
    for (let a2 = 0; a2 < modes; a2++)
      for (let i = 0; i < points; i++) {
        const factor = waves[a2 * points + i] / points
        for (let r = 0; r < points * nn; r++) half[a2 * points * nn + r] += factor * change[i * points * nn + r]
      }
    for (let a2 = 0; a2 < modes; a2++)
      for (let b2 = 0; b2 < modes; b2++)
        for (let c2 = 0; c2 < nn; c2++) {
          let sum = 0
          for (let j = 0; j < points; j++) sum += waves[b2 * points + j] * half[(a2 * points + j) * nn + c2]
          entries[((a2 * modes + b2) * nn + c2) * size + column] = sum / points
        }
  }
  return { size, entries }
}
