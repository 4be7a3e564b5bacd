import type { HybridState } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { lengthOf, worst } from './approximate.ts'
import type { HoppingCase, HoppingRun, MakeDraws, SurfaceHoppingInstance } from './hoppingCase.ts'
import { showHopping, stepped } from './hoppingCase.ts'
import { GROWTH, hoppingTools, ROUND, STEPS } from './hoppingTools.ts'
import { difference, largest } from './hybridVelocity.ts'
import { settledOrder } from './settledOrder.ts'
import { partsOf } from './splitHamiltonian.ts'
import { stretchedForm } from './stretchedForm.ts'

/** Trajectories whose errors are looked at as one. */
const TOGETHER = 3

/** The laws of single steps, with a hop and without. */
export const hoppingStepLaws = (instance: SurfaceHoppingInstance): ReadonlyArray<Law> => {
  const { dof, levels: n, hamiltonian, hbar } = instance
  const { one, never, always, begun, hopping, growth, rounding, law } = hoppingTools(instance)
  const runs = law(
    'runs',
    `${STEPS} steps end well, with finite numbers, active levels among the levels, and the time has moved`,
    'round-off in h',
    (given) => {
      const { state, active } = hopping(given)
      const odd = active.filter((level) => !(level >= 0 && level < n)).length
      return {
        defect: Math.abs(state.t[0] - STEPS * given.h) + odd + 0 * largest(state.block),
        tolerance: ROUND * STEPS * given.h,
      }
    },
  )
  const unitary = law(
    'unitary',
    'each trajectory keeps its norm, which is the sum of its adiabatic populations',
    'round-off in the amplitudes, times the steps',
    (given) => {
      const run = hopping(given)
      const populations = new Float64Array(n)
      return worst(
        ...Array.from(run.active, (_, a): Measured => {
          const psi = run.state.psi.subarray(2 * n * a, 2 * n * (a + 1))
          run.populations(populations, a)
          const norms = [psi.reduce((sum, x) => sum + x * x, 0), populations.reduce((sum, x) => sum + x, 0)]
          return { defect: difference(norms, [1, 1]), tolerance: ROUND * STEPS }
        }),
      )
    },
  )
  const hop = law(
    'hop-energy',
    'a hop keeps the energy of the active level, and so does one that is frustrated',
    'round-off in kinetic and potential energies',
    (given) => {
      const [stays, hops] = [never, always].map((make) => stepped(begun(given, make(given)), given.h, 1))
      const { A, B } = partsOf(hamiltonian)
      const [before, after, potential] = [0, 1, 2].map(() => new Float64Array(2 * n * n))
      return worst(
        ...Array.from(hops.active, (_, a): Measured => {
          A.value(before, stays.state.p, a * dof)
          A.value(after, hops.state.p, a * dof)
          B.value(potential, hops.state.q, a * dof)
          const moved = difference(stays.state.q, hops.state.q)
          return {
            defect: Math.abs(hops.energy(a) - stays.energy(a)) + moved,
            tolerance: ROUND * (largest(before) + largest(after) + n * largest(potential)),
          }
        }),
      )
    },
  )
  /** A law of the power of h that an error vanishes with, over three trajectories as one: a single one's leading term may all but vanish. */
  const vanishing = (id: string, statement: string, error: (given: HoppingCase, h: number) => number): Law =>
    defineLaw({
      id: `hopping/${id}`,
      statement,
      scale: 'half an order, how the slope still changes, and round-off, measured on short steps, over the error',
      share: 0.2,
      cases: fc.array(one, { minLength: TOGETHER, maxLength: TOGETHER }),
      measure: (all) =>
        settledOrder({
          order: 3,
          largest: instance.largestStep,
          size: 1 + Math.hypot(...all.map((each) => lengthOf(each.cloud.state().block))),
          error: (h) => Math.hypot(...all.map((each) => error(each, h))),
        }),
      show: (all) => all.map((each, k) => `// trajectory ${k + 1}\n${showHopping(each)}`).join('\n'),
    })
  const energy = vanishing('energy', 'between hops the energy error of a step shrinks as h^3', (given, h) => {
    const run = begun(given, never(given))
    const start = run.energy(0)
    return Math.abs(stepped(run, h, 1).energy(0) - start)
  })
  const order = vanishing('order', 'between hops the error of a step shrinks as h^3', (given, h) => {
    const [once, twice] = [1, 2].map((parts) => stepped(begun(given, never(given)), h / parts, parts).state.block)
    return lengthOf(once.map((x, k) => x - twice[k]))
  })
  const back = (make: (given: HoppingCase) => MakeDraws) => (given: HoppingCase) => {
    const there = (start: HybridState): HoppingRun => stepped(begun(given, make(given), start), given.h, 1)
    const run = there(given.cloud.state())
    return {
      defect: difference(stepped(run, -given.h, 1).state.block, given.cloud.state().block),
      tolerance: rounding(given, there) * growth(given, there),
    }
  }
  const symmetric = law('symmetric', 'between hops a step of h and one of -h lead back', GROWTH, back(never))
  const reversible = law('reversible', 'a step of h and one of -h lead back, hops included', GROWTH, back(always))
  const symplectic = law(
    'symplectic',
    'between hops the Jacobian M of a step keeps the two-form: W(M u, M v) = W(u, v)',
    'how the value changes when the increment of the differences is doubled, and round-off over that increment',
    (given) => {
      const { weights } = given.cloud
      const { value, change, stretch, increment } = stretchedForm(
        (state) => stepped(begun(given, never(given), state), given.h, 1).state,
        { weights, hbar, kinks: false },
        given.cloud.state(),
        given.seed,
      )
      return {
        defect: value,
        tolerance: change + (ROUND * (1 + largest(given.cloud.state().block)) * stretch) / increment,
      }
    },
  )
  return [runs, unitary, hop, energy, order, symmetric, reversible, symplectic]
}
