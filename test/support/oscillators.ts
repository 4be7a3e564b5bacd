import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'

/** A classical system of one degree of freedom with a single idle level: H(q, p, t) with its two derivatives. */
const classical = (
  name: string,
  H: (q: number, p: number, t: number) => number,
  Hq: (q: number, p: number, t: number) => number,
  Hp: (q: number, p: number, t: number) => number,
): HybridSystem => ({
  name,
  shape: { trajectories: 1, dof: 1, levels: 1 },
  hbar: 1,
  energy: ({ q, p, t }) => H(q[0], p[0], t[0]),
  gradient: (out, { q, p, t }) => {
    out.q[0] = Hq(q[0], p[0], t[0])
    out.p[0] = Hp(q[0], p[0], t[0])
    out.generator.fill(0)
    return 0
  },
})

/** H = p^2/2 - cos q. */
export const plainPendulum = classical(
  'pendulum',
  (q, p) => (p * p) / 2 - Math.cos(q),
  (q) => Math.sin(q),
  (_, p) => p,
)

/** H = p^2/2 - cos q - q sin(2 t)/2: only a method with the right stage times has its order here. */
export const drivenPendulum = classical(
  'driven pendulum',
  (q, p, t) => p * p * 0.5 - Math.cos(q) - 0.5 * q * Math.sin(2 * t),
  (q, _, t) => Math.sin(q) - 0.5 * Math.sin(2 * t),
  (_, p) => p,
)

/** H = (q^2 + 1)(p^2 + 1)/2, the non-separable example of Tao's paper. */
export const nonSeparable = classical(
  'non-separable',
  (q, p) => ((q * q + 1) * (p * p + 1)) / 2,
  (q, p) => q * (p * p + 1),
  (q, p) => p * (q * q + 1),
)

/** The non-separable example under a force sin(2 t)/2. */
export const drivenNonSeparable = classical(
  'driven non-separable',
  (q, p, t) => ((q * q + 1) * (p * p + 1)) / 2 - 0.5 * q * Math.sin(2 * t),
  (q, p, t) => q * (p * p + 1) - 0.5 * Math.sin(2 * t),
  (q, p) => p * (q * q + 1),
)

/** A point of an oscillator's phase space. */
export const oscillatorAt = (q: number, p: number): HybridState => {
  const state = allocateHybrid({ trajectories: 1, dof: 1, levels: 1 })
  state.q[0] = q
  state.p[0] = p
  state.psi[0] = 1
  return state
}

/** A copy of a hybrid state of the given system. */
export const copyFor =
  ({ shape }: HybridSystem) =>
  (state: HybridState): HybridState => {
    const copy = allocateHybrid(shape)
    copy.block.set(state.block)
    return copy
  }

/** Kepler's problem, H = |p|^2/2 - 1/|q|: two degrees of freedom in one trajectory. */
export const kepler: HybridSystem = {
  name: 'Kepler, e = 0.6',
  shape: { trajectories: 1, dof: 2, levels: 1 },
  hbar: 1,
  energy: ({ q, p }) => (p[0] ** 2 + p[1] ** 2) / 2 - 1 / Math.hypot(q[0], q[1]),
  gradient: (out, { q, p }) => {
    const r = Math.sqrt(q[0] * q[0] + q[1] * q[1])
    const c = 1 / (r * r * r)
    out.q[0] = c * q[0]
    out.q[1] = c * q[1]
    out.p[0] = p[0]
    out.p[1] = p[1]
    out.generator.fill(0)
    return 0
  },
}

/** The pericentre of Kepler's orbit of semi-axis 1 and eccentricity 0.6. */
export const keplerStart = (): HybridState => {
  const state = allocateHybrid(kepler.shape)
  state.q[0] = 0.4
  state.p[1] = 2
  state.psi[0] = 1
  return state
}
