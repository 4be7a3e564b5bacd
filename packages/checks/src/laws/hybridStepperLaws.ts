import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Cloud } from '../arbitraries/cloud.ts'
import { cloud, showCloud } from '../arbitraries/cloud.ts'
import { stepSize } from '../arbitraries/stepSize.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { lengthOf } from './approximate.ts'
import { difference, largest, ROUNDINGS, velocityAt } from './hybridVelocity.ts'
import { stretchedForm } from './stretchedForm.ts'

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
  /**
   * Whether the equations are smooth between kinks only, as B-splines make them: a step over a kink may then lose one power of h, which costs no order, as a run
   * crosses few of them.
   */
  readonly kinks?: boolean
  /** Half the side of the box that particles are drawn from; 1 when left out. */
  readonly range?: number
}

interface StepCase {
  readonly cloud: Cloud
  readonly h: number
  /** Which two tangent vectors the two-form is measured on. */
  readonly direction: number
}

/** Nonlinear solves in one step, each off by its tolerance, and how much of that a later solve may undo: the words used have up to 9. */
const SOLVES = 64
/** Halfway to the next lower order. */
const HALFWAY = 1 / 2
/** Slopes count as those of the leading error once they change by less than this when the step is halved, and by less than twice this one halving before. */
const SETTLED = 1 / 4
/** Clouds whose errors are looked at as one: that of a single state, or of one entry of it, may have a leading term that all but vanishes, and slopes of the next. */
const CLOUDS = 3
/** How many times more than on its plateau round-off may weigh in a longer step. */
const OVER_PLATEAU = 4
/** Machine epsilons that count as seen nowhere, for steps that are exact when they are short. */
const LEAST_ROUNDINGS = 8
/** How often the largest step is halved until round-off is all that is left of the error, of order 1 already. */
const PLATEAU = 16
/** By how much round-off may blur a slope that is looked at. */
const VISIBLE = 1 / 16
/** What a case says of the order when its slopes do not settle above round-off. */
const UNDECIDED: Measured = { defect: 0, tolerance: HALFWAY }
/** How many largest steps the search for the order starts at; what fails there is passed over. */
const START = 8
/** How many times more the two-form of equations with kinks may be off: over a kink the errors at two increments stand in no fixed ratio. */
const OVER_KINKS = 8
/** How often the step is halved in search of that. */
const HALVINGS = 11
/** How much shorter steps are whose rate is compared with the equations. */
const SHORT = 64
const DIRECTIONS = 1000

const show = ({ cloud: drawn, h, direction }: StepCase): string =>
  `${showCloud(drawn)}\nconst h = ${h}\nconst direction = ${direction} // of stretchedForm`

/**
 * What a step of an integrator on a hybrid system may promise: that it runs, follows the system's equations to its order, keeps norms and the two-form
 * sum_a w_a (dq_a ^ dp_a + 2 hbar dRe psi_a ^ dIm psi_a), and undoes itself.
 *
 * Draws clouds of one or two particles with unequal weights, and steps up to `largestStep`. The law of order takes three such clouds at once and the Euclidean
 * length of all their errors, halves eight of the largest step down to the round-off that it measures and takes the finest slope, if the last two halvings changed
 * it little; if they did not, the case says nothing. That of the two-form takes two tangent vectors a draw.
 *
 * Cost: from one step a draw to 12 for the two-form and a hundred for the order.
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
  const { dof, levels, system, flow, largestStep, order, solver, kinks = false, range = 1 } = instance
  const power = kinks ? order : order + 1
  const noise = ROUNDINGS * Number.EPSILON + SOLVES * solver
  const clouds = cloud({ dof, levels, fewest: 1, most: 2, range })
  const cases: fc.Arbitrary<StepCase> = fc.record({
    cloud: clouds,
    h: stepSize(largestStep),
    direction: fc.nat(DIRECTIONS),
  })

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
  const law = (id: string, statement: string, scale: string, measure: (given: StepCase) => Measured, share = 1): Law =>
    defineLaw({ id: `step/${id}`, statement, scale, share, cases, measure, show })

  /** The symmetric difference quotient of the step at h, psi's phases included. */
  const rate = (drawn: Cloud, h: number): Float64Array => {
    const [ahead, behind] = [h, -h].map((by) => after(drawn, drawn.state(), by).block)
    return ahead.map((x, k) => (k === 0 ? 0 : (x - behind[k]) / (2 * h)))
  }
  /** How far one step is from two of half its length, over all clouds; not a number when one fails. */
  const doubling = (drawn: ReadonlyArray<Cloud>, h: number): number => {
    try {
      return Math.hypot(
        ...drawn.map((one) => {
          const [whole, halves] = [after(one, one.state(), h), after(one, one.state(), h / 2, 2)]
          return lengthOf(whole.block.map((x, k) => x - halves.block[k]))
        }),
      )
    } catch {
      return Number.NaN
    }
  }
  /** What round-off and solves make of an error: on the plateau, where nothing else is left. */
  const unseenIn = (drawn: ReadonlyArray<Cloud>): number => {
    const plateau = doubling(drawn, largestStep / 2 ** PLATEAU)
    const size = 1 + Math.hypot(...drawn.map((one) => lengthOf(one.state().block)))
    return OVER_PLATEAU * plateau + (LEAST_ROUNDINGS * Number.EPSILON + SOLVES * solver) * size
  }

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
      'the Jacobian M of a step keeps the two-form: W(M u, M v) = W(u, v)',
      'how the value changes when the increment of the differences is doubled, and round-off and the tolerance of the solves over that increment',
      ({ cloud: drawn, h, direction }) => {
        const { weights } = drawn
        const { value, change, stretch, increment } = stretchedForm(
          (state) => after(drawn, state, h),
          { weights, hbar: system(weights).hbar, kinks },
          drawn.state(),
          direction,
        )
        return {
          defect: value,
          tolerance:
            (kinks ? OVER_KINKS : 1) * change + (noise * (1 + largest(drawn.state().block)) * stretch) / increment,
        }
      },
    ),
    law(
      'consistent',
      'the rate of a step, (y(h) - y(-h)) / 2h, tends to the equations q\u2032 = h_p / w, p\u2032 = -h_q / w, i hbar psi\u2032 = (h_rho / w) psi',
      'how the rate changes when h is halved, and round-off and the tolerance of the solves over h',
      ({ cloud: drawn, h }) => {
        const short = h / SHORT
        const [coarse, fine] = [short, short / 2].map((step) => rate(drawn, step))
        const velocity = velocityAt(system(drawn.weights), drawn.state()).block
        velocity[0] = 0
        return {
          defect: difference(fine, velocity),
          tolerance: difference(coarse, fine) + (noise * (1 + largest(drawn.state().block))) / short,
        }
      },
      0.5,
    ),
    defineLaw({
      id: 'step/order',
      statement: `the error of a step shrinks as h^${power}${kinks ? ', kinks of the equations included' : ''}`,
      scale:
        'half an order, between this one and the next lower, how the slope still changes, and round-off, measured on short steps, and the tolerance of the solves over the error',
      share: 0.2,
      cases: fc.array(clouds, { minLength: CLOUDS, maxLength: CLOUDS }),
      measure: (drawn) => {
        const unseen = unseenIn(drawn)
        let h = START * largestStep
        let [first, second] = [doubling(drawn, h), doubling(drawn, h / 2)]
        let finest = UNDECIDED
        let before = Number.POSITIVE_INFINITY
        for (let k = 0; k < HALVINGS; k++) {
          const third = doubling(drawn, h / 4)
          const blur = unseen / (third * Math.LN2)
          if (blur >= VISIBLE) break
          const fine = Math.log2(second / third)
          const change = Math.abs(fine - Math.log2(first / second))
          const settled = change < SETTLED && before < 2 * SETTLED
          finest = settled ? { defect: Math.max(0, power - fine), tolerance: HALFWAY + change + blur } : UNDECIDED
          before = change
          h /= 2
          first = second
          second = third
        }
        return finest
      },
      show: (drawn) => drawn.map((one, k) => `// cloud ${k + 1}\n${showCloud(one)}`).join('\n'),
    }),
  ]
}
