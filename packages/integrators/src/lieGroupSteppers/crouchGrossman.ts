import { STATUS } from '@casimir/algebra'
import { checkEquation } from '../checkSystem.ts'
import { finite } from './finite.ts'
import type { LieGroupEquation, LieGroupStepper } from './LieGroupEquation.ts'

/** Rows of a_ij, and the weights as the last row; the nodes are the sums of the rows. */
const ROWS: { readonly [order: number]: ReadonlyArray<readonly number[]> } = {
  3: [[], [3 / 4], [119 / 216, 17 / 108], [13 / 51, -2 / 3, 24 / 17]],
  4: [
    [],
    [0.8177227988124852],
    [0.3199876375476427, 0.0659864263556022],
    [0.9214417194464946, 0.4997857776773573, -1.0969984448371581],
    [0.3552358559023322, 0.2390958372307326, 1.3918565724203247, -1.1092979392113465],
    [0.1370831520630755, -0.018369853156402, 0.739781398537078, -0.1907142565505889, 0.3322195591068374],
  ],
}

/**
 * Prepares a Crouch-Grossman method for y' = xi(t, y) . y: products of exponentials, no dexpInv.
 *
 * Y_i = exp(h a_i,i-1 k_i-1) .. exp(h a_i1 k_1) . y0, k_i = xi(t + c_i h, Y_i), y1 = exp(h b_s k_s) .. exp(h b_1 k_1) . y0.
 *
 * Order 3 (three stages) or 4 (five stages, the default), explicit, not symmetric. Conserves the orbit of the action, hence norms,
 * spectra and Casimirs, to round-off; neither the energy nor the Poisson structure.
 *
 * Cost: 3 fields and 6 exponentials with their actions for order 3, 5 and 15 for order 4. Allocates only here. The coefficients of order 4
 * are known to 16 digits.
 *
 * Errors: throws while building for another order; the flow returns the field's status or `nonFinite` and then leaves the state as it
 * was.
 *
 * Source: P. Crouch and R. Grossman, J. Nonlinear Sci. 3, 1 (1993); order 4: B. Owren and A. Marthinsen, BIT 39, 116 (1999).
 *
 * @example
 * const spin = { name: 'precession', action: rotationAction, field: (out) => { out.set([0, 0, 1]); return 0 } }
 * const s = allocateLieGroupState(rotationAction)
 * s.y[0] = 1
 * crouchGrossman(spin, 3).flow(s, Math.PI)
 * Math.abs(s.y[0] + 1) < 1e-14 // => true
 */
export const crouchGrossman = (equation: LieGroupEquation, order: 3 | 4 = 4): LieGroupStepper => {
  checkEquation('crouchGrossman', equation)
  const { action, field } = equation
  const { group, act } = action
  const { exp } = group
  const given = ROWS[order]
  if (!given) throw new Error(`crouchGrossman: order ${order} for '${equation.name}' is not there; give 3 or 4.`)
  const { size } = group.algebra
  const rows = given.map((row) => Float64Array.from(row))
  const nodes = Float64Array.from(given, (row) => row.reduce((sum, a) => sum + a, 0))
  const stages = rows.length - 1
  const slopes = rows.slice(0, stages).map(() => new Float64Array(size))
  const u = new Float64Array(size)
  const g = new Float64Array(group.size)
  const point = new Float64Array(action.size)
  let steps = 0
  let evaluations = 0

  const follow = (row: Float64Array, h: number): void => {
    for (let j = 0; j < row.length; j++) {
      const slope = slopes[j]
      for (let k = 0; k < size; k++) u[k] = h * row[j] * slope[k]
      exp(g, u)
      act(point, g, point)
    }
  }

  return {
    flow: (state, h) => {
      for (let i = 0; i < stages; i++) {
        point.set(state.y)
        follow(rows[i], h)
        evaluations += 1
        const status = field(slopes[i], state.t[0] + nodes[i] * h, point)
        if (status !== STATUS.ok) return status
      }
      point.set(state.y)
      follow(rows[stages], h)
      if (!finite(point)) return STATUS.nonFinite
      state.y.set(point)
      state.t[0] += h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: 0 }),
  }
}
