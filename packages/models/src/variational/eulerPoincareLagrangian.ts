import type { Functional, Reading } from '@casimir/algebra'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import type { PathVelocity } from './PathVelocity.ts'

/** A Lagrangian l(X, xi, P) of Eulerian fields, D being Tr P. */
export interface EulerPoincareLagrangian {
  readonly name: string
  readonly space: HermitianFields
  readonly value: (velocity: PathVelocity, P: Reading) => number
}

/**
 * The phase-space Lagrangian of an energy h(P), of which eq. (7) is an instance.
 *
 *     l(X, xi, P) = int ( D p.X^q + Tr(P i hbar xi) ) dz - h(P),   D = Tr P
 *
 * With `hybridEnergy` it is eq. (7), in its real form; with `regularisedEnergy` the regularised Lagrangian of section 3, both mollified factors barred;
 * with `ehrenfestEnergy` and `meanFieldEnergy` the Lagrangians of eqs. (1) and (2). Under the constrained variations of `velocityVariation` and
 * `transportRate` its action is stationary where X = <X_{dh/dP}> and [i hbar xi - dh/dP, P] = 0, eq. (11).
 *
 * The Liouville form p dq is not periodic in p. Here p is the coordinate of the node, which jumps at the edge of the box, so the value depends on where
 * the box is cut unless D X^q vanishes there. Its variations do not, provided Y vanishes at the edge in p to the accuracy wanted; q needs no such
 * care. This is assumed, not checked.
 *
 * Cost: one value of h and O(nodes n^2).
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (7).
 *
 * @example
 * const axis = { points: 4, start: -1, length: 2 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 1)
 * const P = fields.allocate()
 * fields.sample(P, (m, z) => { m[0] = z[1] === 0.5 ? 1 : 0 })
 * const velocity = allocatePathVelocity(fields)
 * velocity.X[0].fill(2)
 * eulerPoincareLagrangian(fields, functionalRing(fields).zero).value(velocity, P) // => 1
 */
export const eulerPoincareLagrangian = (space: HermitianFields, energy: Functional): EulerPoincareLagrangian => {
  const { nodes, dof, measure, coordinates } = space.grid
  const D = new Float64Array(nodes)
  return {
    name: `Lagrangian of ${energy.name}`,
    space,
    value: ({ X, generator }, P) => {
      space.trace(D, P)
      let sum = 0
      for (let m = 0; m < nodes; m++)
        for (let j = 0; j < dof; j++) sum += D[m] * coordinates[2 * dof * m + dof + j] * X[j][m]
      return measure * sum + space.pair(P, generator) - energy.value(P)
    },
  }
}
