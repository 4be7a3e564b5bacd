import * as fc from 'fast-check'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { measurePoisson } from '../measurePoisson.ts'
import type { Specimen } from '../Specimen.ts'
import {
  measureAdjoint,
  measureEnergyBound,
  measureEnergyConservation,
  measureEnergyDrift,
  measureInvariants,
  measureOrder,
  measurePositivity,
  measureReversibility,
  measureTimeReversal,
} from './stepperMeasures.ts'

/** A method on a drawn problem. */
export interface StepperCase {
  readonly specimen: Specimen
  /** The step at which its structure is measured. */
  readonly h: number
  /** Code that makes the problem. */
  readonly code: string
}

/** A one-step method, the problems it is to be tried on, and its numbers. */
export interface StepperInstance {
  readonly name: string
  readonly cases: fc.Arbitrary<StepperCase>
  /** Problems that oscillate, with steps of which 2000 span many periods of every motion: for the drift of the energy, which others cannot show; `cases` when left out. */
  readonly oscillating?: fc.Arbitrary<StepperCase>
  readonly order: number
  /** The relative tolerance to which the method solves its equations; 0, when left out, for explicit ones. */
  readonly solver?: number
  /** The time at which the order is measured; 1 when left out. */
  readonly T?: number
  /** The number of steps the ladder of the order starts with, on which errors are below 1/100 already; 16 when left out. */
  readonly coarsest?: number
  /** The increment of the differences for the Jacobian of a step; 0.005 when left out. */
  readonly increment?: number
}

/** Problems that the order is fitted to at once, so that no leading error term vanishes by chance. */
const PROBLEMS = 3

/**
 * The laws of one-step methods: order, reversibility, adjoint, time reversal, Poisson (symplectic on canonical phase spaces), unitarity, invariants, positivity, energy bound, drift and
 * conservation. No method keeps them all: what it claims is for the caller to say, by ids.
 *
 * Tolerances: 64 rounding errors and the solver's tolerance a step, times 1 + |y|, the number of steps and the measured stretch of the motion; for the Poisson defect the error
 * of the Jacobian from two increments; for the energy its own size. A law that needs what a specimen lacks fails with a sentence that says so.
 *
 * Cost: a few hundred steps a draw; some thousand for the order (one draw in 20) and the drift (one in 10).
 *
 * @example
 * import * as fc from 'fast-check'
 * const turn = {
 *   method: 'symplectic Euler', problem: 'spring', energy: ([q, p]) => (q * q + p * p) / 2,
 *   prepare: () => { const block = Float64Array.of(1, 0); return { block, step: (h) => { block[1] -= h * block[0]; block[0] += h * block[1]; return 0 } } },
 * }
 * const laws = stepperLaws({ name: 'symplectic Euler', order: 1, cases: fc.constant({ specimen: turn, h: 0.1, code: '' }) })
 * const verdict = (id) => laws.find((law) => law.id === id).check({ draws: 1, seed: 1 }).verdict
 * [verdict('stepper/energy-drift'), verdict('stepper/reversible')] // => ['holds', 'fails']
 */
export const stepperLaws = ({
  name,
  cases,
  oscillating = cases,
  order,
  solver = 0,
  T = 1,
  coarsest = 16,
  increment,
}: StepperInstance): ReadonlyArray<Law> => {
  const rounding = 'rounding and solver errors of each step, times 1 + |y| and the stretch of the motion'
  const law = (
    id: string,
    statement: string,
    scale: string,
    measure: (specimen: Specimen, h: number) => Measured,
    share = 1,
    from = cases,
  ): Law =>
    defineLaw({
      id: `stepper/${id}`,
      statement: `${name}: ${statement}`,
      scale,
      share,
      cases: from,
      measure: ({ specimen, h }) => measure(specimen, h),
      show: ({ code, h }) => `${code}\nconst h = ${h}`,
    })
  return [
    defineLaw({
      id: 'stepper/order',
      statement: `${name}: the error falls as the step to the power ${order}`,
      scale:
        'a fifth of an order, for the next term of the error over a ladder of steps above the plateau of round-off',
      share: 0.05,
      cases: fc.array(cases, { minLength: PROBLEMS, maxLength: PROBLEMS }),
      measure: (drawn) =>
        measureOrder(
          drawn.map(({ specimen }) => specimen),
          order,
          T,
          coarsest,
        ),
      show: (drawn) => drawn.map(({ code }, k) => `// problem ${k + 1}\n${code}`).join('\n'),
    }),
    law('reversible', 'a step of -h undoes a step of h', rounding, (s, h) => measureReversibility(s, h, solver)),
    law('adjoint', 'a step of the adjoint over -h undoes a step of h', rounding, (s, h) =>
      measureAdjoint(s, h, solver),
    ),
    law('time-reversal', 'reversing time, stepping and reversing time undoes a step', rounding, (s, h) =>
      measureTimeReversal(s, h, solver),
    ),
    law(
      'poisson',
      'a step is a Poisson map: symplectic, where the tensor is canonical',
      'the error of the Jacobian from two increments, times its size and that of the tensor',
      (s, h) => measurePoisson(s, h, solver, increment),
    ),
    law('unitary', 'the norm of every particle is kept', 'rounding and solver errors of each step', (s, h) =>
      measureInvariants(s, 'norms', h, solver),
    ),
    law('invariants', 'the invariants are kept', 'rounding and solver errors of each step', (s, h) =>
      measureInvariants(s, 'invariants', h, solver),
    ),
    law(
      'positivity',
      'density matrices stay positive and keep their traces',
      'rounding and solver errors of each step',
      (s, h) => measurePositivity(s, h, solver),
    ),
    law('energy-conservation', 'the energy is kept', 'rounding and solver errors of each step', (s, h) =>
      measureEnergyConservation(s, h, solver),
    ),
    law(
      'energy-bound',
      `the energy error falls as the step to the power ${order}`,
      'the energy error at twice the step, and how the slope changes from one halving to the next',
      (s, h) => measureEnergyBound(s, order, h, solver),
      0.5,
    ),
    law(
      'energy-drift',
      'the mean energy does not drift over a long run',
      'the largest excursion of the energy within the first half of the run',
      (s, h) => measureEnergyDrift(s, h, solver),
      0.1,
      oscillating,
    ),
  ]
}
