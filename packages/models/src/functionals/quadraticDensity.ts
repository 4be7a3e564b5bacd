import type { HybridHamiltonian, LocalDensity, Reading, Writing } from '@casimir/algebra'
import { checkHermitianHamiltonian, conjugateTranspose, hermitianPacking, multiply } from '@casimir/algebra'

/** Two operator-valued functions A(z), B(z), and whether the form is divided by D. */
export interface QuadraticForm {
  readonly left: HybridHamiltonian
  /** B; the same as A when left out. */
  readonly right?: HybridHamiltonian
  /** Divides by D, which makes the density homogeneous of degree 1 in P, as an energy is; false when left out. */
  readonly perDensity?: boolean
}

/**
 * The density Tr(P A(z) P B(z))/2 of a quadratic functional, or the same over D: real for Hermitian P, A and B.
 *
 * df/dP = (A P B + B P A)/2, b = 0; over D: df/dP = (A P B + B P A)/(2 D), b = -f/D. With A = B = 1 it is half the purity Tr(P^2).
 * Sums, scalings and products of functionals are formed with `functionalRing`, `scaleFunctional` and `composeFunctionals`.
 *
 * Cost: 2 n^3 complex multiplications a node. Errors: throws when A or B is not Hermitian at a few sample points (`checkHermitian`), or when their
 * levels or degrees of freedom differ.
 *
 * @example
 * quadraticDensity({ left: rabi({ omega: 1, splitting: 1, coupling: 0.1 }), perDensity: true }).name // => 'mean quadratic form of rabi'
 */
export const quadraticDensity = ({ left, right = left, perDensity = false }: QuadraticForm): LocalDensity => {
  for (const operator of new Set([left, right])) checkHermitianHamiltonian(operator)
  const { levels: n, dof } = left
  if (right.levels !== n || right.dof !== dof)
    throw new Error(
      `quadraticDensity: '${left.name}' has ${n} levels and ${dof} degrees of freedom, '${right.name}' ${right.levels} and ${right.dof}; build both for one system.`,
    )
  const packing = hermitianPacking(n)
  const nn = packing.size
  const operators = left === right ? [left] : [left, right]
  const [A, B, P, half, APB, adjoint] = Array.from({ length: 6 }, () => new Float64Array(2 * nn))
  const unpack = (out: Writing, packed: Reading, at: number): void => {
    out.fill(0)
    packing.addUnpacked(out, 0, packed, at)
  }
  return {
    name: `${perDensity ? 'mean quadratic form' : 'quadratic form'} of ${operators.map(({ name }) => name).join(' and ')}`,
    levels: n,
    dof,
    axes: [],
    coefficients: nn * operators.length,
    tabulate: (out, at, z) => {
      const q = Float64Array.from({ length: dof }, (_, j) => z[j])
      const p = Float64Array.from({ length: dof }, (_, j) => z[dof + j])
      operators.forEach(({ value }, k) => {
        value(A, q, p, 0)
        packing.pack(out, at + nn * k, A, 0)
      })
    },
    evaluate: (out, o, fields, at, coefficients, c) => {
      unpack(A, coefficients, c)
      unpack(B, coefficients, c + nn * (operators.length - 1))
      unpack(P, fields, at + 1)
      multiply(half, A, P, n)
      multiply(APB, half, B, n)
      conjugateTranspose(adjoint, APB, n)
      const scale = perDensity ? 0.5 / fields[at] : 0.5
      for (let i = 0; i < 2 * nn; i++) APB[i] = scale * (APB[i] + adjoint[i])
      packing.pack(out, o + 1, APB, 0)
      let twice = 0
      for (let i = 0; i < nn; i++) twice += fields[at + 1 + i] * out[o + 1 + i]
      out[o] = perDensity ? -twice / (2 * fields[at]) : 0
      out[o + 1 + nn] = twice / 2
    },
  }
}
