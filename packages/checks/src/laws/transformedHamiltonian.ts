import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import { conjugateTranspose, multiply } from '@casimir/algebra'

type Field = HybridHamiltonian['value']

/** Applies a map of matrices, taking a matrix from an offset on, to `count` matrices in place. */
const mapMatrices =
  (
    field: Field,
    count: number,
    size: number,
    map: (matrix: Writing, m: number, q: Reading, p: Reading, at: number) => void,
  ): Field =>
  (out, q, p, at) => {
    field(out, q, p, at)
    for (let m = 0; m < count; m++) map(out.subarray(size * m, size * (m + 1)), m, q, p, at)
  }

/** U H U^+ and its derivatives; it does not split. */
export const rotatedHamiltonian = (hamiltonian: HybridHamiltonian, unitary: Reading): HybridHamiltonian => {
  const { levels: n, dof } = hamiltonian
  const size = 2 * n * n
  const [half, adjoint] = [new Float64Array(size), new Float64Array(size)]
  conjugateTranspose(adjoint, unitary, n)
  const turn = (matrix: Writing): void => {
    multiply(half, unitary, matrix, n)
    multiply(matrix, half, adjoint, n)
  }
  const { value, gradientQ, gradientP } = hamiltonian
  return {
    name: `${hamiltonian.name} in another basis`,
    levels: n,
    dof,
    value: mapMatrices(value, 1, size, turn),
    gradientQ: mapMatrices(gradientQ, dof, size, turn),
    gradientP: mapMatrices(gradientP, dof, size, turn),
  }
}

/** H(q - a, p - b) for a shift (a, b), q first; it does not split. */
export const shiftedHamiltonian = (hamiltonian: HybridHamiltonian, shift: ReadonlyArray<number>): HybridHamiltonian => {
  const { levels, dof } = hamiltonian
  const [x, y] = [new Float64Array(dof), new Float64Array(dof)]
  const move =
    (field: Field): Field =>
    (out, q, p, at) => {
      for (let j = 0; j < dof; j++) {
        x[j] = q[at + j] - shift[j]
        y[j] = p[at + j] - shift[dof + j]
      }
      field(out, x, y, 0)
    }
  return {
    name: `${hamiltonian.name}, shifted`,
    levels,
    dof,
    value: move(hamiltonian.value),
    gradientQ: move(hamiltonian.gradientQ),
    gradientP: move(hamiltonian.gradientP),
  }
}

/** H + f 1 for a Hamiltonian f of one level; it does not split. */
export const liftedHamiltonian = (hamiltonian: HybridHamiltonian, scalar: HybridHamiltonian): HybridHamiltonian => {
  const { levels: n, dof } = hamiltonian
  const size = 2 * n * n
  const one = new Float64Array(2 * dof)
  const lift = (field: Field, by: Field, count: number): Field =>
    mapMatrices(field, count, size, (matrix, m, q, p, at) => {
      by(one, q, p, at)
      for (let j = 0; j < n; j++) matrix[2 * j * (n + 1)] += one[2 * m]
    })
  return {
    name: `${hamiltonian.name} and ${scalar.name}`,
    levels: n,
    dof,
    value: lift(hamiltonian.value, scalar.value, 1),
    gradientQ: lift(hamiltonian.gradientQ, scalar.gradientQ, dof),
    gradientP: lift(hamiltonian.gradientP, scalar.gradientP, dof),
  }
}

/** A constant matrix as a Hamiltonian: coordinates are frozen. */
export const constantHamiltonian = (matrix: Reading, levels: number, dof: number): HybridHamiltonian => {
  const still: Field = (out) => {
    out.fill(0, 0, dof * 2 * levels * levels)
  }
  return {
    name: 'a constant matrix',
    levels,
    dof,
    value: (out) => {
      for (let i = 0; i < 2 * levels * levels; i++) out[i] = matrix[i]
    },
    gradientQ: still,
    gradientP: still,
  }
}
