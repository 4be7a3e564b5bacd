import type { Functional, Reading } from '@casimir/algebra'
import { directionalDerivative } from '@casimir/algebra'
import { gaussTableau } from '@casimir/integrators'
import type { EulerPoincareLagrangian, HermitianFields, PathVelocity } from '@casimir/models'
import { allocatePathVelocity, transportField, transportRate, velocityVariation } from '@casimir/models'

/** Chooses X and i hbar xi at a field and a time. */
export type VelocityChoice = (out: PathVelocity, P: Reading, t: number) => void

/** The velocities (11) of an energy: X = <X_{dh/dP}>, i hbar xi = dh/dP. */
export const velocityOf = (fields: HermitianFields, energy: Functional): VelocityChoice => {
  const transport = transportField(fields, energy)
  return (out, P) => {
    transport(out.X, P)
    energy.derivative(out.generator, P)
  }
}

/** What a path of fields is at one quadrature node in time. */
export interface PathPoint {
  readonly t: number
  readonly weight: number
  readonly P: Float64Array
  readonly velocity: PathVelocity
}

/**
 * The path P' = [xi, P] - div(P X) of chosen velocities from a start, by RK4, at the Gauss-Legendre nodes of [0, T].
 */
export const pathOfFields = (
  fields: HermitianFields,
  hbar: number,
  choose: VelocityChoice,
  start: Reading,
  { T, nodes, longest }: { T: number; nodes: number; longest: number },
): ReadonlyArray<PathPoint> => {
  const tableau = gaussTableau(nodes)
  const rate = transportRate(fields, hbar)
  const velocity = allocatePathVelocity(fields)
  const slopes = Array.from({ length: 4 }, () => fields.allocate())
  const stage = fields.allocate()
  const P = Float64Array.from(start)
  let now = 0
  return Array.from(tableau.nodes, (c, node) => {
    const steps = Math.ceil((c * T - now) / longest)
    const h = (c * T - now) / steps
    for (let k = 0; k < steps; k++) {
      for (const [s, part] of [0, 0.5, 0.5, 1].entries()) {
        for (let i = 0; i < P.length; i++) stage[i] = P[i] + (s === 0 ? 0 : part * h * slopes[s - 1][i])
        choose(velocity, stage, now + (k + part) * h)
        rate(slopes[s], velocity, stage)
      }
      const [a, b, d, e] = slopes
      for (let i = 0; i < P.length; i++) P[i] += (h / 6) * (a[i] + 2 * (b[i] + d[i]) + e[i])
    }
    now = c * T
    const here = allocatePathVelocity(fields)
    choose(here, P, now)
    return { t: now, weight: T * tableau.weights[node], P: P.slice(), velocity: here }
  })
}

/** A variation (Y, i hbar Sigma) of the path, with its time derivative; zero at both ends. */
export type Variation = (out: PathVelocity, rate: PathVelocity, t: number) => void

/**
 * The first variation of the action integral of l dt along a path, under the constrained variations (8)-(9): d/deps of l itself by finite differences
 * at every quadrature node.
 */
export const actionVariation = (
  { space, value }: EulerPoincareLagrangian,
  hbar: number,
  path: ReadonlyArray<PathPoint>,
  vary: Variation,
): number => {
  const by = allocatePathVelocity(space)
  const byRate = allocatePathVelocity(space)
  const delta = allocatePathVelocity(space)
  const deltaP = space.allocate()
  const moved = allocatePathVelocity(space)
  const split = moved.block.length
  const velocityChange = velocityVariation(space, hbar)
  const transport = transportRate(space, hbar)
  const join = (velocity: PathVelocity, P: Float64Array): Float64Array => {
    const all = new Float64Array(split + P.length)
    all.set(velocity.block)
    all.set(P, split)
    return all
  }
  return path.reduce((sum, { t, weight, P, velocity }) => {
    vary(by, byRate, t)
    velocityChange(delta, velocity, by, byRate)
    transport(deltaP, by, P)
    const lagrangian = (all: Reading): number => {
      const block = all as Float64Array
      moved.block.set(block.subarray(0, split))
      return value(moved, block.subarray(split))
    }
    return sum + weight * directionalDerivative(lagrangian, join(velocity, P), join(delta, deltaP), 1e-2)
  }, 0)
}

/**
 * The first variation by the Euler-Poincare equations, integrated by parts: the integral over the path of
 *
 *     Y^p (D X^q - Tr(P G_p)) - Y^q (D X^p + Tr(P G_q)) + Tr(Sigma [G - i hbar xi, P]),   G = dh/dP,
 *
 * which vanishes for all Y and Sigma where (11) holds. One degree of freedom.
 */
export const residualVariation = (
  fields: HermitianFields,
  hbar: number,
  energy: Functional,
  path: ReadonlyArray<PathPoint>,
  vary: Variation,
): number => {
  const { nodes, measure } = fields.grid
  const by = allocatePathVelocity(fields)
  const byRate = allocatePathVelocity(fields)
  const G = fields.allocate()
  const slope = fields.allocate()
  const turned = fields.allocate()
  const D = new Float64Array(nodes)
  const [forceQ, forceP] = [new Float64Array(nodes), new Float64Array(nodes)]
  return path.reduce((sum, { t, weight, P, velocity }) => {
    vary(by, byRate, t)
    energy.derivative(G, P)
    fields.trace(D, P)
    fields.spectral.derivative(slope, G, 0)
    fields.product(forceQ, P, slope)
    fields.spectral.derivative(slope, G, 1)
    fields.product(forceP, P, slope)
    let density = 0
    for (let m = 0; m < nodes; m++)
      density += by.X[1][m] * (D[m] * velocity.X[0][m] - forceP[m]) - by.X[0][m] * (D[m] * velocity.X[1][m] + forceQ[m])
    // Tr(Sigma [A, P]) = -(1/hbar) Tr(S i [A, P]) with S = i hbar Sigma
    fields.commutator(
      turned,
      G.map((g, i) => g - velocity.generator[i]),
      P,
    )
    return sum + weight * (measure * density - fields.pair(by.generator, turned) / hbar)
  }, 0)
}
