import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Cloud } from '../arbitraries/cloud.ts'
import { cloud, showCloud } from '../arbitraries/cloud.ts'
import { stepSize } from '../arbitraries/stepSize.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { symplecticDefect } from '../symplecticDefect.ts'
import { difference, largest, ROUNDINGS, velocityAt } from './hybridVelocity.ts'

/** An integrator prepared for hybrid systems of any weights, and what its maker says of it. */
export interface HybridStepperInstance {
  readonly dof: number
  readonly levels: number
  readonly system: (weights: Float64Array) => HybridSystem
  /** A freshly prepared step for `system(weights)`. */
  readonly flow: (weights: Float64Array) => Flow<HybridState>
  /** The largest step drawn. */
  readonly largestStep: number
  readonly order: number
  /** The relative tolerance of its nonlinear solves, 0 when it has none. */
  readonly solver: number
  /** Half the side of the box that particles are drawn from; 1 when left out. */
  readonly range?: number
}

interface StepCase {
  readonly cloud: Cloud
  readonly h: number
}

/** Nonlinear solves in one step, each off by its tolerance, and how much of that a later solve may undo: the words used have up to 9. */
const SOLVES = 64
/** Halfway to the next lower order. */
const HALFWAY = 1 / 2
/** The larger of the two increments by which the Jacobian of a step is taken. */
const INCREMENT = 1 / 32

const show = ({ cloud: drawn, h }: StepCase): string => `${showCloud(drawn)}\nconst h = ${h}`

/**
 * What a step of an integrator on a hybrid system may promise: that it runs, follows the system's equations to its order, keeps norms and the two-form
 * sum_a w_a (dq_a ^ dp_a + 2 hbar dRe psi_a ^ dIm psi_a), and undoes itself.
 *
 * Draws clouds of one or two particles with unequal weights, and steps up to `largestStep`; the laws of order take that step, its half and its quarter.
 *
 * Cost: from one step to the 8 (2 d + 2 n) N of the symplectic law, which takes a tenth of the draws.
 *
 * Errors: none; a step that fails or throws is a failed law.
 *
 * @example
 * const free = (weights) => ({
 *   name: 'free', shape: { trajectories: weights.length, dof: 1, levels: 1 }, hbar: 1, energy: ({ p }) => p[0] ** 2 / 2,
 *   gradient: (out, { p }) => { out.q.fill(0); out.p.set(p); out.generator.fill(0); return 0 },
 * })
 * const flow = () => ({ t, q, p }, h) => { t[0] += h; q.forEach((x, k) => { q[k] = x + h * p[k] }); return 0 }
 * const laws = hybridStepperLaws({ dof: 1, levels: 1, system: free, flow, largestStep: 0.5, order: 2, solver: 0 })
 * laws.map((law) => law.check({ draws: 20, seed: 1 }).verdict) // => ['holds', 'holds', 'holds', 'holds', 'holds', 'holds']
 */
export const hybridStepperLaws = (instance: HybridStepperInstance): ReadonlyArray<Law> => {
  const { dof, levels, system, flow, largestStep, order, solver, range = 1 } = instance
  const noise = ROUNDINGS * Number.EPSILON + SOLVES * solver
  const clouds = cloud({ dof, levels, fewest: 1, most: 2, range })
  const cases: fc.Arbitrary<StepCase> = fc.record({ cloud: clouds, h: stepSize(largestStep) })
  const long: fc.Arbitrary<StepCase> = clouds.map((drawn) => ({ cloud: drawn, h: largestStep }))

  /** A state after steps of h, each run with a fresh method. */
  const after = ({ shape, weights }: Cloud, start: HybridState, h: number, steps = 1): HybridState => {
    const state = allocateHybrid(shape)
    state.block.set(start.block)
    const step = flow(weights)
    for (let k = 0; k < steps; k++) {
      const status = step(state, h)
      if (status !== 0) throw new Error(`a step of ${h} ends with status ${status}`)
    }
    return state
  }
  const law = (
    id: string,
    statement: string,
    scale: string,
    measure: (given: StepCase) => Measured,
    { share = 1, from = cases }: { readonly share?: number; readonly from?: fc.Arbitrary<StepCase> } = {},
  ): Law => defineLaw({ id: `stepper/${id}`, statement, scale, share, cases: from, measure, show })

  /** The symmetric difference quotient of the step at h, psi's phases included. */
  const rate = (drawn: Cloud, h: number): Float64Array => {
    const [ahead, behind] = [h, -h].map((by) => after(drawn, drawn.state(), by).block)
    return ahead.map((x, k) => (k === 0 ? 0 : (x - behind[k]) / (2 * h)))
  }
  /** How far one step is from two of half its length, at h, h/2 and h/4. */
  const doublings = (drawn: Cloud, h: number): number[] =>
    [h, h / 2, h / 4].map((step) =>
      difference(after(drawn, drawn.state(), step).block, after(drawn, drawn.state(), step / 2, 2).block),
    )

  return [
    law(
      'runs',
      'a step ends well, with finite numbers, and the time has moved by h',
      'round-off in h',
      ({ cloud: drawn, h }) => {
        const { t, block } = after(drawn, drawn.state(), h)
        return { defect: Math.abs(t[0] - h) + 0 * largest(block), tolerance: ROUNDINGS * Number.EPSILON * h }
      },
    ),
    law(
      'unitary',
      'each particle keeps its norm',
      'round-off in the amplitudes, whatever the accuracy of a solve',
      ({ cloud: drawn, h }) => {
        const { psi } = after(drawn, drawn.state(), h)
        const norms = Array.from(drawn.weights, (_, a) =>
          psi.subarray(2 * levels * a, 2 * levels * (a + 1)).reduce((sum, x) => sum + x * x, 0),
        )
        return {
          defect: difference(
            norms,
            norms.map(() => 1),
          ),
          tolerance: ROUNDINGS * Number.EPSILON,
        }
      },
    ),
    law(
      'reversible',
      'a step of h and one of -h lead back',
      'round-off and the tolerance of the solves, times 1 + |y|',
      ({ cloud: drawn, h }) => {
        const start = drawn.state()
        const back = after(drawn, after(drawn, start, h), -h)
        return { defect: difference(back.block, start.block), tolerance: noise * (1 + largest(start.block)) }
      },
    ),
    law(
      'symplectic',
      'the Jacobian M of a step has M^T W M = W',
      'how the defect shrinks when the increment of the differences is halved, and round-off and the tolerance of the solves over that increment',
      ({ cloud: drawn, h }) => {
        const { weights, shape } = drawn
        const form = { shape, weights, hbar: system(weights).hbar }
        const [far, near] = [INCREMENT, INCREMENT / 2].map((by) =>
          symplecticDefect(() => flow(weights), form, drawn.state(), h, by),
        )
        return { defect: near, tolerance: far / 4 + (noise * (1 + largest(drawn.state().block))) / INCREMENT }
      },
      { share: 0.1 },
    ),
    law(
      'consistent',
      'the rate of a step, (y(h) - y(-h)) / 2h, tends to the equations q\u2032 = h_p / w, p\u2032 = -h_q / w, i hbar psi\u2032 = (h_rho / w) psi',
      'how the rate changes when h is halved, and round-off and the tolerance of the solves over h',
      ({ cloud: drawn, h }) => {
        const short = h / 4
        const [coarse, fine] = [short, short / 2].map((step) => rate(drawn, step))
        const velocity = velocityAt(system(drawn.weights), drawn.state()).block
        velocity[0] = 0
        return {
          defect: difference(fine, velocity),
          tolerance: difference(coarse, fine) + (noise * (1 + largest(drawn.state().block))) / short,
        }
      },
      { share: 0.5 },
    ),
    law(
      'order',
      `the error of a step shrinks as h^${order + 1}`,
      'half an order, between this one and the next lower, how the measured slope changes from h to h/2, and round-off and the tolerance of the solves over the error at h/4',
      ({ cloud: drawn, h }) => {
        const [first, second, third] = doublings(drawn, h)
        const [coarse, fine] = [Math.log2(first / second), Math.log2(second / third)]
        const unseen = noise * (1 + largest(drawn.state().block))
        if (!(third > unseen)) return { defect: 0, tolerance: HALFWAY }
        return {
          defect: Math.max(0, order + 1 - fine),
          tolerance: HALFWAY + Math.abs(fine - coarse) + unseen / (third * Math.LN2),
        }
      },
      { share: 0.5, from: long },
    ),
  ]
}
