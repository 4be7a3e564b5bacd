import type { HybridSystem, Reading, Status } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { checkHybrid } from './checkSystem.ts'
import type { Stepper } from './Stepper.ts'
import { taoDoubledFlow } from './taoDoubledFlow.ts'

/**
 * Prepares Tao's explicit method for non-separable Hamiltonians, a splitting in a doubled phase space.
 *
 * H(q, y) + H(x, p) + (omega/2) (|q - x|^2 + |p - y|^2) has three explicit flows A, B and C (C turns the copies' difference by the angle
 * 2 omega h and moves the time); a step is A(h/2) B(h/2) C(h) B(h/2) A(h/2). Re psi counts as a coordinate, Im psi as its momentum.
 *
 * Order 2, symmetric and explicit; as the letter of a symmetric composition it gives any even order. Symplectic in the doubled space only: the
 * map of (q, p, psi) alone is not, and neither norms nor other quadratic invariants are kept. Energy errors stay bounded for long, not
 * all, times when omega is large enough to bind the copies, and grow with omega as h^2 omega: `symmetricProjection` needs no such choice.
 *
 * The second copy lives in the stepper: a state other than the one it last left starts a new copy.
 *
 * Cost: 4 gradients a step. Errors: throws when omega is not a finite number; the flow returns the gradient's status or `nonFinite`, leaves the
 * state as it was, and forgets the copy.
 *
 * Source: M. Tao, Phys. Rev. E 94, 043303 (2016), arXiv:1609.02212.
 *
 * @example
 * const product = {
 *   name: 'product', shape: { trajectories: 1, dof: 1, levels: 1 }, hbar: 1,
 *   energy: (s) => ((s.q[0] ** 2 + 1) * (s.p[0] ** 2 + 1)) / 2,
 *   gradient: (g, s) => {
 *     g.q[0] = s.q[0] * (s.p[0] ** 2 + 1)
 *     g.p[0] = s.p[0] * (s.q[0] ** 2 + 1)
 *     g.generator.fill(0)
 *     return 0
 *   },
 * }
 * const s = allocateHybrid(product.shape)
 * s.q[0] = 1
 * const { flow } = taoExtended(product, { omega: 20 })
 * for (let k = 0; k < 1000; k++) flow(s, 0.01)
 * Math.abs(product.energy(s) - 1) < 1e-3 // => true
 */
export const taoExtended = (system: HybridSystem, { omega }: { readonly omega: number }): Stepper => {
  checkHybrid('taoExtended', system)
  if (!Number.isFinite(omega)) throw new Error(`taoExtended: omega is ${omega}; give a finite number, such as 20.`)
  const doubled = taoDoubledFlow(system)
  const one = allocateHybrid(system.shape)
  const two = allocateHybrid(system.shape)
  let held = false
  let steps = 0

  /** Turns (u - v, w - z) by the angle with the given cosine and sine; sums stay. */
  const turn = (
    u: Float64Array,
    w: Float64Array,
    v: Float64Array,
    z: Float64Array,
    i: number,
    j: number,
    c: number,
    s: number,
  ): void => {
    const sumU = u[i] + v[i]
    const sumW = w[j] + z[j]
    const dU = u[i] - v[i]
    const dW = w[j] - z[j]
    const newU = c * dU + s * dW
    const newW = c * dW - s * dU
    u[i] = (sumU + newU) / 2
    v[i] = (sumU - newU) / 2
    w[j] = (sumW + newW) / 2
    z[j] = (sumW - newW) / 2
  }

  const couple = (h: number): void => {
    const c = Math.cos(2 * omega * h)
    const s = Math.sin(2 * omega * h)
    for (let k = 0; k < one.q.length; k++) turn(one.q, one.p, two.q, two.p, k, k, c, s)
    for (let k = 0; k < one.psi.length; k += 2) turn(one.psi, one.psi, two.psi, two.psi, k, k + 1, c, s)
    one.t[0] += h
  }

  const advance = (h: number): Status => {
    let status = doubled.first(one, two, h / 2)
    if (status === STATUS.ok) status = doubled.second(one, two, h / 2)
    if (status !== STATUS.ok) return status
    couple(h)
    status = doubled.second(one, two, h / 2)
    if (status === STATUS.ok) status = doubled.first(one, two, h / 2)
    if (status !== STATUS.ok) return status
    for (let k = 0; k < one.block.length; k++) if (!Number.isFinite(one.block[k])) return STATUS.nonFinite
    return STATUS.ok
  }

  const continues = (block: Reading): boolean => {
    for (let k = 0; k < block.length; k++) if (block[k] !== one.block[k]) return false
    return held
  }

  return {
    flow: (state, h) => {
      if (!continues(state.block)) {
        one.block.set(state.block)
        two.block.set(state.block)
      }
      const status = advance(h)
      held = status === STATUS.ok
      if (!held) return status
      steps += 1
      state.block.set(one.block)
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations: doubled.evaluations(), iterations: 0 }),
    memory: {
      size: 1 + 2 * one.block.length,
      read: (out) => {
        out[0] = held ? 1 : 0
        out.set(one.block, 1)
        out.set(two.block, 1 + one.block.length)
      },
      write: (block) => {
        held = block[0] === 1
        for (let k = 0; k < one.block.length; k++) {
          one.block[k] = block[1 + k]
          two.block[k] = block[1 + one.block.length + k]
        }
      },
    },
  }
}
