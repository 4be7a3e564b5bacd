import type { HybridModel } from '@casimir/checks'
import { hybridModelLaws, poincareLaws } from '@casimir/checks'
import { implicitMidpoint } from '@casimir/integrators'
import {
  bellModel,
  ehrenfestModel,
  excitations,
  koopmonModel,
  meanFieldModel,
  ownClosureModel,
  planarKoopmonModel,
  rotating,
  three,
  two,
} from '../modelInstances.ts'
import { periodicHamiltonian } from '../periodicHamiltonian.ts'
import type { KeptLaws, LawSuite } from './LawSuite.ts'

const SOLVED = 1e-12
const midpoint = {
  name: 'midpoint',
  prepare: (system: Parameters<typeof implicitMidpoint>[0]) => implicitMidpoint(system, { tolerance: SOLVED }).flow,
  h: 0.02,
  steps: 2,
  tolerance: SOLVED,
}
const conserved = (accuracy: number) => ({ conserved: [{ name: 'excitations', value: excitations, accuracy }] })
const own = ['unitaries', 'translations', 'uncoupled', 'frozen', 'one-level', 'single-particle']
const ownLoop = ['poincare/trajectories', 'poincare/trajectories/steps']

interface Row {
  readonly name: string
  readonly model: HybridModel
  /** Laws of the suites that it does not claim. */
  readonly without: ReadonlyArray<string>
}
const planar = planarKoopmonModel(periodicHamiltonian(2, { seed: 3, amplitude: 0.5, dof: 2 }))
const rows: ReadonlyArray<Row> = [
  { name: 'ehrenfest, three levels', model: ehrenfestModel(three), without: [] },
  { name: 'ehrenfest, Jaynes-Cummings', model: { ...ehrenfestModel(rotating), ...conserved(0) }, without: [] },
  { name: 'mean field, three levels', model: meanFieldModel(three), without: ownLoop },
  { name: 'koopmons, two levels', model: koopmonModel(two), without: ownLoop },
  { name: 'koopmons, three levels', model: koopmonModel(three), without: ownLoop },
  // conserved by the isotropic Gaussian to the accuracy of its quadrature
  {
    name: 'koopmons of a Gaussian, Jaynes-Cummings',
    model: { ...bellModel(rotating), ...conserved(1e-6) },
    without: ownLoop,
  },
  // its own energy has a basis, a place and two levels, and does not vanish for one particle
  {
    name: 'a closure of its own',
    model: ownClosureModel(two),
    without: [...ownLoop, ...own.map((id) => `model/${id}`)],
  },
]
const kept = ({ name, without }: Row, laws: KeptLaws['laws']): KeptLaws => ({
  name,
  laws: laws.filter(({ id }) => !without.includes(id)),
})

/** The models of the tests, which have what those of the catalogue lack: a conserved quantity, a quantum density, loops. */
export const modelSuites = (): ReadonlyArray<LawSuite> => [
  {
    name: 'hybridModelLaws',
    subjects: [
      ...rows.map((row) => kept(row, hybridModelLaws(row.model))),
      { name: 'koopmons in the plane', laws: hybridModelLaws(planar) },
    ],
  },
  { name: 'poincareLaws', subjects: rows.map((row) => kept(row, poincareLaws(row.model, midpoint))) },
]
