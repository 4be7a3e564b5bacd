import type { HybridState, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import type { Twin } from './compareTwins.ts'
import { columns, leastSquaresByHand } from './leastSquaresByHand.ts'
import { STIFFNESS } from './ring.ts'

const DEPTH = 3
const HISTORY = 5

/**
 * The implicit midpoint rule on the ring as `implicitMidpoint` solves it by default: from the gradient extrapolated through five earlier ones,
 * with Anderson acceleration of depth 3. Positions stand before momenta in one array of 2 N numbers, forces before velocities in another.
 */
export const acceleratedMidpointByHand = (
  N: number,
  pendulums: boolean,
  { tolerance, iterations }: { readonly tolerance: number; readonly iterations: number },
): Twin<HybridState> => {
  const size = 2 * N
  const past = columns(HISTORY, size)
  const times = new Float64Array(HISTORY)
  const gradient = new Float64Array(size)
  const middle = new Float64Array(size)
  const image = new Float64Array(size)
  const residual = new Float64Array(size)
  const oldImage = new Float64Array(size)
  const oldResidual = new Float64Array(size)
  const { dImage, dResidual, gamma, mix } = leastSquaresByHand(size, DEPTH)
  let known = 0
  let clock = 0
  let gradients = 0

  const differentiate = (): void => {
    for (let i = 0; i < N; i++) {
      const left = middle[i === 0 ? N - 1 : i - 1]
      const right = middle[i === N - 1 ? 0 : i + 1]
      gradient[i] = (pendulums ? Math.sin(middle[i]) : middle[i]) + STIFFNESS * (2 * middle[i] - left - right)
      gradient[N + i] = middle[N + i]
    }
  }

  const extrapolate = (t: number): void => {
    gradient.fill(0)
    for (let j = 0; j < known; j++) {
      let weight = 1
      for (let k = 0; k < known; k++) if (k !== j) weight *= (t - times[k]) / (times[j] - times[k])
      const column = past[j]
      for (let i = 0; i < size; i++) gradient[i] += weight * column[i]
    }
  }

  const remember = (t: number): void => {
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

  const flow = ({ t, q, p }: HybridState, h: number): Status => {
    const half = h / 2
    if (known > 0) {
      extrapolate(clock + half)
      for (let i = 0; i < N; i++) {
        middle[i] = q[i] + half * gradient[N + i]
        middle[N + i] = p[i] - half * gradient[i]
      }
    } else {
      middle.set(q)
      middle.set(p, N)
    }
    for (let k = 0; k < iterations; k++) {
      differentiate()
      gradients += 1
      let settled = true
      for (let i = 0; i < N; i++) {
        const nextQ = q[i] + half * gradient[N + i]
        const nextP = p[i] - half * gradient[i]
        const movedQ = nextQ - middle[i]
        const movedP = nextP - middle[N + i]
        if (!(Math.abs(movedQ) <= tolerance * (1 + Math.abs(middle[i])))) settled = false
        if (!(Math.abs(movedP) <= tolerance * (1 + Math.abs(middle[N + i])))) settled = false
        image[i] = nextQ
        image[N + i] = nextP
        residual[i] = movedQ
        residual[N + i] = movedP
      }
      if (settled) {
        for (let i = 0; i < N; i++) {
          q[i] += h * gradient[N + i]
          p[i] -= h * gradient[i]
        }
        remember(clock + half)
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
      middle.set(image)
      for (let j = 0; j < used; j++) {
        const weight = gamma[j]
        const column = dImage[j]
        for (let i = 0; i < size; i++) middle[i] -= weight * column[i]
      }
    }
    return STATUS.notConverged
  }
  return { flow, gradients: () => gradients }
}
