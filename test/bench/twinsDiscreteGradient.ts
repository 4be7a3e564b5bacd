import type { HybridState, Status } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { gaussTableau } from '@casimir/integrators'
import type { Twin } from './compareTwins.ts'
import { leastSquaresByHand } from './leastSquaresByHand.ts'
import { differentiateByHand } from './ring.ts'

const DEPTH = 3
const POINTS = 6

/**
 * The average-vector-field method on the ring as `discreteGradient` solves it by default: six Gauss points and Anderson acceleration of depth 3
 * from the old state. Positions stand before momenta in arrays of 2 N numbers.
 */
export const discreteGradientByHand = (
  N: number,
  pendulums: boolean,
  { tolerance, iterations }: { readonly tolerance: number; readonly iterations: number },
): Twin<HybridState> => {
  const size = 2 * N
  const differentiate = differentiateByHand(pendulums)
  const { nodes, weights } = gaussTableau(POINTS)
  const betweenQ = new Float64Array(N)
  const betweenP = new Float64Array(N)
  const force = new Float64Array(N)
  const velocity = new Float64Array(N)
  const end = new Float64Array(size)
  const image = new Float64Array(size)
  const residual = new Float64Array(size)
  const oldImage = new Float64Array(size)
  const oldResidual = new Float64Array(size)
  const { dImage, dResidual, gamma, mix } = leastSquaresByHand(size, DEPTH)
  let gradients = 0

  const flow = ({ t, q, p }: HybridState, h: number): Status => {
    end.set(q)
    end.set(p, N)
    for (let k = 0; k < iterations; k++) {
      image.set(q)
      image.set(p, N)
      for (let m = 0; m < POINTS; m++) {
        const node = nodes[m]
        for (let i = 0; i < N; i++) {
          betweenQ[i] = q[i] + node * (end[i] - q[i])
          betweenP[i] = p[i] + node * (end[N + i] - p[i])
        }
        differentiate(force, velocity, betweenQ, betweenP)
        gradients += 1
        const share = h * weights[m]
        for (let i = 0; i < N; i++) {
          image[i] += share * velocity[i]
          image[N + i] -= share * force[i]
        }
      }
      let settled = true
      for (let i = 0; i < size; i++) {
        const moved = image[i] - end[i]
        if (!(Math.abs(moved) <= tolerance * (1 + Math.abs(end[i])))) settled = false
        residual[i] = moved
      }
      if (settled) {
        for (let i = 0; i < N; i++) {
          q[i] = image[i]
          p[i] = image[N + i]
        }
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
      end.set(image)
      for (let j = 0; j < used; j++) {
        const weight = gamma[j]
        const column = dImage[j]
        for (let i = 0; i < size; i++) end[i] -= weight * column[i]
      }
    }
    return STATUS.notConverged
  }
  return { flow, gradients: () => gradients }
}
