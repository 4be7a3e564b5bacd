import type { LocalDensity } from '@casimir/algebra'
import { hermitianEigen, hermitianPacking } from '@casimir/algebra'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { checkSlope } from './checkSlope.ts'
import { localFunctional } from './localFunctional.ts'

/** A function Phi of one variable, applied to Hermitian matrices through their spectrum, with its derivative. */
export interface SpectralFunction {
  readonly name: string
  readonly phi: (x: number) => number
  readonly slope: (x: number) => number
}

/** f = D Tr Phi(P/D): B = Phi'(r), b = Tr Phi(r) - Tr(r Phi'(r)), r = P/D. */
const spectralDensity = ({ name, phi, slope }: SpectralFunction, levels: number, dof: number): LocalDensity => {
  const { size, pack, addUnpacked } = hermitianPacking(levels)
  const eigen = hermitianEigen(levels)
  const values = new Float64Array(levels)
  const vectors = new Float64Array(2 * size)
  const matrix = new Float64Array(2 * size)
  const packed = new Float64Array(size)
  return {
    name,
    levels,
    dof,
    axes: [],
    coefficients: 0,
    tabulate: () => {},
    evaluate: (out, o, fields, at) => {
      const D = fields[at]
      for (let c = 0; c < size; c++) packed[c] = fields[at + 1 + c] / D
      matrix.fill(0)
      addUnpacked(matrix, 0, packed, 0)
      eigen(values, vectors, matrix, 0)
      matrix.fill(0)
      let trace = 0
      let moment = 0
      for (let l = 0; l < levels; l++) {
        const x = values[l]
        const s = slope(x)
        trace += phi(x)
        moment += x * s
        for (let j = 0; j < levels; j++) {
          const a = 2 * (j * levels + l)
          for (let k = j; k < levels; k++) {
            const b = 2 * (k * levels + l)
            const e = 2 * (j * levels + k)
            matrix[e] += s * (vectors[a] * vectors[b] + vectors[a + 1] * vectors[b + 1])
            matrix[e + 1] += s * (vectors[a + 1] * vectors[b] - vectors[a] * vectors[b + 1])
          }
        }
      }
      pack(out, o + 1, matrix, 0)
      out[o] = trace - moment
      out[o + 1 + size] = D * trace
    },
  }
}

/**
 * The Casimir C1(P) = int D Tr Phi(P/D) dz, D = Tr P, for any function Phi of one variable.
 *
 *     dC1/dP = Phi'(r) + ( Tr Phi(r) - Tr(r Phi'(r)) ) 1,   r = P/D
 *
 * {C1, h} = 0 for every h and P of any rank. For P = D psi psi^+ it is [(n-1) Phi(0) + Phi(1)] int D, which says nothing new: it distinguishes
 * mixed P/D only.
 *
 * Assumes Tr P > 0 and Phi differentiable on the spectrum of P/D, [0, 1] for positive P (not checked). Cost: one diagonalisation a node.
 *
 * Errors: throws when `slope` is not the derivative of `phi` at 0.25, 0.5 or 0.75.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, C_1 below eq. (13).
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 1.5; m[6] = 0.5 })
 * const square = spectralCasimir(fields, { name: 'Tr r^2', phi: (x) => x * x, slope: (x) => 2 * x })
 * Math.abs(square.value(P) - 2 * (0.75 ** 2 + 0.25 ** 2)) < 1e-15 // => true
 */
export const spectralCasimir = (space: HermitianFields, f: SpectralFunction): FieldFunctional => {
  checkSlope('spectralCasimir', { name: f.name, value: f.phi, slope: f.slope }, [0.25, 0.5, 0.75])
  return localFunctional(space, spectralDensity(f, space.levels, space.grid.dof))
}
