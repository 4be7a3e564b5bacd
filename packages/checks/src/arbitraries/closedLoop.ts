import type { HybridShape, HybridState } from '@casimir/algebra'
import { allocateHybrid, applyMatrix } from '@casimir/algebra'
import * as fc from 'fast-check'
import { amplitudes } from './amplitudes.ts'
import { gridVector } from './gridVector.ts'
import { unitaryMatrix } from './unitaryMatrix.ts'

/** A smooth closed curve of hybrid states, sampled evenly; its trajectories are the samples, in order. */
export interface ClosedLoop {
  readonly shape: HybridShape
  /** A fresh copy of the sampled curve at every call. */
  readonly state: () => HybridState
  /** The integral of p dq + <psi|i hbar dpsi> around it, in closed form. */
  readonly integral: (hbar: number) => number
}

/** How large and how finely sampled a drawn loop is. */
export interface LoopOptions {
  readonly dof: number
  readonly levels: number
  /** A power of two. */
  readonly samples?: number
  /** The highest Fourier mode of q, p and psi. */
  readonly modes?: number
}

/**
 * A closed loop q_j + i p_j = sum_m c_jm exp(i m s), psi = U diag(exp(i k_l s)) a over m, k_l = -modes .. modes, of unit norm and band-limited.
 *
 * |c_jm| falls as 1 / (1 + |m|). The integral is -pi sum m |c_jm|^2 - 2 pi hbar sum k_l |a_l|^2, which a sampled sum must give to round-off once `samples` exceeds
 * twice `modes`. Shrinks to a point in level 0.
 *
 * @example
 * import * as fc from 'fast-check'
 * const [loop] = fc.sample(closedLoop({ dof: 1, levels: 2, samples: 8 }), 1)
 * loop.state().q.length // => 8
 */
export const closedLoop = ({ dof, levels: n, samples = 32, modes = 2 }: LoopOptions): fc.Arbitrary<ClosedLoop> => {
  const span = 2 * modes + 1
  const shape = { trajectories: samples, dof, levels: n }
  return fc
    .record({
      c: gridVector(2 * dof * span),
      windings: fc.array(fc.integer({ min: -modes, max: modes }), { minLength: n, maxLength: n }),
      a: amplitudes(n),
      u: unitaryMatrix(n),
    })
    .map(({ c, windings, a, u }): ClosedLoop => {
      const start = allocateHybrid(shape)
      const turned = new Float64Array(2 * n)
      let curve = 0
      for (let j = 0; j < dof; j++)
        for (let l = 0; l < span; l++) {
          const m = l - modes
          const at = 2 * (j * span + l)
          const [re, im] = [c[at] / (1 + Math.abs(m)), c[at + 1] / (1 + Math.abs(m))]
          curve += m * (re * re + im * im)
          for (let k = 0; k < samples; k++) {
            const s = (2 * Math.PI * k * m) / samples
            start.q[k * dof + j] += re * Math.cos(s) - im * Math.sin(s)
            start.p[k * dof + j] += re * Math.sin(s) + im * Math.cos(s)
          }
        }
      for (let k = 0; k < samples; k++) {
        windings.forEach((winding, l) => {
          const s = (2 * Math.PI * k * winding) / samples
          turned[2 * l] = a[2 * l] * Math.cos(s) - a[2 * l + 1] * Math.sin(s)
          turned[2 * l + 1] = a[2 * l] * Math.sin(s) + a[2 * l + 1] * Math.cos(s)
        })
        applyMatrix(start.psi, 2 * n * k, u, 0, turned, 0, n)
      }
      const phase = windings.reduce((sum, k, l) => sum + k * (a[2 * l] ** 2 + a[2 * l + 1] ** 2), 0)
      return {
        shape,
        state: () => {
          const copy = allocateHybrid(shape)
          copy.block.set(start.block)
          return copy
        },
        integral: (hbar) => -Math.PI * curve - 2 * Math.PI * hbar * phase,
      }
    })
}
