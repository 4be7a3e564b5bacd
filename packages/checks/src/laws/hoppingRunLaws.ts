import type { HybridState } from '@casimir/algebra'
import { allocateHybrid, applyMatrix } from '@casimir/algebra'
import * as fc from 'fast-check'
import { gridNumber } from '../arbitraries/gridNumber.ts'
import { gridVector } from '../arbitraries/gridVector.ts'
import { unitaryMatrix } from '../arbitraries/unitaryMatrix.ts'
import { codeOf } from '../codeOf.ts'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { bitwise, worst } from './approximate.ts'
import type { HoppingCase, HoppingRun, SurfaceHoppingInstance } from './hoppingCase.ts'
import { hashedDraws, hoppingCases, showHopping, startedRun, stepped, triedHops } from './hoppingCase.ts'
import { GROWTH, hoppingTools, STEPS, whole } from './hoppingTools.ts'
import { difference } from './hybridVelocity.ts'
import { pick } from './modelCase.ts'
import type { Wave } from './splitHamiltonian.ts'
import { diagonalWaves, partsOf, splitHamiltonian, turnedSplit, waveAt } from './splitHamiltonian.ts'

/** Trajectories whose active levels are counted, over how many steps, and how many standard errors they may be off. */
const COUNTED = 200
const LONG = 40
const DEVIATIONS = 5

/** The laws of runs: of their random numbers, of other trajectories beside, of other bases, and of levels without coupling. */
export const hoppingRunLaws = (instance: SurfaceHoppingInstance): ReadonlyArray<Law> => {
  const { dof, levels: n, hamiltonian, forHamiltonian } = instance
  const { prepare, one, few, always, begun, hopping, rounding, law } = hoppingTools(instance)
  const repeatable = law(
    'repeatable',
    'the same random numbers give the same run, bit by bit',
    'nothing: it is exact',
    (given) => bitwise(whole(hopping(given)), whole(hopping(given))),
  )
  const independent = law(
    'independent',
    'a trajectory moves as it does alone, and in any order, bit by bit',
    'nothing: it is exact',
    (given) => {
      const { shape } = given.cloud
      const N = shape.trajectories
      const together = hopping(given)
      const run = (names: ReadonlyArray<number>): HoppingRun => {
        const start = pick(given.cloud.state(), shape, names)
        return stepped(startedRun(prepare, start, names.length, hashedDraws(given.seed, names)), given.h, STEPS)
      }
      const names = Array.from({ length: N }, (_, a) => a)
      const turned = [...names].reverse()
      return worst(
        ...[...names.map((a) => [a]), turned].map((some) => {
          const { state, active } = run(some)
          const own = pick(together.state, shape, some)
          own.t.set(state.t)
          return bitwise([...state.block, ...active], [...own.block, ...some.map((a) => together.active[a])])
        }),
      )
    },
    hoppingCases(instance, 2, 3),
  )
  const unitaries = defineLaw({
    id: 'hopping/unitaries',
    statement:
      'with U B U^+ and U psi for B and psi, U constant, and the same random numbers, the motion is the same in the other basis',
    scale: GROWTH,
    cases: fc.record({ given: few, unitary: unitaryMatrix(n) }),
    measure: ({ given, unitary: U }) => {
      const N = given.cloud.shape.trajectories
      const turned = (state: HybridState): HybridState => {
        const out = allocateHybrid(given.cloud.shape)
        out.block.set(state.block)
        for (let a = 0; a < N; a++) applyMatrix(out.psi, 2 * n * a, U, 0, state.psi, 2 * n * a, n)
        return out
      }
      const here = hopping(given)
      const there = stepped(
        begun(given, hashedDraws(given.seed), turned(given.cloud.state()), forHamiltonian(turnedSplit(hamiltonian, U))),
        given.h,
        STEPS,
      )
      return {
        defect: difference(turned(here.state).block, there.state.block) + difference(here.active, there.active),
        tolerance: STEPS * n * rounding(given, (start) => hopping(given, start)),
      }
    },
    show: ({ given, unitary: U }) => `${showHopping(given)}\nconst unitary = ${codeOf(U)}`,
  })

  const wave = fc.record({
    amplitude: gridNumber(1),
    a: gridVector(dof, 1.5),
    phase: gridNumber(3),
    height: gridNumber(1),
  })
  /** Hops that a run on waves makes or tries with random numbers that let any. */
  const hopsOn = (given: HoppingCase, waves: ReadonlyArray<Wave>, U?: Float64Array): HoppingRun => {
    const { A } = partsOf(hamiltonian)
    const diagonal = splitHamiltonian('waves', A, diagonalWaves(waves, dof))
    return stepped(
      begun(given, always(given), given.cloud.state(), forHamiltonian(U ? turnedSplit(diagonal, U) : diagonal)),
      given.h,
      STEPS,
    )
  }
  const uncoupled = defineLaw({
    id: 'hopping/uncoupled',
    statement: 'for B(q) = v(q) 1 + M, M constant with distinct levels, none ever hops',
    scale: 'nothing: hops are counted, those whose chance exceeds a part in 10^9',
    cases: fc.record({ given: few, wave, unitary: unitaryMatrix(n) }),
    measure: ({ given, wave: shared, unitary: U }) => {
      const waves = Array.from({ length: n }, (_, k) => ({ ...shared, height: shared.height + k }))
      return { defect: triedHops(hopsOn(given, waves, U)), tolerance: 0 }
    },
    show: ({ given, wave: shared, unitary: U }) =>
      `${showHopping(given)}\nconst wave = ${codeOf(shared)}\nconst unitary = ${codeOf(U)}`,
  })
  const crossing = defineLaw({
    id: 'hopping/crossing',
    statement:
      'for B(q) diagonal none ever hops, and where levels cross the active state goes on, under another number',
    scale: 'nothing: hops and wrong levels are counted',
    cases: fc.record({ given: few, waves: fc.array(wave, { minLength: n, maxLength: n }) }),
    measure: ({ given, waves }) => {
      const heights = (q: HybridState['q'], a: number): number[] => waves.map((each) => waveAt(each, q, a * dof).value)
      const start = given.cloud.state()
      const ranks = (values: ReadonlyArray<number>): number[] =>
        [...values.keys()].sort((i, j) => values[i] - values[j])
      const run = hopsOn(given, waves)
      const begin = startedRun(
        forHamiltonian(splitHamiltonian('waves', partsOf(hamiltonian).A, diagonalWaves(waves, dof))),
        start,
        run.active.length,
        always(given),
      )
      // equal levels have no order
      const distinct = (values: ReadonlyArray<number>): boolean => new Set(values).size === values.length
      const wrong = Array.from(run.active, (level, a) => {
        const [from, to] = [heights(start.q, a), heights(run.state.q, a)]
        return distinct(from) && distinct(to) && ranks(from)[begin.active[a]] !== ranks(to)[level]
      }).filter(Boolean).length
      return { defect: triedHops(run) + wrong, tolerance: 0 }
    },
    show: ({ given, waves }) => `${showHopping(given)}\nconst waves = ${codeOf(waves)}`,
  })

  const populations = law(
    'populations',
    `of ${COUNTED} trajectories from one start as many are active on each level as |c|^2 says on the mean`,
    `${DEVIATIONS} standard errors of the count`,
    (given) => {
      const start = pick(given.cloud.state(), given.cloud.shape, new Array(COUNTED).fill(0))
      const run = stepped(startedRun(prepare, start, COUNTED, hashedDraws(given.seed)), instance.largestStep, LONG)
      const [mean, own, active] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
      for (let a = 0; a < COUNTED; a++) {
        run.populations(own, a)
        for (let k = 0; k < n; k++) mean[k] += own[k] / COUNTED
        active[run.active[a]] += 1 / COUNTED
      }
      return { defect: difference(mean, active), tolerance: DEVIATIONS / Math.sqrt(4 * COUNTED) }
    },
    one,
    0.1,
  )
  return [repeatable, independent, unitaries, uncoupled, crossing, populations]
}
