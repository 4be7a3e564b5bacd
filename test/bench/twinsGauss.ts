import type { HybridState, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Twin } from './compareTwins.ts'
import { columns, leastSquaresByHand } from './leastSquaresByHand.ts'
import { differentiateByHand } from './ring.ts'

const DEPTH = 3
const HISTORY = 4
const OFFSET = Math.sqrt(3) / 6
const NODES = [0.5 - OFFSET, 0.5 + OFFSET]
const A = [0.25, 0.25 - OFFSET, 0.25 + OFFSET, 0.25]

/**
 * The two-stage Gauss-Legendre method on the ring as `gaussLegendre` solves it by default: from stage gradients extrapolated through the four
 * earlier ones, with Anderson acceleration of depth 3. An array of 4 N numbers holds positions and momenta of the first stage, then those of
 * the second; one of 2 N forces, then velocities of one stage.
 */
export const gauss2ByHand = (
  N: number,
  pendulums: boolean,
  { tolerance, iterations }: { readonly tolerance: number; readonly iterations: number },
): Twin<HybridState> => {
  const size = 4 * N
  const differentiate = differentiateByHand(pendulums)
  const past = columns(HISTORY, 2 * N)
  const times = new Float64Array(HISTORY)
  const early = new Float64Array(2 * N)
  const late = new Float64Array(2 * N)
  const stages = new Float64Array(size)
  const image = new Float64Array(size)
  const residual = new Float64Array(size)
  const oldImage = new Float64Array(size)
  const oldResidual = new Float64Array(size)
  const [q1, p1, q2, p2] = [0, 1, 2, 3].map((k) => stages.subarray(k * N, (k + 1) * N))
  const [f1, v1, f2, v2] = [early, late].flatMap((g) => [g.subarray(0, N), g.subarray(N)])
  const { dImage, dResidual, gamma, mix } = leastSquaresByHand(size, DEPTH)
  let known = 0
  let clock = 0
  let gradients = 0

  const extrapolate = (gradient: Float64Array, t: number): void => {
    gradient.fill(0)
    for (let j = 0; j < known; j++) {
      let weight = 1
      for (let k = 0; k < known; k++) if (k !== j) weight *= (t - times[k]) / (times[j] - times[k])
      const column = past[j]
      for (let i = 0; i < gradient.length; i++) gradient[i] += weight * column[i]
    }
  }

  const remember = (gradient: Float64Array, t: number): void => {
    if (known === HISTORY) {
      const oldest = past[0]
      for (let j = 1; j < HISTORY; j++) {
        past[j - 1] = past[j]
        times[j - 1] = times[j]
      }
      past[HISTORY - 1] = oldest
    } else known += 1
    past[known - 1].set(gradient)
    times[known - 1] = t
  }

  const advance = (out: Float64Array, q: Float64Array, p: Float64Array, h: number): void => {
    const a11 = h * A[0]
    const a12 = h * A[1]
    const a21 = h * A[2]
    const a22 = h * A[3]
    for (let i = 0; i < N; i++) {
      out[i] = q[i] + a11 * v1[i] + a12 * v2[i]
      out[N + i] = p[i] - a11 * f1[i] - a12 * f2[i]
      out[2 * N + i] = q[i] + a21 * v1[i] + a22 * v2[i]
      out[3 * N + i] = p[i] - a21 * f1[i] - a22 * f2[i]
    }
  }

  const flow = ({ t, q, p }: HybridState, h: number): Status => {
    if (known > 0) {
      extrapolate(early, clock + NODES[0] * h)
      extrapolate(late, clock + NODES[1] * h)
      advance(stages, q, p, h)
    } else {
      q1.set(q)
      p1.set(p)
      q2.set(q)
      p2.set(p)
    }
    for (let k = 0; k < iterations; k++) {
      differentiate(f1, v1, q1, p1)
      differentiate(f2, v2, q2, p2)
      gradients += 2
      advance(image, q, p, h)
      let settled = true
      for (let i = 0; i < size; i++) {
        const moved = image[i] - stages[i]
        if (!(Math.abs(moved) <= tolerance * (1 + Math.abs(stages[i])))) settled = false
        residual[i] = moved
      }
      if (settled) {
        for (let i = 0; i < N; i++) {
          q[i] += (h / 2) * (v1[i] + v2[i])
          p[i] -= (h / 2) * (f1[i] + f2[i])
        }
        remember(early, clock + NODES[0] * h)
        remember(late, clock + NODES[1] * h)
        clock += h
        t[0] += h
        return STATUS.ok
      }
      const used = Math.min(k, DEPTH)
      if (used > 0) {
        const slot = (k - 1) % DEPTH
        const images = dImage[slot]
        const residuals = dResidual[slot]
        for (let i = 0; i < size; i++) {
          images[i] = image[i] - oldImage[i]
          residuals[i] = residual[i] - oldResidual[i]
        }
        mix(used, slot, residual)
      }
      oldImage.set(image)
      oldResidual.set(residual)
      stages.set(image)
      for (let j = 0; j < used; j++) {
        const weight = gamma[j]
        const column = dImage[j]
        for (let i = 0; i < size; i++) stages[i] -= weight * column[i]
      }
    }
    return STATUS.notConverged
  }
  return { flow, gradients: () => gradients }
}
