import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, applyMatrix } from '@casimir/algebra'
import { Matrix } from 'ml-matrix'
import { extrapolatedEnd } from './laws/extrapolatedEnd.ts'
import type { Specimen } from './Specimen.ts'

/** A hybrid system with a state to start from. */
export interface HybridProblem {
  readonly system: HybridSystem
  /** The positive weights of its trajectories. */
  readonly weights: Float64Array
  readonly start: HybridState
  /** Whether p to -p, psi to psi* reverses time: for H(q, -p) = H(q, p)* only. */
  readonly reversible?: boolean
}

const velocityOf = ({ shape, hbar, gradient, name }: HybridSystem): ((block: Float64Array) => Float64Array) => {
  const g = allocateGradient(shape)
  const state = allocateHybrid(shape)
  const n = shape.levels
  return (block) => {
    state.block.set(block)
    const status = gradient(g, state)
    if (status !== 0) throw new Error(`the gradient of '${name}' ends with status ${status}`)
    const out = allocateHybrid(shape)
    out.t[0] = 1
    for (let k = 0; k < out.q.length; k++) {
      out.q[k] = g.p[k]
      out.p[k] = -g.q[k]
    }
    const turned = new Float64Array(2 * n)
    for (let a = 0; a < shape.trajectories; a++) {
      applyMatrix(turned, 0, g.generator, 2 * n * n * a, state.psi, 2 * n * a, n)
      for (let j = 0; j < n; j++) {
        out.psi[2 * (a * n + j)] = turned[2 * j + 1] / hbar
        out.psi[2 * (a * n + j) + 1] = -turned[2 * j] / hbar
      }
    }
    return out.block
  }
}

const canonicalTensor = (
  { shape: { trajectories: N, dof, levels: n }, hbar }: HybridSystem,
  weights: Float64Array,
): Matrix => {
  const size = 1 + 2 * N * dof + 2 * N * n
  const tensor = Matrix.zeros(size, size)
  const pair = (i: number, j: number, value: number): void => {
    tensor.set(i, j, value)
    tensor.set(j, i, -value)
  }
  for (let a = 0; a < N; a++) {
    for (let i = 0; i < dof; i++) pair(1 + a * dof + i, 1 + N * dof + a * dof + i, 1 / weights[a])
    for (let j = 0; j < n; j++) {
      const at = 1 + 2 * N * dof + 2 * (a * n + j)
      pair(at, at + 1, 1 / (2 * hbar * weights[a]))
    }
  }
  return tensor
}

/** Intervals of the reference: short against the motion of systems whose functions vary over a unit. */
const LONGEST = 0.1

/**
 * A method on a hybrid system, ready for the laws of steppers: the energy, the norms, the canonical Poisson tensor of sum_a w_a (dq_a ^ dp_a + 2 hbar dRe psi_a ^ dIm psi_a),
 * and a reference that extrapolates eq. (16) from the system's gradient.
 *
 * Assumes positive weights, the same as the system's (not checked). `start` is copied.
 *
 * @example
 * const system = {
 *   name: 'free', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: ({ p }) => p[0] ** 2 / 2, gradient: (out, { p }) => { out.q[0] = 0; out.p[0] = p[0]; return 0 },
 * }
 * const start = allocateHybrid(system.shape)
 * start.p[0] = 2
 * const specimen = hybridSpecimen('drift', { system, weights: Float64Array.of(1), start }, () => (s, h) => { s.q[0] += h * s.p[0]; return 0 })
 * Math.abs(specimen.reference(3)[1] - 6) < 1e-12 // => true
 */
export const hybridSpecimen = (
  method: string,
  { system, weights, start, reversible = false }: HybridProblem,
  prepare: () => Flow<HybridState>,
): Specimen => {
  const { levels: n, trajectories: N } = system.shape
  const from = start.block.slice()
  const reader = allocateHybrid(system.shape)
  const tensor = canonicalTensor(system, weights)
  const psiAt = 1 + 2 * start.q.length
  const norms = (block: Float64Array): number[] =>
    Array.from({ length: N }, (_, a) =>
      block.subarray(psiAt + 2 * n * a, psiAt + 2 * n * (a + 1)).reduce((s, x) => s + x * x, 0),
    )
  return {
    method,
    problem: system.name,
    prepare: () => {
      const state = allocateHybrid(system.shape)
      state.block.set(from)
      const flow = prepare()
      return { block: state.block, step: (h) => flow(state, h) }
    },
    reference: (T) => extrapolatedEnd(velocityOf(system), from, T, LONGEST),
    energy: (block) => {
      reader.block.set(block)
      return system.energy(reader)
    },
    invariants: norms,
    norms,
    poisson: () => tensor,
    ...(reversible
      ? {
          reverse: (block: Float64Array) => {
            reader.block.set(block)
            reader.t[0] = -reader.t[0]
            for (let k = 0; k < reader.p.length; k++) reader.p[k] = -reader.p[k]
            for (let k = 1; k < reader.psi.length; k += 2) reader.psi[k] = -reader.psi[k]
            block.set(reader.block)
          },
        }
      : {}),
  }
}
