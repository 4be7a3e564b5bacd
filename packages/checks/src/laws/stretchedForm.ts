import type { HybridState, Reading } from '@casimir/algebra'
import { allocateHybrid, scatter } from '@casimir/algebra'

/** What a step makes of the two-form on two tangent vectors, by differences. */
export interface StretchedForm {
  /** |W(M u, M v) - W(u, v)|. */
  readonly value: number
  /** How much W(M u, M v) changes when the increment is doubled, 15 times its error for a smooth step; with kinks the larger of that and the change when it is doubled again. */
  readonly change: number
  /** How much round-off in the step is amplified before it is divided by the increment. */
  readonly stretch: number
  readonly increment: number
}

/** With kinks half of it, since one more doubling is looked at. */
const INCREMENT = 1 / 64
/** Sum of the coefficients of the difference quotient. */
const COEFFICIENTS = 18 / 12

interface Form {
  readonly weights: Float64Array
  readonly hbar: number
  /** Whether the step may have kinks: where one falls within the differences, errors at two increments can agree by chance, at three not. */
  readonly kinks: boolean
}

/** sum_a w_a (dq_a ^ dp_a + 2 hbar dRe psi_a ^ dIm psi_a) on two vectors laid out as states. */
const formOf = (x: HybridState, y: HybridState, { weights, hbar }: Omit<Form, 'kinks'>): number => {
  const [N, d, n] = [weights.length, x.q.length / weights.length, x.psi.length / weights.length / 2]
  let sum = 0
  for (let a = 0; a < N; a++) {
    let own = 0
    for (let i = a * d; i < (a + 1) * d; i++) own += x.q[i] * y.p[i] - x.p[i] * y.q[i]
    for (let j = 2 * a * n; j < 2 * (a + 1) * n; j += 2)
      own += 2 * hbar * (x.psi[j] * y.psi[j + 1] - x.psi[j + 1] * y.psi[j])
    sum += weights[a] * own
  }
  return sum
}

const sumOfSizes = (x: Reading): number => {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += Math.abs(x[k])
  return sum
}

/**
 * Measures the two-form on the images of two tangent vectors u, v under a step, by fourth-order central differences.
 *
 * u_k = scatter(2, s) and v_k = scatter(3, s) with s = direction times the size of the block + k, and 0 for the time. Cost: 12 steps, 16 with kinks.
 */
export const stretchedForm = (
  step: (state: HybridState) => HybridState,
  form: Form,
  state: HybridState,
  direction: number,
): StretchedForm => {
  const { weights, kinks } = form
  const increment = kinks ? INCREMENT / 2 : INCREMENT
  const shape = {
    trajectories: weights.length,
    dof: state.q.length / weights.length,
    levels: state.psi.length / weights.length / 2,
  }
  const made = (entry: (k: number) => number): HybridState => {
    const out = allocateHybrid(shape)
    for (let k = 1; k < out.block.length; k++) out.block[k] = entry(k)
    return out
  }
  const size = state.block.length
  const [u, v] = [2, 3].map((prime) => made((k) => scatter(prime, direction * size + k)))
  const times = kinks ? [1, 2, 4, 8] : [1, 2, 4]
  /** M x by differences at the increment, at twice that, and so on. */
  const images = (x: HybridState): ReadonlyArray<HybridState> => {
    const differences = times.map((many) => {
      const [ahead, behind] = [many, -many].map(
        (by) => step(made((k) => state.block[k] + by * increment * x.block[k])).block,
      )
      return ahead.map((y, k) => y - behind[k])
    })
    return times
      .slice(1)
      .map((_, i) => made((k) => (8 * differences[i][k] - differences[i + 1][k]) / (12 * times[i] * increment)))
  }
  const [Mu, Mv] = [images(u), images(v)]
  const values = Mu.map((x, i) => formOf(x, Mv[i], form))
  return {
    value: Math.abs(values[0] - formOf(u, v, form)),
    change: Math.max(...values.slice(1).map((value, i) => Math.abs(value - values[i]))),
    stretch: COEFFICIENTS * Math.max(1, 2 * form.hbar) * (sumOfSizes(Mu[0].block) + sumOfSizes(Mv[0].block)),
    increment,
  }
}
