import type { DrivenQuantumSystem } from '@casimir/algebra'
import { amplitudes, hermitian } from '@casimir/checks'
import type { DrivenStepper } from '@casimir/integrators'
import { cayleyMagnus2, cayleyMagnus4, commutatorFree4, magnus2, magnus4, magnus6 } from '@casimir/integrators'
import * as fc from 'fast-check'

/** Prepares a method on a driven system. */
export type PrepareDriven = (system: DrivenQuantumSystem) => DrivenStepper

/** The exponential methods, with their H evaluations a step and the highest degree in t along one matrix that they take exactly. */
export const exponentialMagnus: ReadonlyArray<
  readonly [name: string, prepare: PrepareDriven, nodes: number, degree: number]
> = [
  ['magnus2', magnus2, 1, 1],
  ['magnus4', magnus4, 2, 3],
  ['magnus6', magnus6, 3, 5],
  ['commutatorFree4', commutatorFree4, 2, 3],
]
/** The Cayley methods, with their H evaluations a step. */
export const cayleyMagnus: ReadonlyArray<readonly [name: string, prepare: PrepareDriven, nodes: number]> = [
  ['cayleyMagnus2', cayleyMagnus2, 1],
  ['cayleyMagnus4', cayleyMagnus4, 2],
]
/** A driven system and amplitudes for it. */
export interface DrivenDraw {
  readonly system: DrivenQuantumSystem
  readonly psi: Float64Array
}

/** H(t) = A + B t + C sin(2 t) on 1 to 5 levels, none of which commute, and amplitudes. */
export const drivenDraws: fc.Arbitrary<DrivenDraw> = fc.integer({ min: 1, max: 5 }).chain((levels) =>
  fc
    .record({ A: hermitian(levels), B: hermitian(levels), C: hermitian(levels), psi: amplitudes(levels) })
    .map(({ A, B, C, psi }) => ({
      psi,
      system: {
        name: 'drawn',
        levels,
        hbar: 0.8,
        hamiltonian: (H: Float64Array, t: number) => {
          for (let k = 0; k < H.length; k++) H[k] = A[k] + B[k] * t + C[k] * Math.sin(2 * t)
        },
      },
    })),
)
