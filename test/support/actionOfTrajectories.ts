import type { HybridShape, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, applyMatrix, directionalDerivative, hermitianExponential } from '@casimir/algebra'
import { dormandPrince853, gaussTableau } from '@casimir/integrators'
import type { ClosureLagrangian } from '@casimir/models'
import { hybridVelocity } from './hybridVelocity.ts'

/** A trajectory and its velocity at one quadrature node in time. */
export interface TrajectoryPoint {
  readonly t: number
  readonly weight: number
  readonly state: HybridState
  readonly rate: HybridState
}

/** A solution of (16) for a system at the Gauss-Legendre nodes of [0, T], to a tolerance of 1e-13 an inner step. */
export const pathOfTrajectories = (
  system: HybridSystem,
  start: HybridState,
  T: number,
  nodes: number,
): ReadonlyArray<TrajectoryPoint> => {
  const tableau = gaussTableau(nodes)
  const { flow } = dormandPrince853(system, { tolerance: 1e-13 })
  const velocity = hybridVelocity(system)
  const moving = allocateHybrid(system.shape)
  moving.block.set(start.block)
  let now = 0
  return Array.from(tableau.nodes, (c, node) => {
    flow(moving, c * T - now)
    now = c * T
    const state = allocateHybrid(system.shape)
    state.block.set(moving.block)
    const rate = allocateHybrid(system.shape)
    velocity(rate, state)
    return { t: now, weight: T * tableau.weights[node], state, rate }
  })
}

/** The displaced path at eps and t, with its velocity, given the path and its velocity there. */
export type Displacement = (out: HybridState, outRate: HybridState, point: TrajectoryPoint, eps: number) => void

/** A time factor that vanishes at both ends of [0, T], with its derivative. */
const factor = (t: number, T: number): readonly [number, number] => {
  const u = t / T
  return [4 * u * (1 - u) * (1 + u), (4 * (1 - 3 * u * u)) / T]
}

/** Moves q and p by eps g(t) times fixed directions, g zero at both ends. */
export const movePoints =
  (T: number, direction: HybridState): Displacement =>
  (out, outRate, { t, state, rate }, eps) => {
    const [g, dg] = factor(t, T)
    out.block.set(state.block)
    outRate.block.set(rate.block)
    for (const field of ['q', 'p'] as const)
      direction[field].forEach((v, k) => {
        out[field][k] += eps * g * v
        outRate[field][k] += eps * dg * v
      })
  }

/** Turns each psi_a by exp(eps g(t) Sigma_a), g zero at both ends: delta xi_a = Sigma_a' + [Sigma_a, xi_a], Sigma_a = -i S_a constant in time but for g. */
export const turnStates = (T: number, levels: number, S: ReadonlyArray<Float64Array>): Displacement => {
  const exponential = hermitianExponential(levels)
  const size = 2 * levels
  const U = new Float64Array(size * levels)
  const generated = new Float64Array(size)
  return (out, outRate, { t, state, rate }, eps) => {
    const [g, dg] = factor(t, T)
    out.block.set(state.block)
    outRate.block.set(rate.block)
    S.forEach((s, a) => {
      exponential(U, 0, s, 0, eps * g)
      applyMatrix(out.psi, size * a, U, 0, state.psi, size * a, levels)
      applyMatrix(outRate.psi, size * a, U, 0, rate.psi, size * a, levels)
      applyMatrix(generated, 0, s, 0, out.psi, size * a, levels)
      // (U psi)' = U psi' - i eps g' S U psi
      for (let j = 0; j < size; j += 2) {
        outRate.psi[size * a + j] += eps * dg * generated[j + 1]
        outRate.psi[size * a + j + 1] -= eps * dg * generated[j]
      }
    })
  }
}

/** d/deps at 0 of the action integral of L dt along a family of displaced paths, by finite differences. */
export const trajectoryActionVariation = (
  { value }: ClosureLagrangian,
  shape: HybridShape,
  path: ReadonlyArray<TrajectoryPoint>,
  displace: Displacement,
): number => {
  const moved = allocateHybrid(shape)
  const movedRate = allocateHybrid(shape)
  const action = (eps: number): number =>
    path.reduce((sum, point) => {
      displace(moved, movedRate, point, eps)
      return sum + point.weight * value(moved, movedRate)
    }, 0)
  return directionalDerivative((at) => action(at[0]), Float64Array.of(0), Float64Array.of(1), 0.005)
}
