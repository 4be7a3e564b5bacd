import type { HybridState, HybridSystem, Status, Writing } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { checkHybrid } from './checkSystem.ts'
import type { Stepper } from './Stepper.ts'
import { taoDoubledFlow } from './taoDoubledFlow.ts'

/** Turns every (u - v, w - z), with u and v from 0 and w and z from `wAt` on in strides, by an angle; sums stay. */
const turnDifference = (
  u: Writing,
  w: Writing,
  v: Writing,
  z: Writing,
  wAt: number,
  stride: number,
  angle: number,
): void => {
  const along = (Math.cos(angle) - 1) / 2
  const across = Math.sin(angle) / 2
  for (let i = 0, j = wAt; i < u.length; i += stride, j += stride) {
    const dU = u[i] - v[i]
    const dW = w[j] - z[j]
    const eU = along * dU + across * dW
    const eW = along * dW - across * dU
    u[i] += eU
    v[i] -= eU
    w[j] += eW
    z[j] -= eW
  }
}

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
  // (q, y) and (x, p), of which the state is (q, p)
  const one = allocateHybrid(system.shape)
  const two = allocateHybrid(system.shape)
  let held = false
  let steps = 0

  /** Turns (q - x, p - y) by the angle 2 omega h; sums stay. */
  const couple = (h: number): void => {
    turnDifference(one.q, two.p, two.q, one.p, 0, 1, 2 * omega * h)
    turnDifference(one.psi, two.psi, two.psi, one.psi, 1, 2, 2 * omega * h)
    one.t[0] += h
    two.t[0] += h
  }

  const advance = (h: number): Status => {
    let status = doubled.push(two, one, h / 2)
    if (status === STATUS.ok) status = doubled.push(one, two, h / 2)
    if (status !== STATUS.ok) return status
    couple(h)
    status = doubled.push(one, two, h / 2)
    return status === STATUS.ok ? doubled.push(two, one, h / 2) : status
  }

  const { q: heldQ, psi: heldRe } = one
  const { p: heldP, psi: heldIm } = two

  /** Whether the state is (q, p), as the last step left it. */
  const continues = ({ t, q, p, psi }: HybridState): boolean => {
    if (!held || t[0] !== one.t[0]) return false
    for (let k = 0; k < q.length; k++) if (q[k] !== heldQ[k] || p[k] !== heldP[k]) return false
    for (let k = 0; k < psi.length; k += 2) if (psi[k] !== heldRe[k] || psi[k + 1] !== heldIm[k + 1]) return false
    return true
  }

  const write = ({ t, q, p, psi }: HybridState): void => {
    t[0] = one.t[0]
    q.set(heldQ)
    p.set(heldP)
    for (let k = 0; k < psi.length; k += 2) {
      psi[k] = heldRe[k]
      psi[k + 1] = heldIm[k + 1]
    }
  }

  return {
    flow: (state, h) => {
      if (!continues(state)) {
        one.block.set(state.block)
        two.block.set(state.block)
      }
      const status = advance(h)
      held = status === STATUS.ok
      if (!held) return status
      steps += 1
      write(state)
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
