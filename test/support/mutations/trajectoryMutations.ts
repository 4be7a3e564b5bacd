import type { HybridModel } from '@casimir/checks'
import { hybridModelLaws } from '@casimir/checks'
import { trajectoryFaults } from '../modelFaults.ts'
import { ehrenfestModel, two } from '../modelInstances.ts'
import { midpointRun } from './midpointRun.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'

const twin = (model: HybridModel): Twin => ({
  laws: hybridModelLaws(model),
  run: () => midpointRun(model.system),
})

/** The model of a fault of `modelFaults`, by its name there. */
export const faultyModel = (
  faults: ReadonlyArray<readonly [name: string, model: HybridModel, ...rest: unknown[]]>,
  name: string,
): HybridModel => {
  const found = faults.find(([each]) => each === name)
  if (!found)
    throw new Error(`no model fault is called '${name}'; there are ${faults.map(([each]) => each).join(', ')}.`)
  return found[1]
}

const right = twin(ehrenfestModel(two))
const planted = (name: string, fault: string, law: string): PlantedFault => ({
  fault,
  object: 'Ehrenfest trajectories',
  law,
  right: () => right,
  wrong: () => twin(faultyModel(trajectoryFaults, name)),
})

/** Faults in the right-hand side of Ehrenfest trajectories. */
export const trajectoryMutations: ReadonlyArray<PlantedFault> = [
  planted('no back-reaction', 'dropped back-reaction: particles feel Tr H/n whatever their state', 'model/gradient'),
  planted('a force with the wrong sign', 'the force has the wrong sign', 'model/gradient'),
  planted(
    'populations for coherences in the force',
    'the force sums populations and leaves the coherences out',
    'model/unitaries',
  ),
  planted('norms that decay', 'the generator has an anti-Hermitian part of 1/1000', 'model/hermitian'),
  planted('one generator for all', 'every state turns by the generator of the first particle', 'model/permutation'),
  planted('imaginary parts of H dropped', 'the imaginary part of H is dropped', 'model/unitaries'),
  planted('an energy tied to a place', 'a harmonic trap is left in the energy', 'model/uncoupled'),
  planted('amplitudes changed in place', 'the gradient renormalises the state it is given', 'model/inputs'),
  planted('generators one call late', 'generators are those of the call before', 'model/history'),
  planted('a force that feels a phase', 'the force feels the phase of the first amplitude', 'model/phases'),
  planted('the mean field called Ehrenfest', 'the mean field, in the name of Ehrenfest', 'model/hbar-off'),
]
