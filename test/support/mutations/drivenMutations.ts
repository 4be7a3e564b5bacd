import type { DrivenQuantumSystem, DrivenState, Flow } from '@casimir/algebra'
import type { Specimen } from '@casimir/checks'
import { amplitudes, codeOf, stepperLaws } from '@casimir/checks'
import { commutatorFree4, magnus2, magnus4 } from '@casimir/integrators'
import { leftExponential, swappedCommutatorFree4, textbookMagnus4 } from '../drivenControls.ts'
import { rabiDriving } from '../drivenProblems.ts'
import { drivenState } from '../drivenRun.ts'
import type { PlantedFault, Twin } from './PlantedFault.ts'

const { system, exact } = rabiDriving({ w0: 1.3, w: 1.7, W: 0.9, hbar: 0.7 })
type Prepare = (system: DrivenQuantumSystem) => Flow<DrivenState>

const specimenOf = (prepare: Prepare, psi: Float64Array): Specimen => ({
  method: 'method',
  problem: system.name,
  prepare: () => {
    const state = drivenState(system.levels, psi)
    const flow = prepare(system)
    return { block: state.block, step: (h) => flow(state, h) }
  },
  reference: (T) => Float64Array.of(T, ...exact(T, psi)),
  norms: (block) => [block.subarray(1).reduce((s, x) => s + x * x, 0)],
})

const twin = (prepare: Prepare, order: number): Twin => ({
  laws: stepperLaws({
    name: 'method',
    order,
    T: 3,
    cases: amplitudes(2).map((psi) => ({
      specimen: specimenOf(prepare, psi),
      h: 0.3,
      code: `const psi = ${codeOf(psi)}`,
    })),
  }),
  run: () => ({
    specimen: specimenOf(prepare, Float64Array.of(0.6, 0, 0, 0.8)),
    order,
    h: 0.1,
    T: 3,
    fewest: 12,
    solver: 0,
  }),
})

const planted = (
  object: string,
  fault: string,
  law: string,
  order: number,
  right: Prepare,
  wrong: Prepare,
): PlantedFault => ({ fault, object, law, right: () => twin(right, order), wrong: () => twin(wrong, order) })

/** Faults in methods for i hbar psi' = H(t) psi. */
export const drivenMutations: ReadonlyArray<PlantedFault> = [
  planted(
    'Magnus 4',
    'the commutator has the wrong sign',
    'stepper/order',
    4,
    (of) => magnus4(of).flow,
    (of) => textbookMagnus4(of, { sign: -1 }),
  ),
  planted(
    'commutator-free 4',
    'its two exponentials are swapped',
    'stepper/order',
    4,
    (of) => commutatorFree4(of).flow,
    swappedCommutatorFree4,
  ),
  planted(
    'Magnus 2',
    'H is taken at the start of the step',
    'stepper/reversible',
    2,
    (of) => magnus2(of).flow,
    leftExponential,
  ),
]
