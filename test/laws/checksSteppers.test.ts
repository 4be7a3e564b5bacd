import type { Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateDensityHybrid, copyDensities } from '@casimir/algebra'
import type { StepperCase, StepperInstance } from '@casimir/checks'
import { assertLaw, cloud, hybridHamiltonian, hybridSpecimen, showCloud, stepperLaws, stepSize } from '@casimir/checks'
import {
  compile,
  densityMidpoint,
  implicitMidpoint,
  kahanLi6,
  lieTrotter,
  rungeKutta4,
  strang,
  suzuki4,
} from '@casimir/integrators'
import { densityEhrenfest, ehrenfest, ehrenfestSplit, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failingLaws, lawsNamed } from '../support/verdictsOf.ts'

const trial = { draws: 20, seed: 9 }

interface Problem {
  readonly hamiltonian: Parameters<typeof ehrenfest>[0]
  readonly system: HybridSystem
  readonly trajectories: number
}
type Prepare = (problem: Problem) => Flow<HybridState>

/** Ehrenfest clouds under random separable Hamiltonians. */
const separable = (method: string, prepare: Prepare, largest: number): fc.Arbitrary<StepperCase> =>
  fc
    .record({
      drawn: hybridHamiltonian({ levels: 2, dof: 1, separable: true }),
      start: cloud({ dof: 1, levels: 2, fewest: 1, most: 2 }),
      h: stepSize(largest),
    })
    .map(({ drawn: { hamiltonian, code }, start, h }) => {
      const system = ehrenfest(hamiltonian, { weights: start.weights, hbar: 1 })
      const problem = { hamiltonian, system, trajectories: start.weights.length }
      return {
        specimen: hybridSpecimen(method, { system, weights: start.weights, start: start.state() }, () =>
          prepare(problem),
        ),
        h,
        code: `${code}\n${showCloud(start)}`,
      }
    })

/** Rabi, which is reversible, from random clouds. */
const reversible = (method: string, prepare: Prepare, backwards?: Prepare): fc.Arbitrary<StepperCase> =>
  cloud({ dof: 1, levels: 2, fewest: 1, most: 2 }).map((start) => {
    const hamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
    const system = ehrenfest(hamiltonian, { weights: start.weights, hbar: 1 })
    const problem = { hamiltonian, system, trajectories: start.weights.length }
    const drawn = { system, weights: start.weights, start: start.state(), reversible: true }
    const of = (made: Prepare) => hybridSpecimen(method, drawn, () => made(problem))
    return {
      specimen: { ...of(prepare), ...(backwards ? { prepareAdjoint: of(backwards).prepare } : {}) },
      h: 0.2,
      code: showCloud(start),
    }
  })

type Part = 'A' | 'B'
const word =
  (scheme: Parameters<ReturnType<typeof compile<HybridState, Part>>>[0]): Prepare =>
  ({ hamiltonian, trajectories }) =>
    compile(ehrenfestSplit(hamiltonian, { trajectories, hbar: 1 }))(scheme)
const midpoint: Prepare = ({ system }) => implicitMidpoint(system, { tolerance: 1e-14 }).flow
const classical: Prepare = ({ system }) => rungeKutta4(system).flow

const instanceOf = (name: string, prepare: Prepare, order: number, solver = 0, h = 0.1): StepperInstance => ({
  name,
  cases: separable(name, prepare, h),
  oscillating: reversible(name, prepare),
  order,
  solver,
})

const geometric = ['order', 'reversible', 'poisson', 'unitary', 'invariants', 'energy-bound', 'energy-drift'].map(
  (id) => `stepper/${id}`,
)

describe.each<[string, StepperInstance]>([
  ['strang', instanceOf('strang', word(strang), 2)],
  ['suzuki4', instanceOf('suzuki4', word(suzuki4(strang)), 4, 0, 0.2)],
  ['kahanLi6', instanceOf('kahanLi6', word(kahanLi6(strang)), 6, 0, 0.3)],
  ['the implicit midpoint', instanceOf('implicit midpoint', midpoint, 2, 1e-13)],
])('%s', (_, instance) => {
  test.each(lawsNamed(stepperLaws(instance), geometric).map((law) => [law.id, law] as const))('%s', (_id, law) =>
    assertLaw(law, trial),
  )
})

describe('time reversal and the adjoint', () => {
  const trotter = word(lieTrotter)
  const backwards = word(lieTrotter.toReversed())
  const withAdjoint = (other: Prepare): StepperInstance => ({
    name: 'lieTrotter',
    order: 1,
    cases: reversible('lieTrotter', trotter, other),
  })
  const [adjointLaw] = lawsNamed(stepperLaws(withAdjoint(backwards)), ['stepper/adjoint'])
  const [reversal] = lawsNamed(stepperLaws({ name: 'strang', order: 2, cases: reversible('strang', word(strang)) }), [
    'stepper/time-reversal',
  ])
  test('strang reverses time', () => assertLaw(reversal, trial))
  test('lieTrotter does not', () => {
    const twin = stepperLaws({ name: 'lieTrotter', order: 1, cases: reversible('lieTrotter', trotter) })
    expect(failingLaws(lawsNamed(twin, ['stepper/time-reversal', 'stepper/unitary']), trial)).toEqual([
      'stepper/time-reversal',
    ])
  })
  test('the adjoint of lieTrotter is the word backwards', () => assertLaw(adjointLaw, trial))
  test('and not the word itself', () => {
    const twin = stepperLaws(withAdjoint(trotter))
    expect(failingLaws(lawsNamed(twin, ['stepper/adjoint', 'stepper/poisson']), trial)).toEqual(['stepper/adjoint'])
  })
})

describe('each law of steppers fails on a method that breaks it', () => {
  const deaf: Prepare = ({ hamiltonian, trajectories }) => {
    const { parts } = ehrenfestSplit(hamiltonian, { trajectories, hbar: 1 })
    const kick: Flow<HybridState> = (s, h) => {
      const p = s.p.slice()
      const status = parts.B.flow(s, h)
      s.p.set(p)
      return status
    }
    return compile<HybridState, Part>({ name: 'deaf', parts: { A: parts.A, B: { kind: 'exact', flow: kick } } })(strang)
  }
  const renormalised: Prepare = (problem) => {
    const step = classical(problem)
    return (s, h) => {
      const status = step(s, h)
      for (let at = 0; at < s.psi.length; at += 4) {
        const norm = Math.hypot(...s.psi.subarray(at, at + 4))
        for (let k = at; k < at + 4; k++) s.psi[k] /= norm
      }
      return status
    }
  }
  test.each<[string, StepperInstance, ReadonlyArray<string>, ReadonlyArray<string>]>([
    [
      'lieTrotter that claims order 2',
      instanceOf('lieTrotter', word(lieTrotter), 2),
      ['order', 'reversible', 'energy-bound'],
      ['poisson', 'unitary'],
    ],
    [
      'Strang without back-reaction',
      instanceOf('deaf', deaf, 2),
      ['poisson', 'order', 'energy-bound'],
      ['reversible', 'unitary'],
    ],
    [
      'RK4 renormalised',
      instanceOf('RK4', renormalised, 4, 0, 0.3),
      ['poisson', 'reversible', 'energy-drift'],
      ['unitary', 'order'],
    ],
    [
      'RK4',
      instanceOf('RK4', classical, 4, 0, 0.3),
      ['poisson', 'unitary', 'invariants', 'energy-conservation'],
      ['order'],
    ],
    [
      'a step that fails',
      instanceOf('frozen', () => () => 1, 2),
      ['order', 'poisson', 'unitary', 'reversible', 'energy-drift'],
      [],
    ],
    [
      'a claim without what it needs',
      instanceOf('strang', word(strang), 2),
      ['adjoint', 'positivity', 'time-reversal'],
      ['unitary'],
    ],
  ])('%s', (_, instance, failing, passing) => {
    const ids = [...failing, ...passing].map((id) => `stepper/${id}`)
    // shrinking a failure of the order or of a long run takes minutes, and is tried where it is quick
    const laws = stepperLaws({
      ...instance,
      cases: fc.noShrink(instance.cases),
      oscillating: fc.noShrink(instance.oscillating ?? instance.cases),
    })
    expect(failingLaws(lawsNamed(laws, ids), trial)).toEqual(failing.map((id) => `stepper/${id}`))
  })
})

describe('density matrices', () => {
  /** The Ehrenfest closure with density matrices of rank one or two, and a step after which `spoil` may do harm. */
  const densities = (spoil: (rho: Float64Array, h: number) => void): StepperInstance => ({
    name: 'density midpoint',
    order: 2,
    solver: 1e-13,
    cases: fc.tuple(cloud({ dof: 1, levels: 2, fewest: 1, most: 2 }), fc.boolean()).map(([start, mixed]) => {
      const { shape, weights } = start
      const hamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
      const system = densityEhrenfest(hamiltonian, { weights, hbar: 1 })
      const first = allocateDensityHybrid(shape)
      copyDensities(first, start.state(), shape)
      if (mixed)
        for (let k = 0; k < first.rho.length; k++)
          first.rho[k] = (first.rho[k] + (k % 8 === 0 || k % 8 === 6 ? 0.5 : 0)) / 2
      const rhoAt = first.block.length - first.rho.length
      return {
        h: 0.1,
        code: showCloud(start),
        specimen: {
          method: 'density midpoint',
          problem: 'rabi',
          prepare: () => {
            const state = allocateDensityHybrid(shape)
            state.block.set(first.block)
            const { flow } = densityMidpoint(system, { tolerance: 1e-14 })
            return {
              block: state.block,
              step: (h) => {
                const status = flow(state, h)
                spoil(state.rho, h)
                return status
              },
            }
          },
          densities: (block) => Array.from(weights, (_, a) => block.slice(rhoAt + 8 * a, rhoAt + 8 * (a + 1))),
        },
      }
    }),
  })
  const lawOf = (spoil: (rho: Float64Array, h: number) => void) =>
    lawsNamed(stepperLaws(densities(spoil)), ['stepper/positivity'])
  test('stay positive under the density midpoint', () => assertLaw(lawOf(() => undefined)[0], trial))
  test('a step that lets one eigenvalue sink below zero, at constant trace', () =>
    expect(
      failingLaws(
        lawOf((rho, h) => {
          rho[0] += 1e-6 * h
          rho[6] -= 1e-6 * h
        }),
        trial,
      ),
    ).toEqual(['stepper/positivity']))
  test('a step that loses trace', () =>
    expect(
      failingLaws(
        lawOf((rho) => {
          rho[0] *= 1 - 1e-9
        }),
        trial,
      ),
    ).toEqual(['stepper/positivity']))
})
