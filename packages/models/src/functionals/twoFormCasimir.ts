import type { LocalDensity } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { liouvilleDensity } from '../fields/liouvilleDensity.ts'
import { checkSlope } from './checkSlope.ts'
import { uncheckedLocalFunctional } from './localFunctional.ts'

/** A function Lambda of one variable with its derivative. */
export interface VolumeFunction {
  readonly name: string
  readonly lambda: (x: number) => number
  readonly slope: (x: number) => number
}

/**
 * f = D Lambda(V/D), V the Liouville density of Omega_jk = omega_jk - hbar T_jk/D^3, T_jk = Tr(P i[P_j, P_k]) = Tr(P_j i[P_k, P]) = Tr(P_k i[P, P_j]).
 */
const twoFormDensity = (
  { name, lambda, slope }: VolumeFunction,
  levels: number,
  dof: number,
  hbar: number,
): LocalDensity => {
  const { size: nn, commutator } = hermitianPacking(levels)
  const { pairs, canonical, value, gradient } = liouvilleDensity(dof)
  const turned = new Float64Array(nn)
  const triple = new Float64Array(pairs.length)
  const omega = new Float64Array(pairs.length)
  const partial = new Float64Array(pairs.length)
  return {
    name,
    levels,
    dof,
    axes: Array.from({ length: 2 * dof }, (_, j) => j),
    coefficients: 0,
    tabulate: () => {},
    evaluate: (out, o, fields, at) => {
      const D = fields[at]
      const P = at + 1
      const strength = hbar / (D * D * D)
      const gather = (target: number, x: number, y: number, factor: number): void => {
        commutator(turned, 0, fields, x, fields, y)
        for (let c = 0; c < nn; c++) out[target + c] += factor * turned[c]
      }
      for (let i = 0; i < pairs.length; i++) {
        const [j, k] = pairs[i]
        commutator(turned, 0, fields, P + nn * (1 + j), fields, P + nn * (1 + k))
        let sum = 0
        for (let c = 0; c < nn; c++) sum += fields[P + c] * turned[c]
        triple[i] = sum
        omega[i] = canonical[i] - strength * sum
      }
      const volume = value(omega)
      gradient(partial, omega)
      const x = volume / D
      const s = slope(x)
      out.fill(0, o, o + 1 + nn * (1 + 2 * dof))
      out[o] = lambda(x) - x * s
      for (let i = 0; i < pairs.length; i++) {
        const [j, k] = pairs[i]
        const factor = -strength * s * partial[i]
        const Pj = P + nn * (1 + j)
        const Pk = P + nn * (1 + k)
        out[o] -= (3 * factor * triple[i]) / D
        gather(o + 1, Pj, Pk, factor)
        gather(o + 1 + nn * (1 + j), Pk, P, factor)
        gather(o + 1 + nn * (1 + k), P, Pj, factor)
      }
      out[o + 1 + nn * (1 + 2 * dof)] = D * lambda(x)
    },
  }
}

/**
 * The Casimir C2(P) = int D Lambda(V/D) dz of fields P = D psi psi^+, for any function Lambda of one variable.
 *
 * V is the density of the Liouville volume Omega^d/d! of `hybridTwoForm`, so for one degree of freedom V = Omega_qp and for two V is minus the Pfaffian of
 * Omega_jk; the paper's D^-1 Omega^d differs by the constant d!, absorbed in Lambda.
 *
 * {C2, h} = 0 for every h on fields of rank one, and not on fields of higher rank. With Lambda = 1 it is int D.
 *
 * Assumes Tr P > 0, rank one, and Lambda differentiable on the values of V/D (not checked). Cost: 4 d spectral derivatives, four commutators a node and pair.
 *
 * Errors: throws unless hbar > 0, and when `slope` is not the derivative of `lambda` at 0.5, 1 or 2.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, C_2 below eq. (13).
 *
 * @example
 * const axis = { points: 4, start: 0, length: 1 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m) => { m[0] = 2 })
 * const inverse = twoFormCasimir(fields, 1, { name: '1/x', lambda: (x) => 1 / x, slope: (x) => -1 / x ** 2 })
 * inverse.value(P) // => 4
 */
export const twoFormCasimir = (space: HermitianFields, hbar: number, f: VolumeFunction): FieldFunctional => {
  if (!(hbar > 0)) throw new Error(`twoFormCasimir: hbar is ${hbar}; give a positive number.`)
  checkSlope('twoFormCasimir', { name: f.name, value: f.lambda, slope: f.slope }, [0.5, 1, 2])
  return uncheckedLocalFunctional(space, twoFormDensity(f, space.levels, space.grid.dof, hbar))
}
