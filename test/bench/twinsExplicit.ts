import type { HybridState } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Twin } from './compareTwins.ts'
import { differentiateByHand } from './ring.ts'

/** The classical Runge-Kutta method on the ring. */
export const rungeKutta4ByHand = (N: number, pendulums: boolean): Twin<HybridState> => {
  const differentiate = differentiateByHand(pendulums)
  const stageQ = new Float64Array(N)
  const stageP = new Float64Array(N)
  const endQ = new Float64Array(N)
  const endP = new Float64Array(N)
  const force = new Float64Array(N)
  const velocity = new Float64Array(N)
  const shares = [1 / 6, 1 / 3, 1 / 3, 1 / 6]
  const nodes = [0.5, 0.5, 1, 0]
  let gradients = 0
  return {
    flow: ({ t, q, p }, h) => {
      stageQ.set(q)
      stageP.set(p)
      endQ.set(q)
      endP.set(p)
      for (let k = 0; k < 4; k++) {
        differentiate(force, velocity, stageQ, stageP)
        gradients += 1
        const share = shares[k] * h
        const node = nodes[k] * h
        for (let i = 0; i < N; i++) {
          endQ[i] += share * velocity[i]
          endP[i] -= share * force[i]
          stageQ[i] = q[i] + node * velocity[i]
          stageP[i] = p[i] - node * force[i]
        }
      }
      q.set(endQ)
      p.set(endP)
      t[0] += h
      return STATUS.ok
    },
    gradients: () => gradients,
  }
}

/** Tao's explicit method on two copies (q, p) and (x, y) of the ring's state, of which the state is the first. */
export const taoByHand = (N: number, pendulums: boolean, omega: number): Twin<HybridState> => {
  const differentiate = differentiateByHand(pendulums)
  const x = new Float64Array(N)
  const y = new Float64Array(N)
  const force = new Float64Array(N)
  const velocity = new Float64Array(N)
  let gradients = 0
  /** exp of H(a, c), which moves b, the other momenta, and d, the other coordinates. */
  const push = (a: Float64Array, c: Float64Array, b: Float64Array, d: Float64Array, h: number): void => {
    differentiate(force, velocity, a, c)
    gradients += 1
    for (let i = 0; i < N; i++) {
      b[i] -= h * force[i]
      d[i] += h * velocity[i]
    }
  }
  return {
    flow: ({ t, q, p }, h) => {
      if (gradients === 0) {
        x.set(q)
        y.set(p)
      }
      push(q, y, p, x, h / 2)
      push(x, p, y, q, h / 2)
      const c = Math.cos(2 * omega * h)
      const s = Math.sin(2 * omega * h)
      for (let i = 0; i < N; i++) {
        const sumQ = q[i] + x[i]
        const sumP = p[i] + y[i]
        const dQ = q[i] - x[i]
        const dP = p[i] - y[i]
        const newQ = c * dQ + s * dP
        const newP = c * dP - s * dQ
        q[i] = (sumQ + newQ) / 2
        x[i] = (sumQ - newQ) / 2
        p[i] = (sumP + newP) / 2
        y[i] = (sumP - newP) / 2
      }
      push(x, p, y, q, h / 2)
      push(q, y, p, x, h / 2)
      t[0] += h
      return STATUS.ok
    },
    gradients: () => gradients,
  }
}
