import type { Flow, HybridState, HybridSystem, Scheme, SplitSystem } from '@casimir/algebra'
import { letter } from '@casimir/algebra'
import type { Specimen, StepperCase } from '@casimir/checks'
import { cloud, hybridHamiltonian, hybridSpecimen, showCloud, stepperLaws, stepSize } from '@casimir/checks'
import { blanesMoan4, compile, implicitMidpoint, lieTrotter, strang, suzuki4 } from '@casimir/integrators'
import { ehrenfest, ehrenfestSplit, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { deafKick } from '../faults/deafKick.ts'
import { halfRotation } from '../faults/halfRotation.ts'
import { normalisedMidpoint } from '../faults/normalisedMidpoint.ts'
import { renormalisedRungeKutta } from '../faults/renormalisedRungeKutta.ts'
import { sampleCloud } from '../sampleCloud.ts'
import { swappedStages } from '../wordTestbed.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'

const TOLERANCE = 1e-14
const WEIGHTS = Float64Array.of(0.35, 0.65)
type Split = SplitSystem<HybridState, 'A' | 'B'>

/** A method on Ehrenfest trajectories, prepared from the system or its splitting. */
interface Method {
  readonly prepare: (system: HybridSystem, split: Split) => Flow<HybridState>
  readonly adjoint?: Method['prepare']
  readonly order: number
  readonly solver?: number
}
type Hamiltonian = Parameters<typeof ehrenfest>[0]

const specimenOf = (
  { prepare, adjoint }: Method,
  hamiltonian: Hamiltonian,
  weights: Float64Array,
  start: HybridState,
): Specimen => {
  const system = ehrenfest(hamiltonian, { weights, hbar: 1 })
  const split = ehrenfestSplit(hamiltonian, { trajectories: weights.length, hbar: 1 })
  const on = (of: Method['prepare']): Specimen =>
    hybridSpecimen('method', { system, weights, start }, () => of(system, split))
  return { ...on(prepare), ...(adjoint ? { prepareAdjoint: on(adjoint).prepare } : {}) }
}

const drawnCases = (method: Method): fc.Arbitrary<StepperCase> =>
  fc
    .record({
      drawn: hybridHamiltonian({ levels: 2, dof: 1, separable: true }),
      start: cloud({ dof: 1, levels: 2, fewest: 1, most: 2 }),
      h: stepSize(0.3),
    })
    .map(({ drawn: { hamiltonian, code }, start, h }) => ({
      specimen: specimenOf(method, hamiltonian, start.weights, start.state()),
      h,
      code: `${code}\n${showCloud(start)}`,
    }))
const coupled = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
/** Few, where a law is dear, so that a failure shrinks at once. */
const fewCases = (method: Method): fc.Arbitrary<StepperCase> =>
  fc.constantFrom(0.6, 0.8, 1).map((spread) => ({
    specimen: specimenOf(method, coupled, WEIGHTS, sampleCloud({ trajectories: 2, dof: 1, levels: 2 }, spread)),
    h: 0.2,
    code: `const state = sampleCloud({ trajectories: 2, dof: 1, levels: 2 }, ${spread})`,
  }))

const twin = (method: Method, composed = method, cases = drawnCases): Twin => ({
  laws: stepperLaws({ name: 'method', order: method.order, solver: method.solver ?? 0, cases: cases(method) }),
  run: () => {
    const start = sampleCloud({ trajectories: 2, dof: 1, levels: 2 })
    const specimen = specimenOf(composed, coupled, WEIGHTS, start)
    return { specimen, order: composed.order, h: 0.1, T: 1, fewest: 12, solver: composed.solver ?? 0 }
  },
})
const word =
  (scheme: Scheme<'A' | 'B'>, change: (split: Split) => Split = (split) => split): Method['prepare'] =>
  (_, split) =>
    compile(change(split))(scheme)

const planted = (object: string, fault: string, law: string, right: Method, wrong: Method): PlantedFault => ({
  fault,
  object,
  law,
  right: () => twin(right),
  wrong: () => twin(wrong),
})
const rightStrang = twin({ prepare: word(strang), order: 2 })
const ofStrang = (fault: string, law: string, prepare: Method['prepare']): PlantedFault => ({
  fault,
  object: 'Strang splitting',
  law,
  right: () => rightStrang,
  wrong: () => twin({ prepare, order: 2 }),
})

const fourth = (prepare: Method['prepare']): Twin => twin({ prepare, order: 4 }, { prepare, order: 4 }, fewCases)
const abab = [letter('A', 0.5), letter('B', 0.5), letter('A', 0.5), letter('B', 0.5)] as const
const forwards = { prepare: word(lieTrotter), order: 1 }

/** Faults in one-step methods on Ehrenfest trajectories. */
export const stepperMutations: ReadonlyArray<PlantedFault> = [
  ofStrang('the parts are run in sequence: order 1 in the name of order 2', 'stepper/reversible', word(lieTrotter)),
  ofStrang('the kick leaves p alone', 'stepper/poisson', word(strang, deafKick)),
  ofStrang('psi turns by half the rotation angle', 'stepper/poisson', word(strang, halfRotation)),
  {
    fault: 'two coefficients are swapped, and their mirror images',
    object: 'splitting of order 4',
    law: 'stepper/order',
    right: () => fourth(word(blanesMoan4)),
    wrong: () => fourth(word(swappedStages(blanesMoan4))),
  },
  planted(
    'method of order 4',
    'RK4, renormalised, claims to be symplectic',
    'stepper/poisson',
    { prepare: word(suzuki4(strang)), order: 4 },
    { prepare: renormalisedRungeKutta, order: 4 },
  ),
  planted(
    'implicit midpoint rule',
    'the midpoint amplitudes are normalised',
    'stepper/poisson',
    { prepare: (system) => implicitMidpoint(system, { tolerance: TOLERANCE }).flow, order: 2, solver: 10 * TOLERANCE },
    { prepare: (system) => normalisedMidpoint(system, TOLERANCE), order: 2, solver: 10 * TOLERANCE },
  ),
  {
    fault: 'the adjoint of A B is given as A B; half a step and half its adjoint',
    object: 'symmetric composition',
    law: 'stepper/adjoint',
    right: () => twin({ ...forwards, adjoint: word(lieTrotter.toReversed()) }, { prepare: word(strang), order: 2 }),
    wrong: () => twin({ ...forwards, adjoint: word(lieTrotter) }, { prepare: word(abab), order: 2 }),
  },
]
