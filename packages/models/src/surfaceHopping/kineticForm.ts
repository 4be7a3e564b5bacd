import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { requireQuadratic } from './requireQuadratic.ts'

/** A kinetic energy a(p) = floor + (p - rest)^T M (p - rest)/2 with its inverse mass matrix M, positive definite; `at` is the offset of p. */
export interface KineticForm {
  readonly dof: number
  /** out = v = da/dp, from 0 on. */
  readonly velocity: (out: Writing, p: Reading, at: number) => void
  /** out = p - rest, from 0 on: the direction in which p changes when the velocity is scaled. */
  readonly fromRest: (out: Writing, p: Reading, at: number) => void
  /** d^T M d/2 of a covector d from 0 on. */
  readonly curvature: (d: Reading) => number
  /** Writes a(p) - floor >= 0 at `outAt`. */
  readonly energy: (out: Writing, outAt: number, p: Reading, at: number) => void
  readonly floor: number
}

/** Solves M x = y in place by Cholesky's factors; the answer is whether M, row-major and symmetric, is positive definite. */
const solvePositive = (M: Reading, y: Writing): boolean => {
  const d = y.length
  const L = new Float64Array(d * d)
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      let sum = M[i * d + j]
      for (let k = 0; k < j; k++) sum -= L[i * d + k] * L[j * d + k]
      if (i === j && !(sum > 0)) return false
      L[i * d + j] = i === j ? Math.sqrt(sum) : sum / L[j * d + j]
    }
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < i; k++) y[i] -= L[i * d + k] * y[k]
    y[i] /= L[i * d + i]
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let k = i + 1; k < d; k++) y[i] -= L[k * d + i] * y[k]
    y[i] /= L[i * d + i]
  }
  return true
}

/**
 * The kinetic energy of H = A(p) + B(q) with A(p) = a(p) 1 and a quadratic, read off A's derivatives at 0 and at the unit vectors.
 *
 * Checked, at these points and nine others: that A is a multiple of the identity, that a is quadratic, and that its matrix M is positive definite.
 *
 * Cost: O(d) an evaluation when M is diagonal, O(d^2) otherwise.
 *
 * Errors: throws a sentence naming the Hamiltonian, what was found and the remedy.
 */
export const kineticForm = (name: string, A: MatrixFunction): KineticForm => {
  const d = A.dof
  const { M, linear, constant } = requireQuadratic(name, A)
  const rest = linear.map((b) => -b)
  if (!solvePositive(M, rest))
    throw new Error(
      `surfaceHopping: the kinetic energy of '${name}' has no positive definite matrix of inverse masses (its diagonal is ${Array.from({ length: d }, (_, i) => M[i * d + i]).join(', ')}), so a hop has no direction to take energy from; give every degree of freedom a positive mass.`,
    )
  const diagonal = M.every((m, o) => m === 0 || o % (d + 1) === 0)
  const form = (out: Writing, outAt: number, x: Reading, at: number, from: Reading): void => {
    let sum = 0
    for (let i = 0; i < d; i++) {
      const xi = x[at + i] - from[i]
      if (diagonal) sum += M[i * d + i] * xi * xi
      else for (let j = 0; j < d; j++) sum += M[i * d + j] * xi * (x[at + j] - from[j])
    }
    out[outAt] = 0.5 * sum
  }
  const zero = new Float64Array(d)
  const half = new Float64Array(1)
  form(half, 0, zero, 0, rest)
  const floor = constant - half[0]
  return {
    dof: d,
    velocity: (out, p, at) => {
      for (let i = 0; i < d; i++) {
        if (diagonal) {
          out[i] = M[i * d + i] * (p[at + i] - rest[i])
          continue
        }
        let sum = 0
        for (let j = 0; j < d; j++) sum += M[i * d + j] * (p[at + j] - rest[j])
        out[i] = sum
      }
    },
    fromRest: (out, p, at) => {
      for (let i = 0; i < d; i++) out[i] = p[at + i] - rest[i]
    },
    curvature: (direction) => {
      form(half, 0, direction, 0, zero)
      return half[0]
    },
    energy: (out, outAt, p, at) => form(out, outAt, p, at, rest),
    floor,
  }
}
