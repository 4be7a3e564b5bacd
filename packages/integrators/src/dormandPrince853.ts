import type { HybridSystem, Status } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { checkHybrid } from './checkSystem.ts'
import { DORMAND_PRINCE_853 } from './dormandPrince853Tableau.ts'
import { hybridVectorField } from './hybridVectorField.ts'
import type { Stepper } from './Stepper.ts'

/** Options of `dormandPrince853`; every field has a default. */
export interface DormandPrinceOptions {
  /** Accept an inner step whose estimated error is within tolerance (1 + |z_i|) in the root mean square; Infinity takes every step whole. */
  readonly tolerance: number
  /** Most inner steps, accepted or not, in one step of the flow. */
  readonly most: number
}

const DEFAULTS: DormandPrinceOptions = { tolerance: 1e-12, most: 100_000 }
const SAFETY = 0.9
const SHRINK = 1 / 3
const GROW = 6

/**
 * Prepares the adaptive explicit Runge-Kutta method of Dormand and Prince of order 8(5,3): an accurate baseline without geometry.
 *
 * A step of the flow is as many inner steps as the tolerance asks for, the last one cut to end at t + h. With `tolerance: Infinity` it is one
 * step of the method of order 8.
 *
 * Order 8, explicit, not symmetric. Conserves nothing: energy and norms drift at the rate of the tolerance.
 *
 * Assumes a smooth vector field. Cost: 12 gradients an inner step. Between flows it keeps only the size of the next inner step, which a change of
 * direction discards.
 *
 * Errors: throws when the tolerance is not positive or `most` not a whole number >= 1; the flow returns `notConverged` after `most` inner steps,
 * `nonFinite`, or the gradient's status, and then leaves the state as it was.
 *
 * Source: E. Hairer, S. Norsett and G. Wanner, Solving Ordinary Differential Equations I (1993), II.5 and II.10.
 *
 * @example
 * const oscillator = {
 *   name: 'oscillator', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => (s.p[0] ** 2 + s.q[0] ** 2) / 2,
 *   gradient: (g, s) => { g.q[0] = s.q[0]; g.p[0] = s.p[0]; g.generator.fill(0); return 0 },
 * }
 * const s = allocateHybrid(oscillator.shape)
 * s.q[0] = 1
 * dormandPrince853(oscillator).flow(s, 10)
 * Math.abs(s.q[0] - Math.cos(10)) < 1e-10 // => true
 */
export const dormandPrince853 = (system: HybridSystem, options: Partial<DormandPrinceOptions> = {}): Stepper => {
  checkHybrid('dormandPrince853', system)
  const { tolerance, most } = { ...DEFAULTS, ...options }
  if (!(tolerance > 0)) throw new Error(`dormandPrince853: tolerance is ${tolerance}; give a positive number.`)
  if (!Number.isInteger(most) || most < 1)
    throw new Error(`dormandPrince853: most is ${most}; give a whole number >= 1.`)
  const { a, b, error5, b3 } = DORMAND_PRINCE_853
  const field = hybridVectorField(system)
  const slopes = a.map(() => allocateHybrid(system.shape))
  const current = allocateHybrid(system.shape)
  const stage = allocateHybrid(system.shape)
  const next = allocateHybrid(system.shape)
  const length = current.block.length
  let steps = 0
  let evaluations = 0
  let inner = 0

  /** One step from `current` to `next`. */
  const advance = (h: number): Status => {
    for (let i = 0; i < slopes.length; i++) {
      stage.block.set(current.block)
      const row = a[i]
      for (let j = 0; j < row.length; j++) {
        const slope = slopes[row[j][0]].block
        const c = h * row[j][1]
        for (let k = 0; k < length; k++) stage.block[k] += c * slope[k]
      }
      evaluations += 1
      const status = field(slopes[i], stage)
      if (status !== STATUS.ok) return status
    }
    next.block.set(current.block)
    for (let i = 0; i < b.length; i++) {
      const slope = slopes[b[i][0]].block
      for (let k = 0; k < length; k++) next.block[k] += h * b[i][1] * slope[k]
    }
    let sum = 0
    for (let k = 0; k < length; k++) sum += next.block[k]
    return Number.isFinite(sum) ? STATUS.ok : STATUS.nonFinite
  }

  /** The estimated error of the step just made, in units of the tolerance; time is left out. */
  const estimate = (h: number): number => {
    let fifth = 0
    let third = 0
    for (let k = 1; k < length; k++) {
      const scale = tolerance * (1 + Math.max(Math.abs(current.block[k]), Math.abs(next.block[k])))
      let e5 = 0
      let e3 = (next.block[k] - current.block[k]) / h
      for (let i = 0; i < error5.length; i++) e5 += error5[i][1] * slopes[error5[i][0]].block[k]
      for (let i = 0; i < b3.length; i++) e3 -= b3[i][1] * slopes[b3[i][0]].block[k]
      fifth += (e5 / scale) ** 2
      third += (e3 / scale) ** 2
    }
    const both = fifth + 0.01 * third
    return both > 0 ? (Math.abs(h) * fifth) / Math.sqrt((length - 1) * both) : 0
  }

  const take = (state: typeof current): void => {
    next.t[0] = state.t[0]
    state.block.set(next.block)
    steps += 1
  }

  return {
    flow: (state, h) => {
      current.block.set(state.block)
      const end = state.t[0] + h
      if (tolerance === Number.POSITIVE_INFINITY) {
        const status = advance(h)
        if (status !== STATUS.ok) return status
        take(state)
        state.t[0] = end
        return STATUS.ok
      }
      let rest = h
      if (inner * h <= 0 || Math.abs(inner) > Math.abs(h)) inner = h
      for (let tries = 0; tries < most && rest !== 0; tries++) {
        const last = Math.abs(inner) >= Math.abs(rest)
        const step = last ? rest : inner
        const status = advance(step)
        const error = status === STATUS.ok ? estimate(step) : Number.NaN
        if (status !== STATUS.ok && status !== STATUS.nonFinite) return status
        if (error <= 1) {
          take(current)
          rest = last ? 0 : rest - step
          current.t[0] = end - rest
        }
        const factor = error > 0 ? SAFETY * error ** -0.125 : error === 0 ? GROW : SHRINK
        const proposed = step * Math.min(GROW, Math.max(SHRINK, factor))
        // a last step that was cut short says nothing against the longer one proposed before it
        if (!(last && error <= 1 && Math.abs(proposed) < Math.abs(inner))) inner = proposed
        if (!Number.isFinite(inner) || Math.abs(inner) < 1e-15 * Math.abs(h)) return STATUS.nonFinite
      }
      if (rest !== 0) return STATUS.notConverged
      state.block.set(current.block)
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: 0 }),
    memory: {
      size: 1,
      read: (out) => {
        out[0] = inner
      },
      write: (block) => {
        inner = block[0]
      },
    },
  }
}
