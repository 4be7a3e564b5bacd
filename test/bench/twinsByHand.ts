import type { Flow, HybridState, Scheme, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Twin } from './compareTwins.ts'
import { STIFFNESS } from './ring.ts'

const drift = (q: Float64Array, p: Float64Array, h: number): void => {
  for (let i = 0; i < q.length; i++) q[i] += h * p[i]
}
const kick = (q: Float64Array, p: Float64Array, h: number): void => {
  const N = q.length
  for (let i = 0; i < N; i++) {
    const left = q[i === 0 ? N - 1 : i - 1]
    const right = q[i === N - 1 ? 0 : i + 1]
    p[i] -= h * (q[i] + STIFFNESS * (2 * q[i] - left - right))
  }
}

/** Strang on the ring, as one writes it without a library. */
export const strangByHand: Flow<HybridState> = ({ t, q, p }, h) => {
  drift(q, p, h / 2)
  kick(q, p, h)
  drift(q, p, h / 2)
  t[0] += h
  return 0
}

/** The coefficients of a word that begins with A and alternates. */
export const coefficients = (word: Scheme<'A' | 'B'>): Float64Array => Float64Array.from(word, (l) => l.coefficient)

/** A word A B A .. on the ring. */
export const blanesMoan4ByHand =
  (c: Float64Array): Flow<HybridState> =>
  ({ t, q, p }, h) => {
    for (let k = 0; k < c.length; k++)
      if (k % 2 === 0) drift(q, p, c[k] * h)
      else kick(q, p, c[k] * h)
    t[0] += h
    return 0
  }

/** The implicit midpoint rule on the ring by plain iteration from the old state, until no midpoint moves by more than the tolerance. */
export const midpointByHand = (
  N: number,
  pendulums: boolean,
  { tolerance, iterations }: { readonly tolerance: number; readonly iterations: number },
): Twin<HybridState> => {
  const middleQ = new Float64Array(N)
  const middleP = new Float64Array(N)
  const force = new Float64Array(N)
  const velocity = new Float64Array(N)
  let gradients = 0
  const flow = ({ t, q, p }: HybridState, h: number): Status => {
    middleQ.set(q)
    middleP.set(p)
    for (let k = 0; k < iterations; k++) {
      for (let i = 0; i < N; i++) {
        const left = middleQ[i === 0 ? N - 1 : i - 1]
        const right = middleQ[i === N - 1 ? 0 : i + 1]
        force[i] = (pendulums ? Math.sin(middleQ[i]) : middleQ[i]) + STIFFNESS * (2 * middleQ[i] - left - right)
        velocity[i] = middleP[i]
      }
      gradients += 1
      let settled = true
      for (let i = 0; i < N; i++) {
        const nextQ = q[i] + (h / 2) * velocity[i]
        const nextP = p[i] - (h / 2) * force[i]
        if (!(Math.abs(nextQ - middleQ[i]) <= tolerance * (1 + Math.abs(middleQ[i])))) settled = false
        if (!(Math.abs(nextP - middleP[i]) <= tolerance * (1 + Math.abs(middleP[i])))) settled = false
        middleQ[i] = nextQ
        middleP[i] = nextP
      }
      if (!settled) continue
      for (let i = 0; i < N; i++) {
        q[i] += h * velocity[i]
        p[i] -= h * force[i]
      }
      t[0] += h
      return STATUS.ok
    }
    return STATUS.notConverged
  }
  return { flow, gradients: () => gradients }
}
