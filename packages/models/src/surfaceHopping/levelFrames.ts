import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'

/** The adiabatic levels of trajectories where they last were, so that a step diagonalises once. */
export interface LevelFrames {
  /** Of trajectory a: n energies less their mean at a n, their mean at a, 2 n^2 numbers of eigenvectors in columns, d forces on the active level. */
  readonly values: Float64Array
  readonly means: Float64Array
  readonly vectors: Float64Array
  readonly forces: Float64Array
  /** What is found at the latest point visited, before it is kept; `derivatives` are d matrices n x n. */
  readonly here: {
    readonly values: Float64Array
    readonly vectors: Float64Array
    readonly derivatives: Float64Array
    readonly mean: Float64Array
  }
  /** Diagonalises B at q, d numbers from `at` on, into `here`. */
  readonly visit: (q: Reading, at: number) => void
  /** out = -<level| dB |level> at the point visited, d numbers from `outAt` on. */
  readonly force: (out: Writing, outAt: number, level: number) => void
  /** Makes the point visited that of trajectory a, with the force on its active level. */
  readonly keep: (a: number, q: Reading, active: number) => void
  /** Visits and keeps unless trajectory a is kept at this very q and level; true when it was not. */
  readonly renew: (a: number, q: Reading, active: number) => boolean
}

/** Prepares frames for N trajectories; cost of a visit: one value, one gradient and one eigendecomposition of B. Allocates only here. */
export const levelFrames = (B: MatrixFunction, N: number): LevelFrames => {
  const { levels: n, dof: d } = B
  const size = 2 * n * n
  const values = new Float64Array(N * n)
  const means = new Float64Array(N)
  const vectors = new Float64Array(N * size)
  const forces = new Float64Array(N * d)
  const points = new Float64Array(N * d).fill(Number.NaN)
  const levels = new Int32Array(N).fill(-1)
  const matrix = new Float64Array(size)
  const eigen = hermitianEigen(n)
  const here = {
    values: new Float64Array(n),
    vectors: new Float64Array(size),
    derivatives: new Float64Array(d * size),
    mean: new Float64Array(1),
  }
  const { values: E, vectors: V, derivatives } = here
  const visit: LevelFrames['visit'] = (q, at) => {
    B.value(matrix, q, at)
    B.gradient(derivatives, q, at)
    eigen(E, V, matrix, 0)
    let mean = 0
    for (let k = 0; k < n; k++) mean += E[k] / n
    for (let k = 0; k < n; k++) E[k] -= mean
    here.mean[0] = mean
  }
  const force: LevelFrames['force'] = (out, outAt, level) => {
    for (let i = 0; i < d; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) {
        const u = 2 * (j * n + level)
        const row = i * size + 2 * j * n
        sum += derivatives[row + 2 * j] * (V[u] * V[u] + V[u + 1] * V[u + 1])
        for (let k = j + 1; k < n; k++) {
          const v = 2 * (k * n + level)
          const re = V[u] * V[v] + V[u + 1] * V[v + 1]
          const im = V[u] * V[v + 1] - V[u + 1] * V[v]
          sum += 2 * (derivatives[row + 2 * k] * re - derivatives[row + 2 * k + 1] * im)
        }
      }
      out[outAt + i] = -sum
    }
  }
  const keep: LevelFrames['keep'] = (a, q, active) => {
    for (let k = 0; k < n; k++) values[a * n + k] = E[k]
    for (let k = 0; k < size; k++) vectors[a * size + k] = V[k]
    for (let i = 0; i < d; i++) points[a * d + i] = q[a * d + i]
    means[a] = here.mean[0]
    levels[a] = active
    force(forces, a * d, active)
  }
  const renew: LevelFrames['renew'] = (a, q, active) => {
    let known = levels[a] === active
    for (let i = 0; i < d; i++) if (points[a * d + i] !== q[a * d + i]) known = false
    if (known) return false
    visit(q, a * d)
    keep(a, q, active)
    return true
  }
  return { values, means, vectors, forces, here, visit, force, keep, renew }
}
