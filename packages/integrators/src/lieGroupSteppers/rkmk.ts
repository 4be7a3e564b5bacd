import { STATUS } from '@casimir/algebra'
import { checkEquation } from '../checkSystem.ts'
import { finite } from './finite.ts'
import type { LieGroupEquation, LieGroupStepper } from './LieGroupEquation.ts'

interface Tableau {
  readonly nodes: readonly number[]
  readonly matrix: ReadonlyArray<readonly number[]>
  readonly weights: readonly number[]
}

/** Explicit Runge-Kutta tableaus: the midpoint rule, Kutta's third and fourth order. */
const TABLEAUS: { readonly [order: number]: Tableau } = {
  2: { nodes: [0, 1 / 2], matrix: [[], [1 / 2]], weights: [0, 1] },
  3: { nodes: [0, 1 / 2, 1], matrix: [[], [1 / 2], [-1, 2]], weights: [1 / 6, 2 / 3, 1 / 6] },
  4: {
    nodes: [0, 1 / 2, 1 / 2, 1],
    matrix: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
    weights: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
  },
}

/** Options of `rkmk`; every field has a default. */
export interface RkmkOptions {
  readonly order: 2 | 3 | 4
  /** The map from the algebra to the group in which each step is written. */
  readonly coordinates: 'exponential' | 'cayley'
}

/**
 * Prepares a Runge-Kutta-Munthe-Kaas method for y' = xi(t, y) . y.
 *
 * With y = f(u) . y0, f = exp or cay, the step is that of an explicit Runge-Kutta method for u' = df_u^-1 xi(t, f(u) . y0), u = 0:
 * u_i = h sum_j a_ij k_j, k_i = df_(u_i)^-1 xi(t + c_i h, f(u_i) . y0), y1 = f(h sum_i b_i k_i) . y0. Default: order 4, exponential.
 *
 * Order 2, 3 or 4 as asked, in either coordinates; explicit, not symmetric. Conserves the orbit of the action, hence norms, spectra
 * and Casimirs, to round-off; neither the energy nor the Poisson structure.
 *
 * Assumes steps so short that |u| stays where df^-1 is regular (not checked beyond non-finite results). Cost: `order` fields, as many
 * maps and actions, and order - 1 evaluations of df^-1. Allocates only here.
 *
 * Errors: throws while building for another order, or `cayley` on a group that has none; the flow returns the field's status or
 * `nonFinite` and then leaves the state as it was.
 *
 * Source: H. Munthe-Kaas, Appl. Numer. Math. 29, 115 (1999); Iserles et al., Acta Numerica 9, 215 (2000).
 *
 * @example
 * const spin = { name: 'precession', action: rotationAction, field: (out) => { out.set([0, 0, 1]); return 0 } }
 * const s = allocateLieGroupState(rotationAction)
 * s.y[0] = 1
 * rkmk(spin).flow(s, Math.PI)
 * Math.abs(s.y[0] + 1) < 1e-15 // => true
 */
export const rkmk = (equation: LieGroupEquation, options: Partial<RkmkOptions> = {}): LieGroupStepper => {
  checkEquation('rkmk', equation)
  const { order = 4, coordinates = 'exponential' } = options
  const { action, field } = equation
  const { group, act } = action
  const { exp, cayley, algebra } = group
  const tableau = TABLEAUS[order]
  if (!tableau) throw new Error(`rkmk: order ${order} for '${equation.name}' is not there; give 2, 3 or 4.`)
  const map = coordinates === 'exponential' ? exp : cayley
  const inverse = coordinates === 'exponential' ? algebra.dexpInv : algebra.dcayInv
  if (!map || !inverse)
    throw new Error(
      `rkmk: '${equation.name}' lives on ${group.name}, which has no Cayley map; use coordinates 'exponential'.`,
    )
  const { size } = algebra
  const stages = tableau.nodes.length
  const nodes = Float64Array.from(tableau.nodes)
  const rows = [...tableau.matrix, tableau.weights].map((row) => Float64Array.from(row))
  const slopes = rows.slice(0, stages).map(() => new Float64Array(size))
  const u = new Float64Array(size)
  const g = new Float64Array(group.size)
  const point = new Float64Array(action.size)
  let steps = 0
  let evaluations = 0

  const gather = (row: Float64Array, h: number): void => {
    u.fill(0)
    for (let j = 0; j < row.length; j++) {
      const c = h * row[j]
      const slope = slopes[j]
      if (c !== 0) for (let k = 0; k < size; k++) u[k] += c * slope[k]
    }
  }

  return {
    flow: (state, h) => {
      for (let i = 0; i < stages; i++) {
        const slope = slopes[i]
        if (i === 0) point.set(state.y)
        else {
          gather(rows[i], h)
          map(g, u)
          act(point, g, state.y)
        }
        evaluations += 1
        const status = field(slope, state.t[0] + nodes[i] * h, point)
        if (status !== STATUS.ok) return status
        if (i > 0) inverse(slope, u, slope)
      }
      gather(rows[stages], h)
      map(g, u)
      act(point, g, state.y)
      if (!finite(point)) return STATUS.nonFinite
      state.y.set(point)
      state.t[0] += h
      steps += 1
      return STATUS.ok
    },
    counts: () => ({ steps, evaluations, iterations: 0 }),
  }
}
