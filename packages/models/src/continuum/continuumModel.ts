import type { FieldVelocity, HybridHamiltonian, Mollifier, PoissonBracket, Reading } from '@casimir/algebra'
import { checkDensityField } from '../fields/checkDensityField.ts'
import { checkEnergyResolution } from '../fields/checkEnergyResolution.ts'
import { checkFunctional } from '../fields/checkFunctional.ts'
import { checkResolution } from '../fields/checkResolution.ts'
import type { FieldFunctional } from '../fields/FieldFunctional.ts'
import type { HermitianFields } from '../fields/HermitianFields.ts'
import { ehrenfestEnergy } from '../functionals/ehrenfestEnergy.ts'
import { hybridEnergy } from '../functionals/hybridEnergy.ts'
import { meanFieldEnergy } from '../functionals/meanFieldEnergy.ts'
import { regularisedEnergy } from '../functionals/regularisedEnergy.ts'
import { hybridBracket } from './hybridBracket.ts'
import type { TransportField } from './transportField.ts'
import { transportField } from './transportField.ts'

/** A mixed quantum-classical model on phase space: an energy under the hybrid bracket (13). */
export interface ContinuumModel {
  readonly name: string
  readonly fields: HermitianFields
  readonly hbar: number
  readonly bracket: PoissonBracket
  readonly energy: FieldFunctional
  /** dP/dt, eq. (12) with h the energy. */
  readonly velocity: FieldVelocity
  /** The vector field X of D_t = -div(D X). */
  readonly transport: TransportField
}

/**
 * The continuum model of an energy h: dP/dt = -div(P X) + (1/i hbar) [dh/dP, P], X = <X_{dh/dP}>, eq. (12).
 *
 * The discretised vector field keeps h and the integral of D = Tr P to round-off. The name is that of the energy unless given.
 *
 * Give `at`, the density to start from, to have it checked: it must be positive and resolved by the grid, the energy periodic on the box and resolved, and the
 * derivative of the energy must agree with finite differences of its value there, at the cost of 24 values.
 *
 * Assumes Tr P nowhere zero (checked of `at` only). Cost of a velocity: one derivative of h, 4 d spectral derivatives and one commutator.
 *
 * Errors: throws unless hbar > 0 and the energy lives on these fields, and those of `checkDensityField`, `checkResolution`, `checkEnergyResolution` and
 * `checkFunctional` when `at` is given.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (12), (13).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const energy = ehrenfestEnergy(fields, torusRabi({ splitting: 1, coupling: 0.5 }))
 * continuumModel({ fields, hbar: 1, energy }).name // => 'Ehrenfest energy of torus Rabi'
 */
export const continuumModel = ({
  fields,
  hbar,
  energy,
  name = energy.name,
  at,
}: {
  readonly fields: HermitianFields
  readonly hbar: number
  readonly energy: FieldFunctional
  readonly name?: string
  readonly at?: Reading
}): ContinuumModel => {
  if (energy.space !== fields)
    throw new Error(
      `continuumModel: '${energy.name}' lives on ${energy.space.name}, not on the ${fields.name} given; build the energy on the fields of the model.`,
    )
  const bracket = hybridBracket(fields, hbar)
  if (at) {
    checkDensityField(fields, at)
    checkResolution(fields, at)
    checkEnergyResolution(energy, at)
    checkFunctional(fields, energy, at)
  }
  return {
    name,
    fields,
    hbar,
    bracket,
    energy,
    velocity: bracket.vectorField(energy),
    transport: transportField(fields, energy),
  }
}

/**
 * The Ehrenfest model on phase space, eq. (1): `ehrenfestEnergy` under the hybrid bracket.
 *
 * Conserves the energy and int D; not the purity of int P.
 *
 * `at`, if given, is checked as by `continuumModel`. Errors: those of `ehrenfestEnergy` and `continuumModel`. Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (1).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * ehrenfestContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1).name // => 'Ehrenfest model of torus Rabi'
 */
export const ehrenfestContinuum = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  at?: Reading,
): ContinuumModel =>
  continuumModel({
    name: `Ehrenfest model of ${hamiltonian.name}`,
    fields,
    hbar,
    energy: ehrenfestEnergy(fields, hamiltonian),
    ...(at && { at }),
  })

/**
 * The mean-field model on phase space, eq. (2): `meanFieldEnergy` under the hybrid bracket.
 *
 * Conserves the energy, int D and the purity of rho = int P; D and rho close on (2), whatever the rest of P.
 *
 * `at`, if given, is checked as by `continuumModel`. Errors: those of `meanFieldEnergy` and `continuumModel`. Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (2).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * meanFieldContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1).name // => 'mean-field model of torus Rabi'
 */
export const meanFieldContinuum = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  at?: Reading,
): ContinuumModel =>
  continuumModel({
    name: `mean-field model of ${hamiltonian.name}`,
    fields,
    hbar,
    energy: meanFieldEnergy(fields, hamiltonian),
    ...(at && { at }),
  })

/**
 * The full hybrid model, eqs. (3)-(5): `hybridEnergy` under the hybrid bracket.
 *
 * Ill-posed in general: perturbations of wave number kappa grow at rates of order hbar |grad psi| |grad H| kappa^2, so a solution on a grid holds for
 * short times only. Conserves the energy and int D.
 *
 * `at`, if given, is checked as by `continuumModel`. Errors: those of `hybridEnergy` and `continuumModel`. Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (3)-(5), (11).
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * hybridContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1).name // => 'hybrid model of torus Rabi'
 */
export const hybridContinuum = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  at?: Reading,
): ContinuumModel =>
  continuumModel({
    name: `hybrid model of ${hamiltonian.name}`,
    fields,
    hbar,
    energy: hybridEnergy(fields, hamiltonian, hbar),
    ...(at && { at }),
  })

/**
 * The hybrid model regularised at fixed alpha, the width of the mollifier: `regularisedEnergy` under the hybrid bracket.
 *
 * Growth rates saturate with the wave number, at about hbar |grad psi| |grad H|/alpha^2. Conserves the energy and int D; its delta trains are koopmons.
 *
 * `at`, if given, is checked as by `continuumModel`. Errors: those of `regularisedEnergy` and `continuumModel`. Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3.
 *
 * @example
 * const axis = { points: 4, start: -Math.PI, length: 2 * Math.PI }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }
 * regularisedContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1, mollifier).name // => 'regularised model of torus Rabi'
 */
export const regularisedContinuum = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  mollifier: Mollifier,
  at?: Reading,
): ContinuumModel =>
  continuumModel({
    name: `regularised model of ${hamiltonian.name}`,
    fields,
    hbar,
    energy: regularisedEnergy(fields, hamiltonian, hbar, mollifier),
    ...(at && { at }),
  })
