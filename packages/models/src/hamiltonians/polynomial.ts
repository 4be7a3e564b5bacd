import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import type { MatrixCoefficients } from './coefficientFaults.ts'
import { coefficientFaults, entryParts } from './coefficientFaults.ts'
import { separable } from './separable.ts'

/** Parameters of `polynomial`: the mass, and Hermitian matrices by power of q and of p. */
export interface PolynomialParameters {
  readonly mass: number
  readonly B: MatrixCoefficients
  readonly A: MatrixCoefficients
}

const isScalar = (matrices: ReadonlyArray<Float64Array>, n: number): boolean =>
  matrices.every((M) => M.every((x, o) => x === (o % (2 * n + 2) === 0 ? M[0] : 0)))

/** M(x) = sum_k M_k x^k of one variable by Horner's rule. */
const matrixPolynomial = (matrices: ReadonlyArray<Float64Array>, n: number): MatrixFunction => {
  const size = 2 * n * n
  const top = matrices.length - 1
  return {
    levels: n,
    dof: 1,
    scalar: isScalar(matrices, n),
    value: (out, x, at) => {
      for (let o = 0; o < size; o++) {
        let sum = 0
        for (let k = top; k >= 0; k--) sum = sum * x[at] + matrices[k][o]
        out[o] = sum
      }
    },
    gradient: (out, x, at) => {
      for (let o = 0; o < size; o++) {
        let sum = 0
        for (let k = top; k >= 1; k--) sum = sum * x[at] + k * matrices[k][o]
        out[o] = sum
      }
    },
  }
}

/**
 * A Hamiltonian from coefficients, H = p^2/(2 mass) + A_0 + A_1 p + A_2 p^2 + .. + B_0 + B_1 q + B_2 q^2 + .., one degree of freedom.
 *
 * Shapes: each matrix a list of rows, an entry a number or [re, im]; all Hermitian and of the size of B_0, which is the number of levels (one
 * level is classical mechanics). A may be empty.
 *
 * Units: the user's. Whether H is bounded below is not checked.
 *
 * Cost: 2 n^2 K multiplications an evaluation, K powers.
 *
 * Errors: throws when mass is not positive and finite, B is empty, or a matrix has another size than B_0, an entry that is not finite, or is not
 * Hermitian (`coefficientFaults`), naming it and the number.
 *
 * @example
 * const harmonicOscillator = polynomial({ mass: 1, B: [[[0]], [[0]], [[0.5]]], A: [] })
 * const out = new Float64Array(2)
 * harmonicOscillator.value(out, new Float64Array([2]), new Float64Array([1]), 0)
 * out[0] // => 2.5
 */
export const polynomial = ({ mass, B, A }: PolynomialParameters): HybridHamiltonian => {
  if (!(mass > 0 && mass < Number.POSITIVE_INFINITY))
    throw new Error(`polynomial: mass is ${mass}; give a positive finite number.`)
  const n = B[0]?.length ?? 0
  if (n === 0) throw new Error('polynomial: B has no matrix, so the number of levels is not known; give B_0 at least.')
  for (const [name, matrices] of [
    ['B', B],
    ['A', A],
  ] as const) {
    const [fault] = coefficientFaults(matrices, n)
    if (fault) throw new Error(`polynomial: in ${name}_${fault.power} ${fault.message}.`)
  }
  const flat = (matrices: MatrixCoefficients): Float64Array[] =>
    matrices.map((rows) => Float64Array.from(rows.flatMap((row) => row.flatMap(entryParts))))
  const momentum = flat(A)
  while (momentum.length < 3) momentum.push(new Float64Array(2 * n * n))
  for (let j = 0; j < n; j++) momentum[2][2 * (j * n + j)] += 0.5 / mass
  return separable('polynomial', matrixPolynomial(momentum, n), matrixPolynomial(flat(B), n))
}
