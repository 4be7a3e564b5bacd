import type { HermitianFields } from '../fields/HermitianFields.ts'
import type { PathVelocity } from './PathVelocity.ts'

/** Writes delta(X, xi) at (X, xi), `by` (Y, Sigma) whose time derivative is `byRate`; `out` may be none of them. */
export type VelocityVariation = (out: PathVelocity, at: PathVelocity, by: PathVelocity, byRate: PathVelocity) => void

/**
 * The constrained variations of the velocities in Hamilton's principle, eqs. (8) and (9): what varying the maps eta and unitaries U leaves free.
 *
 *     delta X  = Y_t + X.grad Y - Y.grad X
 *     delta xi = Sigma_t + [Sigma, xi] + X.grad Sigma - Y.grad xi
 *
 * The generators held are i hbar xi and i hbar Sigma. The variation of P, and of D = Tr P, that goes with them is `transportRate` along (Y, Sigma).
 *
 * Cost: one commutator and, an axis, 4 d scalar and two matrix spectral derivatives. Allocates only here. Errors: throws unless hbar > 0.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (8), (9).
 *
 * @example
 * const axis = { points: 8, start: 0, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const [out, at, by, byRate] = Array.from({ length: 4 }, () => allocatePathVelocity(fields))
 * at.X[0].fill(2)
 * by.X[0].set(Float64Array.from({ length: 64 }, (_, m) => Math.sin(fields.grid.coordinates[2 * m])))
 * velocityVariation(fields, 1)(out, at, by, byRate)
 * Math.abs(out.X[0][0] - 2) < 1e-14 // => true
 */
export const velocityVariation = (space: HermitianFields, hbar: number): VelocityVariation => {
  if (!(hbar > 0)) throw new Error(`velocityVariation: hbar is ${hbar}; give a positive number.`)
  const { grid, packing } = space
  const nn = packing.size
  const slope = space.allocate()
  const scalarSlope = new Float64Array(grid.nodes)
  return (out, at, by, byRate) => {
    // i hbar [Sigma, xi] = (1/hbar) i [i hbar xi, i hbar Sigma]
    space.commutator(out.generator, at.generator, by.generator)
    for (let i = 0; i < out.generator.length; i++) out.generator[i] = out.generator[i] / hbar + byRate.generator[i]
    out.X.forEach((x, j) => {
      x.set(byRate.X[j])
    })
    const advect = (velocity: PathVelocity, of: PathVelocity, sign: 1 | -1): void => {
      for (let axis = 0; axis < velocity.X.length; axis++) {
        const v = velocity.X[axis]
        for (let j = 0; j < of.X.length; j++) {
          space.scalar.derivative(scalarSlope, of.X[j], axis)
          for (let m = 0; m < grid.nodes; m++) out.X[j][m] += sign * v[m] * scalarSlope[m]
        }
        space.spectral.derivative(slope, of.generator, axis)
        for (let m = 0; m < grid.nodes; m++)
          for (let c = m * nn; c < (m + 1) * nn; c++) out.generator[c] += sign * v[m] * slope[c]
      }
    }
    advect(at, by, 1)
    advect(by, at, -1)
  }
}
