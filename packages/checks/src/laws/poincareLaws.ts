import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, poincareIntegral } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { ClosedLoop } from '../arbitraries/closedLoop.ts'
import { closedLoop } from '../arbitraries/closedLoop.ts'
import { weights as drawnWeights } from '../arbitraries/weights.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { takeStep } from '../takeStep.ts'
import { worst } from './approximate.ts'
import type { HybridModel } from './HybridModel.ts'
import { lengthsOf } from './HybridModel.ts'
import { gradientTolerance, largest, ROUNDINGS, velocityAt } from './hybridVelocity.ts'
import type { ModelCase } from './modelCase.ts'
import { buildSystem, casesOf, pick, showCase } from './modelCase.ts'

/** A stepper of hybrid systems, to be run along loops. */
export interface LoopStepper {
  readonly name: string
  /** A fresh flow, so that no history of one run leaks into the next. */
  readonly prepare: (system: HybridSystem) => Flow<HybridState>
  readonly h: number
  readonly steps: number
  /** The relative accuracy to which an implicit stepper solves; 0 for an explicit one. */
  readonly tolerance: number
}

/** Samples of a loop, and its highest Fourier mode at the start. */
const SAMPLES = 64
const MODES = 2
/** The size of loops in units of the model's reach: most of a loop lies within a cloud's own box. */
const SIZE = 0.5
/**
 * A quarter of the samples misses at least this many times as much as all do. Sums miss the Fourier modes that are multiples of the number of samples, and where third derivatives
 * jump, mode k is about k^-4: what the quarters miss, modes 16, 32 and 48, is 256, 16 and 3 times mode 64. Phases of several jumps may take the first two away by chance: a factor
 * of 8 is missed by one draw in some thousand, of 2 by one in 10^6.
 */
const GAIN = 2

const SCALE = `1/${GAIN} of what a quarter of the ${SAMPLES} samples would give otherwise, and ${ROUNDINGS} machine epsilons of the gradient and its change, around the loop`

/** Sample k, k + 4, .. of a loop. */
const quarter = (loop: HybridState, model: HybridModel, from: number): HybridState =>
  pick(
    loop,
    model,
    Array.from({ length: SAMPLES / 4 }, (_, k) => from + 4 * k),
  )

/** What a quantity of loops comes to with all samples, and how far a quarter of them is off. */
const resolved = (
  model: HybridModel,
  loops: ReadonlyArray<HybridState>,
  value: (loops: ReadonlyArray<HybridState>, samples: number) => number,
): { readonly value: number; readonly error: number } => {
  const all = value(loops, SAMPLES)
  const coarse = [0, 1, 2, 3].map((from) =>
    value(
      loops.map((loop) => quarter(loop, model, from)),
      SAMPLES / 4,
    ),
  )
  return { value: all, error: coarse.reduce((most, x) => Math.max(most, Math.abs(x - all)), 0) / GAIN }
}

/** dQ/dt along velocities, (Q(x + v) - Q(x - v))/2, exact since Q is quadratic; pairs of a loop and its velocity. */
const rateOf = (model: HybridModel, loop: HybridState, velocity: HybridState, samples: number): number => {
  const value = poincareIntegral({ trajectories: samples, dof: model.dof, levels: model.levels }, model.hbar)
  const at = allocateHybrid({ trajectories: samples, dof: model.dof, levels: model.levels })
  const along = (by: number): number => {
    for (let i = 0; i < at.block.length; i++) at.block[i] = loop.block[i] + by * velocity.block[i]
    return value(at)
  }
  return (along(1) - along(-1)) / 2
}

/** A velocity with an error of `tolerance` in every entry changes the rate of a loop by no more than this. */
const aroundLoop = ({ dof, levels }: HybridModel, loop: HybridState, tolerance: number): number =>
  2 * Math.PI * MODES * 2 * (dof + levels) * (1 + largest(loop.block)) * tolerance

/** A drawn loop in units of the model's reach. */
const drawnLoop = ({ dof, levels, reach = { q: 1, p: 1 } }: HybridModel): fc.Arbitrary<ClosedLoop> =>
  closedLoop({ dof, levels, samples: SAMPLES, modes: MODES }).map((loop) => ({
    ...loop,
    state: () => {
      const state = loop.state()
      for (let i = 0; i < state.q.length; i++) {
        state.q[i] *= SIZE * reach.q
        state.p[i] *= SIZE * reach.p
      }
      return state
    },
  }))

const showLoop = (loop: ClosedLoop): string => {
  const { q, p, psi } = loop.state()
  return `const loop = ${codeOf({ q, p, psi })} // ${SAMPLES} samples of a closed loop`
}

/** How loops of a kind are carried: the states to move, the loops in states or their velocities, and the weighted sums over loops that do not change. */
interface Carried {
  readonly system: HybridSystem
  readonly states: ReadonlyArray<HybridState>
  readonly loops: (states: ReadonlyArray<HybridState>) => ReadonlyArray<HybridState>
  readonly sums: ReadonlyArray<ReadonlyArray<number>>
}

const measureRate = (model: HybridModel, { system, states, loops, sums }: Carried): Measured => {
  const at = loops(states)
  const along = loops(states.map((state) => velocityAt(system, state)))
  const rounding = gradientTolerance(system, states[0], lengthsOf(model, states[0]))
  return worst(
    ...sums.map((weights) => {
      // loops and their velocities together, so that quarters are taken of both alike
      const { value, error } = resolved(model, [...at, ...along], (parts, samples) =>
        weights.reduce((sum, w, a) => sum + w * rateOf(model, parts[a], parts[weights.length + a], samples), 0),
      )
      const around = weights.reduce((sum, w, a) => sum + w * aroundLoop(model, at[a], rounding), 0)
      return { defect: Math.abs(value), tolerance: error + around }
    }),
  )
}

/** How often the step is halved where one fails. */
const HALVINGS = 8

/**
 * Takes the steps of all states, anew with steps of half the size where one does not succeed: the integral is kept by steps of any size, and the force on a particle of weight 0 is so steep where it
 * leaves the kernels of all others that an implicit solve needs small ones. Throws what the smallest steps throw.
 */
const carry = (system: HybridSystem, states: ReadonlyArray<HybridState>, { prepare, h, steps, name }: LoopStepper) => {
  const starts = states.map(({ block }) => block.slice())
  for (let size = h, left = HALVINGS; ; size /= 2, left--)
    try {
      for (const state of states) {
        const flow = prepare(system)
        for (let k = 0; k < steps; k++) takeStep(() => flow(state, size), name)
      }
      return
    } catch (error) {
      if (left === 0) throw error
      for (const [k, { block }] of states.entries()) block.set(starts[k])
    }
}

const measureSteps = (model: HybridModel, { system, states, loops, sums }: Carried, stepper: LoopStepper): Measured => {
  const { h, steps, tolerance } = stepper
  const totals = (at: ReadonlyArray<HybridState>) =>
    sums.map((weights) =>
      resolved(model, at, (parts, samples) => {
        const value = poincareIntegral({ trajectories: samples, dof: model.dof, levels: model.levels }, model.hbar)
        return weights.reduce((sum, w, a) => sum + w * value(parts[a]), 0)
      }),
    )
  const before = totals(loops(states))
  const rounding = gradientTolerance(system, states[0], lengthsOf(model, states[0]))
  const size = states.reduce((most, { block }) => Math.max(most, largest(block)), 0)
  carry(system, states, stepper)
  const end = loops(states)
  const perStep = h * rounding + (tolerance + ROUNDINGS * Number.EPSILON) * (1 + size)
  return worst(
    ...totals(end).map(({ value, error }, k) => ({
      defect: Math.abs(value - before[k].value),
      tolerance:
        error +
        before[k].error +
        steps * end.reduce((sum, loop, a) => sum + sums[k][a] * aroundLoop(model, loop, perStep), 0),
    })),
  )
}

interface LoopCase {
  readonly one: ModelCase
  readonly loops: ReadonlyArray<ClosedLoop>
}

const tracers = (model: HybridModel, { one, loops: [loop] }: LoopCase): Carried => {
  const { weights, state } = one.cloud
  const N = weights.length
  const system = buildSystem(model, one.variant, Float64Array.from([...weights, ...new Float64Array(SAMPLES)]))
  const start = allocateHybrid(system.shape)
  const [cloud, tracer] = [state(), loop.state()]
  for (const field of ['q', 'p', 'psi'] as const) start[field].set([...cloud[field], ...tracer[field]])
  return {
    system,
    states: [start],
    loops: ([all]) => [
      pick(
        all,
        model,
        Array.from({ length: SAMPLES }, (_, k) => N + k),
      ),
    ],
    sums: [[1]],
  }
}

/** Loops of states of several particles: each particle's by itself, or the weighted sum. */
const cloudLoops = (model: HybridModel, { one, loops }: LoopCase, weights: Float64Array, apart: boolean): Carried => {
  const system = buildSystem(model, one.variant, weights)
  const parts = loops.map((loop) => loop.state())
  const transpose = (from: ReadonlyArray<HybridState>, count: number): HybridState[] =>
    Array.from({ length: count }, (_, k) => {
      const out = allocateHybrid({ trajectories: from.length, dof: model.dof, levels: model.levels })
      from.forEach((state, a) => {
        const { q, p, psi } = pick(state, model, [k])
        out.q.set(q, model.dof * a)
        out.p.set(p, model.dof * a)
        out.psi.set(psi, 2 * model.levels * a)
      })
      return out
    })
  return {
    system,
    states: transpose(parts, SAMPLES),
    loops: (states) => transpose(states, parts.length),
    sums: apart ? loops.map((_, a) => loops.map((__, b) => (a === b ? 1 : 0))) : [Array.from(weights)],
  }
}

const KINDS = [
  ['trajectories', 'each particle, around a loop of states of all of them,', 3],
  ['tracers', 'a loop of tracers, particles of weight 0, beside a cloud', 1],
  ['cloud', 'the sum over particles, each times its weight, around a loop of states of all of them', 3],
] as const

/**
 * That the Poincare integral of p dq + <psi|i hbar dpsi> around random loops does not change: `poincare/trajectories` (Ehrenfest: each trajectory's own loop),
 * `poincare/tracers` (closures: loops of zero-weight particles beside a cloud) and `poincare/cloud` (any Hamiltonian model: loops of states of N particles, summed
 * with the weights). Each is measured as the rate of change along the vector field and, with a stepper, `/steps`, over some steps.
 *
 * A closure does not keep the loop of a single particle, and claims `tracers` and `cloud` only.
 *
 * Assumes loops stay resolved by 64 samples over the steps. Cost: 64 gradients a draw, for `tracers` one of 64 more particles.
 *
 * @example
 * const free = {
 *   name: 'free', dof: 1, levels: 1, hbar: 1,
 *   system: (weights) => ({
 *     name: 'free', shape: { trajectories: weights.length, dof: 1, levels: 1 }, hbar: 1, energy: () => 0,
 *     gradient: (out, { p }) => { out.block.fill(0); out.p.set(p); return 0 },
 *   }),
 * }
 * poincareLaws(free).map((law) => law.check({ draws: 3, seed: 1 }).verdict) // => ['holds', 'holds', 'holds']
 */
export const poincareLaws = (model: HybridModel, stepper?: LoopStepper): ReadonlyArray<Law> =>
  KINDS.flatMap(([kind, what, most]) => {
    const cases = fc.tuple(
      casesOf(model, { fewest: 1, most: 3 }),
      fc.array(drawnLoop(model), { minLength: most, maxLength: most }),
      drawnWeights(most),
    )
    const carry = ([one, loops, w]: readonly [ModelCase, ReadonlyArray<ClosedLoop>, Float64Array]): Carried => {
      if (kind === 'tracers') return tracers(model, { one, loops })
      return cloudLoops(model, { one, loops }, w, kind === 'trajectories')
    }
    const law = (id: string, statement: string, scale: string, measure: (carried: Carried) => Measured): Law =>
      defineLaw({
        id: `poincare/${kind}${id}`,
        statement: `the Poincare integral of ${what} ${statement}`,
        scale,
        share: 0.2,
        cases,
        measure: (drawn) => measure(carry(drawn)),
        show: ([one, loops, w]) =>
          [showCase(one), ...loops.map(showLoop), `const weightsOfLoops = ${codeOf(w)}`].join('\n'),
      })
    const rate = law('', 'has no rate of change along the vector field', SCALE, (carried) =>
      measureRate(model, carried),
    )
    if (!stepper) return [rate]
    const { steps, name, tolerance } = stepper
    return [
      rate,
      law(
        '/steps',
        `is the same after ${steps} steps of ${name}`,
        `${SCALE}; and ${tolerance}, to which the stepper solves, at every step`,
        (carried) => measureSteps(model, carried, stepper),
      ),
    ]
  })
