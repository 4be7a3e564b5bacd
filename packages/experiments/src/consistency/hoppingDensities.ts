import type { HybridHamiltonian } from '@casimir/algebra'
import { hermitianEigen, innerProduct } from '@casimir/algebra'
import type { Propagation } from '../Propagation.ts'
import type { TrajectorySnapshot } from '../RunResult.ts'
import type { NamedDensity, NamedEnergy } from './ConsistencyMethod.ts'
import { conjugateMatrix } from './unitaries.ts'

/** The names of the densities of surface hopping, in their order. */
export const hoppingDensityNames = ['mean', 'active'] as const

/** The trajectories of surface hopping, each with both of its density matrices, diabatic, one behind the other, and its potential energy by the amplitudes. */
interface Seen {
  readonly weights: Float64Array
  readonly mean: Float64Array
  readonly active: Float64Array
  readonly potential: Float64Array
}

const snapshotOf = (propagation: Propagation): TrajectorySnapshot => {
  const snapshot = propagation.snapshot(0)
  if (snapshot.kind !== 'trajectories') throw new Error('hoppingDensities: the method has no trajectories.')
  return snapshot
}

const read = (propagation: Propagation, { levels: n, split }: HybridHamiltonian): Seen => {
  const { weights, q, psi, active } = snapshotOf(propagation)
  if (!split || !active) throw new Error('hoppingDensities: the method has no active levels.')
  const size = 2 * n * n
  const N = weights.length
  const seen = {
    weights,
    mean: new Float64Array(N * size),
    active: new Float64Array(N * size),
    potential: new Float64Array(N),
  }
  const [matrix, V, adiabatic] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  const [values, c] = [new Float64Array(n), new Float64Array(2 * n)]
  const eigen = hermitianEigen(n)
  for (let a = 0; a < N; a++) {
    split.B.value(matrix, q, a)
    eigen(values, V, matrix, 0)
    for (let k = 0; k < n; k++) {
      const column = Float64Array.from({ length: 2 * n }, (_, j) => V[2 * ((j >> 1) * n + k) + (j & 1)])
      innerProduct(c, 2 * k, column, 0, psi, 2 * n * a, n)
      seen.potential[a] += values[k] * (c[2 * k] ** 2 + c[2 * k + 1] ** 2)
    }
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        innerProduct(seen.mean, a * size + 2 * (j * n + k), psi, 2 * (n * a + k), psi, 2 * (n * a + j), 1)
        if (j === k) adiabatic.set([active[a] === k ? 1 : 0, 0], 2 * (j * n + k))
        else innerProduct(adiabatic, 2 * (j * n + k), c, 2 * k, c, 2 * j, 1)
      }
    seen.active.set(conjugateMatrix(adiabatic, V, n), a * size)
  }
  return seen
}

/** The weighted mean of matrices, one behind the other. */
const meanOf = (weights: Float64Array, matrices: Float64Array): Float64Array => {
  const size = matrices.length / weights.length
  const out = new Float64Array(size)
  for (let a = 0; a < weights.length; a++) for (let k = 0; k < size; k++) out[k] += weights[a] * matrices[a * size + k]
  return out
}

/** The standard error of Tr X rho, from the scatter of Tr X rho_a: the root of sum_a w_a^2 (Tr X (rho_a - rho))^2, for Hermitian X. */
const errorOf = (weights: Float64Array, matrices: Float64Array, rho: Float64Array, X: Float64Array): number => {
  let sum = 0
  for (let a = 0; a < weights.length; a++) {
    let part = 0
    for (let k = 0; k < X.length; k++) part += X[k] * (matrices[a * X.length + k] - rho[k])
    sum += (weights[a] * part) ** 2
  }
  return Math.sqrt(sum)
}

/** v v^+ of the eigenvector of a matrix with the smallest eigenvalue. */
const lowestProjector = (rho: Float64Array): Float64Array => {
  const n = Math.sqrt(rho.length / 2)
  const [values, V, out] = [new Float64Array(n), rho.slice(), rho.slice()]
  hermitianEigen(n)(values, V, rho, 0)
  for (let j = 0; j < n; j++)
    for (let k = 0; k < n; k++) innerProduct(out, 2 * (j * n + k), V, 2 * k * n, V, 2 * j * n, 1)
  return out
}

/**
 * The two density matrices of surface hopping, diabatic, with standard errors by the scatter of trajectories.
 *
 * `mean`: sum_a w_a |psi_a><psi_a|, positive whatever the scatter. `active`: sum_a w_a V_a s_a V_a^+, V_a the eigenvectors of B(q_a), s_a with 1 for the active level and 0
 * for the others on the diagonal and c_i c_j* off it, c = V_a^+ psi_a; independent of the phases of V_a.
 */
export const hoppingDensities = (
  propagation: Propagation,
  hamiltonian: HybridHamiltonian,
): ReadonlyArray<NamedDensity> => {
  const seen = read(propagation, hamiltonian)
  const { weights } = seen
  return hoppingDensityNames.map((name) => {
    const matrix = meanOf(weights, seen[name])
    const error = (X: Float64Array): number => errorOf(weights, seen[name], matrix, X)
    const errors = { eigenvalue: name === 'mean' ? 0 : error(lowestProjector(matrix)), purity: 2 * error(matrix) }
    return { name, matrix, errors }
  })
}

/** The energies that belong to them: the mean of a(p) + <psi|B|psi>, and of a(p) + E_active. */
export const hoppingEnergies = (
  propagation: Propagation,
  active: number,
  hamiltonian: HybridHamiltonian,
): ReadonlyArray<NamedEnergy> => {
  const { weights, p } = snapshotOf(propagation)
  const { potential } = read(propagation, hamiltonian)
  const kinetic = new Float64Array(2 * hamiltonian.levels ** 2)
  let mean = 0
  for (let a = 0; a < weights.length; a++) {
    hamiltonian.split?.A.value(kinetic, p, a)
    mean += weights[a] * (kinetic[0] + potential[a])
  }
  return [mean, active].map((value, k) => ({ name: hoppingDensityNames[k], value }))
}
