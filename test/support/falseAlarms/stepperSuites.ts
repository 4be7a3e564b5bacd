import type { DrivenQuantumSystem, DrivenState, Flow, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateDensityHybrid, copyDensities } from '@casimir/algebra'
import type { StepperCase, StepperInstance } from '@casimir/checks'
import {
  amplitudes,
  cloud,
  codeOf,
  hybridHamiltonian,
  hybridSpecimen,
  showCloud,
  stepperLaws,
  stepSize,
} from '@casimir/checks'
import {
  blanesMoan4,
  compile,
  densityMidpoint,
  discreteGradient,
  implicitMidpoint,
  kahanLi6,
  lieTrotter,
  magnus2,
  magnus4,
  rungeKutta4,
  strang,
  suzuki4,
} from '@casimir/integrators'
import { densityEhrenfest, ehrenfest, ehrenfestSplit, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { rabiDriving } from '../drivenProblems.ts'
import { drivenState } from '../drivenRun.ts'
import { lawsNamed } from '../verdictsOf.ts'
import type { KeptLaws, LawSuite } from './LawSuite.ts'

interface Problem {
  readonly hamiltonian: Parameters<typeof ehrenfest>[0]
  readonly system: HybridSystem
  readonly trajectories: number
}
type Prepare = (problem: Problem) => Flow<HybridState>
const coupled = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
const clouds = cloud({ dof: 1, levels: 2, fewest: 1, most: 2 })

const word =
  (scheme: Parameters<ReturnType<typeof compile<HybridState, 'A' | 'B'>>>[0]): Prepare =>
  ({ hamiltonian, trajectories }) =>
    compile(ehrenfestSplit(hamiltonian, { trajectories, hbar: 1 }))(scheme)
const midpoint: Prepare = ({ system }) => implicitMidpoint(system, { tolerance: 1e-14 }).flow
const averaged: Prepare = ({ system }) => discreteGradient(system, { tolerance: 1e-14 }).flow

/** Ehrenfest clouds under random separable Hamiltonians. */
const separable = (method: string, prepare: Prepare, largest: number): fc.Arbitrary<StepperCase> =>
  fc
    .record({
      drawn: hybridHamiltonian({ levels: 2, dof: 1, separable: true }),
      start: clouds,
      h: stepSize(largest),
    })
    .map(({ drawn: { hamiltonian, code }, start, h }) => {
      const { weights } = start
      const system = ehrenfest(hamiltonian, { weights, hbar: 1 })
      return {
        specimen: hybridSpecimen(method, { system, weights, start: start.state() }, () =>
          prepare({ hamiltonian, system, trajectories: weights.length }),
        ),
        h,
        code: `${code}\n${showCloud(start)}`,
      }
    })

/** Rabi, which oscillates and is reversible, from random clouds. */
const oscillating = (method: string, prepare: Prepare, adjoint?: Prepare): fc.Arbitrary<StepperCase> =>
  clouds.map((start) => {
    const { weights } = start
    const system = ehrenfest(coupled, { weights, hbar: 1 })
    const given = { system, weights, start: start.state(), reversible: true }
    const of = (made: Prepare) =>
      hybridSpecimen(method, given, () => made({ hamiltonian: coupled, system, trajectories: weights.length }))
    return {
      specimen: { ...of(prepare), ...(adjoint ? { prepareAdjoint: of(adjoint).prepare } : {}) },
      h: 0.2,
      code: showCloud(start),
    }
  })

const ids = (...names: ReadonlyArray<string>): string[] => names.map((name) => `stepper/${name}`)
const keeping = (name: string, instance: Omit<StepperInstance, 'name'>, which: ReadonlyArray<string>): KeptLaws => ({
  name,
  laws: lawsNamed(stepperLaws({ name, ...instance }), which),
})

const symmetric = ids('order', 'reversible', 'poisson', 'unitary', 'invariants', 'energy-bound', 'energy-drift')
const onDrawn = (
  name: string,
  prepare: Prepare,
  { order, solver = 0, largest = 0.1 }: { order: number; solver?: number; largest?: number },
  which: ReadonlyArray<string>,
): KeptLaws =>
  keeping(
    `${name} on drawn Hamiltonians`,
    { cases: separable(name, prepare, largest), oscillating: oscillating(name, prepare), order, solver },
    which,
  )
const onRabi = (name: string, prepare: Prepare, order: number, solver: number, adjoint?: Prepare): KeptLaws =>
  keeping(
    `${name} on rabi`,
    { cases: oscillating(name, prepare, adjoint), order, solver },
    ids(adjoint ? 'adjoint' : 'time-reversal'),
  )

/** Density matrices of rank one or two under the density midpoint. */
const densities: fc.Arbitrary<StepperCase> = fc.tuple(clouds, fc.boolean()).map(([start, mixed]) => {
  const { shape, weights } = start
  const system = densityEhrenfest(coupled, { weights, hbar: 1 })
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
        return { block: state.block, step: (h) => flow(state, h) }
      },
      densities: (block) => Array.from(weights, (_, a) => block.slice(rhoAt + 8 * a, rhoAt + 8 * (a + 1))),
    },
  }
})

const { system: field, exact } = rabiDriving({ w0: 1.3, w: 1.7, W: 0.9, hbar: 0.7 })
const driven = (name: string, prepare: (system: DrivenQuantumSystem) => { flow: Flow<DrivenState> }, order: number) =>
  keeping(
    `${name} on a driven spin`,
    {
      order,
      T: 3,
      cases: amplitudes(2).map((psi) => ({
        h: 0.3,
        code: `const psi = ${codeOf(psi)}`,
        specimen: {
          method: name,
          problem: field.name,
          prepare: () => {
            const state = drivenState(field.levels, psi)
            const { flow } = prepare(field)
            return { block: state.block, step: (h) => flow(state, h) }
          },
          reference: (T) => Float64Array.of(T, ...exact(T, psi)),
          norms: (block) => [block.subarray(1).reduce((s, x) => s + x * x, 0)],
        },
      })),
    },
    ids('order', 'reversible', 'unitary'),
  )

/** One-step methods on drawn problems, each with what it claims. */
export const stepperSuites = (): ReadonlyArray<LawSuite> => [
  {
    name: 'stepperLaws',
    subjects: [
      onDrawn('strang', word(strang), { order: 2 }, symmetric),
      onDrawn('suzuki4', word(suzuki4(strang)), { order: 4, largest: 0.2 }, symmetric),
      onDrawn('blanesMoan4', word(blanesMoan4), { order: 4, largest: 0.2 }, symmetric),
      onDrawn('kahanLi6', word(kahanLi6(strang)), { order: 6, largest: 0.3 }, symmetric),
      onDrawn('implicit midpoint', midpoint, { order: 2, solver: 1e-13 }, symmetric),
      onDrawn(
        'discrete gradient',
        averaged,
        { order: 2, solver: 1e-13 },
        ids('order', 'reversible', 'energy-conservation'),
      ),
      onDrawn('rungeKutta4', ({ system }) => rungeKutta4(system).flow, { order: 4 }, ids('order')),
      onRabi('strang', word(strang), 2, 0),
      onRabi('suzuki4', word(suzuki4(strang)), 4, 0),
      onRabi('implicit midpoint', midpoint, 2, 1e-13),
      onRabi('lieTrotter', word(lieTrotter), 1, 0, word(lieTrotter.toReversed())),
      keeping('density midpoint on rabi', { cases: densities, order: 2, solver: 1e-13 }, ids('positivity')),
      driven('magnus2', magnus2, 2),
      driven('magnus4', magnus4, 4),
    ],
  },
]
