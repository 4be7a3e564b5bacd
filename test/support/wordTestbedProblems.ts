import type { Flow, HybridState, SplitSystem, Status } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, applyMatrix } from '@casimir/algebra'
import { ehrenfest, ehrenfestSplit, tully2 } from '@casimir/models'

/** A vector field on a block of numbers, written without the part flows. */
export type VectorField = (out: Float64Array, y: Float64Array) => void

/** A problem split into two exact parts, and its vector field by an independent route. */
export interface WordProblem {
  readonly name: string
  /** Until when: words of order 1 and 2 would need too many steps to go far. */
  readonly T: (order: number) => number
  /** A state at the start, and the two part flows that move it; A alone advances time. */
  readonly prepare: () => { readonly block: Float64Array; readonly split: SplitSystem<Float64Array, 'A' | 'B'> }
  readonly field: VectorField
}

const exactly = (name: string, A: Flow<Float64Array>, B: Flow<Float64Array>): SplitSystem<Float64Array, 'A' | 'B'> => ({
  name,
  parts: { A: { kind: 'exact', flow: A }, B: { kind: 'exact', flow: B } },
})

/** H = |p|^2 / 2 + V(q, t) on the block (q, p, t), split into drift and kick; the field is written a second time. */
const mechanics = (
  name: string,
  T: WordProblem['T'],
  start: ReadonlyArray<number>,
  kick: (y: Float64Array, h: number) => void,
  field: VectorField,
): WordProblem => {
  const dof = (start.length - 1) / 2
  const drift: Flow<Float64Array> = (y, h): Status => {
    for (let i = 0; i < dof; i++) y[i] += h * y[dof + i]
    y[2 * dof] += h
    return 0
  }
  const B: Flow<Float64Array> = (y, h): Status => {
    kick(y, h)
    return 0
  }
  return { name, T, prepare: () => ({ block: Float64Array.from(start), split: exactly(name, drift, B) }), field }
}

export const pendulumProblem = mechanics(
  'pendulum',
  (order) => (order > 2 ? 12 : 2),
  [1.2, 0.7, 0],
  (y, h) => {
    y[1] -= h * Math.sin(y[0])
  },
  (out, [q, p]) => out.set([p, -Math.sin(q), 1]),
)

/** A pendulum pushed by cos(3 t) and shaken in its pivot: the part B reads the time that A advances. */
export const drivenProblem = mechanics(
  'driven pendulum',
  (order) => (order > 2 ? 8 : 2),
  [0.4, 0.3, 0],
  (y, h) => {
    y[1] += h * (Math.cos(3 * y[2]) - (1 + 0.5 * Math.sin(2 * y[2])) * Math.sin(y[0]))
  },
  (out, [q, p, t]) => out.set([p, Math.cos(3 * t) - (1 + 0.5 * Math.sin(2 * t)) * Math.sin(q), 1]),
)

export const henonHeilesProblem = mechanics(
  'Henon-Heiles',
  (order) => (order > 2 ? 12 : 4),
  [0.3, 0.2, 0.3, -0.2, 0],
  (y, h) => {
    const [x, z] = y
    y[2] -= h * (x + 2 * x * z)
    y[3] -= h * (z + x * x - z * z)
  },
  (out, [x, z, px, pz]) => out.set([px, pz, -x * (1 + 2 * z), -z - (x - z) * (x + z), 1]),
)

/** The Kepler problem with semi-axis 1 from the pericentre of an orbit of eccentricity 0.6. */
export const keplerProblem = mechanics(
  'Kepler, e = 0.6',
  (order) => (order > 2 ? 4 : 0.5),
  [0.4, 0, 0, 2, 0],
  (y, h) => {
    const r2 = y[0] * y[0] + y[1] * y[1]
    const c = h / (r2 * Math.sqrt(r2))
    y[2] -= c * y[0]
    y[3] -= c * y[1]
  },
  (out, [x, z, px, pz]) => {
    const r = Math.hypot(x, z)
    out.set([px, pz, -x / r ** 3, -z / r ** 3, 1])
  },
)

const hamiltonian = tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 })
const system = ehrenfest(hamiltonian, { weights: new Float64Array([1]), hbar: 1 })

/** Two-level Ehrenfest dynamics through the avoided crossings of tully2, which is smooth. */
export const tully2Problem: WordProblem = {
  name: 'Ehrenfest on tully2',
  T: (order) => (order > 2 ? 1000 : 48),
  prepare: () => {
    const state = allocateHybrid(system.shape)
    state.q[0] = -1
    state.p[0] = 12
    state.psi.set([0.8, 0, 0, 0.6])
    const { name, parts } = ehrenfestSplit(hamiltonian, { trajectories: 1, hbar: 1 })
    const on =
      (flow: Flow<HybridState>): Flow<Float64Array> =>
      (_, h) =>
        flow(state, h)
    return { block: state.block, split: exactly(name, on(parts.A.flow), on(parts.B.flow)) }
  },
  field: (() => {
    const state = allocateHybrid(system.shape)
    const slope = allocateHybrid(system.shape)
    const gradient = allocateGradient(system.shape)
    return (out: Float64Array, y: Float64Array) => {
      state.block.set(y)
      system.gradient(gradient, state)
      slope.t[0] = 1
      slope.q[0] = gradient.p[0]
      slope.p[0] = -gradient.q[0]
      const [re0, im0, re1, im1] = applied(gradient.generator, state.psi)
      slope.psi.set([im0, -re0, im1, -re1])
      out.set(slope.block)
    }
  })(),
}

/** (M psi) of two levels, where psi' = -i M psi. */
const applied = (m: Float64Array, psi: Float64Array): Float64Array => {
  const out = new Float64Array(4)
  applyMatrix(out, 0, m, 0, psi, 0, 2)
  return out
}
