import { ehrenfest, gaussian, koopmon, meanField } from '@casimir/models'
import type { ConsistencyMethod } from './ConsistencyMethod.ts'
import { exactAnswers } from './exactAnswers.ts'
import { hoppingCanonical, hoppingUnitary } from './hoppingCovariance.ts'
import { hoppingDensities, hoppingEnergies } from './hoppingDensities.ts'
import { hoppingOwnLoops, hoppingStep, hoppingSummedLoops, hoppingTracerLoops } from './hoppingForm.ts'
import { coupledSettings, forbiddenSetting } from './settings.ts'

const TOLERANCE = 1e-14
const integrator = (dt: number) => ({ name: 'kahan-li6', dt, tolerance: TOLERANCE, iterations: 100 }) as const

const exact: ConsistencyMethod = {
  name: 'exact',
  about: 'exact quantum dynamics of a wave packet on a grid',
  dt: 0.05,
  run: (dt) => ({ method: { name: 'exact', grid: { dt } } }),
  start: 'wavepacket',
  system: { absent: 'exact dynamics has no trajectories' },
  answers: exactAnswers,
}

const ehrenfestMethod: ConsistencyMethod = {
  name: 'ehrenfest',
  about: 'Ehrenfest trajectories, eq. (6)',
  dt: 0.25,
  run: (dt) => ({ method: { name: 'ehrenfest' }, integrator: integrator(dt) }),
  start: 'cloud',
  system: ehrenfest,
}

const meanFieldMethod: ConsistencyMethod = {
  name: 'mean-field',
  about: 'mean-field trajectories around one density matrix, eq. (2)',
  dt: 0.25,
  run: (dt) => ({ method: { name: 'mean-field' }, integrator: integrator(dt) }),
  start: 'cloud',
  system: meanField,
}

/** As the spec's defaults, but that thresholds are drawn once a hop, so that a course and one of half its step share their random numbers. */
const SWITCHES = { hopping: 'cumulative', rescale: 'nac', frustrated: 'reverse', decoherence: 'none' } as const

const fsshMethod: ConsistencyMethod = {
  name: 'fssh',
  about:
    'fewest-switches surface hopping, a(p) 1 + B(q) only, so not on jaynes-cummings; cumulative hopping, rescaling along the coupling, reversal at frustrated hops, no decoherence correction; each particle of the cloud run 128 times. *mean* is the density matrix sum_a w_a psi_a psi_a^+ with the energy of <psi|H|psi>; *active* has, trajectory by trajectory in the adiabatic basis, the active level on the diagonal and c_i c_j* off it, with the energy of the active level',
  dt: 0.1,
  run: (dt) => ({ method: { name: 'fssh', seed: 1, ...SWITCHES }, integrator: { ...integrator(dt), name: 'strang' } }),
  start: 'cloud',
  copies: 128,
  settings: [...coupledSettings.filter(({ hamiltonian }) => hamiltonian.split?.A.scalar), forbiddenSetting],
  densities: (propagation, _, hamiltonian) => hoppingDensities(propagation, hamiltonian),
  energies: (propagation, { energy }, hamiltonian) => hoppingEnergies(propagation, energy[0], hamiltonian),
  system: { absent: 'hops are jumps, at random times, so there is no vector field: see the step' },
  answers: {
    'covariance/unitary': hoppingUnitary,
    'covariance/translation': hoppingCanonical('covariance/translation'),
    'covariance/rotation': hoppingCanonical('covariance/rotation'),
    'covariance/linear': hoppingCanonical('covariance/linear'),
    'covariance/nonlinear': hoppingCanonical('covariance/nonlinear'),
    'poincare/tracers': hoppingTracerLoops,
    'poincare/own': hoppingOwnLoops,
    'poincare/sum': hoppingSummedLoops,
    'symplectic/step': hoppingStep,
  },
}

/** Beyond 8.5 standard deviations a Gaussian is below the round-off of its maximum. */
const CUTOFF = 8.5
/** Lattice spacings in units of the smaller alpha. */
const spacings = { coarse: 0.8, fine: 0.4, finest: 0.2 } as const

/** Koopmons with a Gaussian mollifier of the given widths. */
const koopmonMethod = (name: string, about: string, alphaQ: number, alphaP: number): ConsistencyMethod => ({
  name,
  about: `koopmon closure, eqs. (14)-(16), ${about}`,
  dt: 0.25,
  run: (dt) => ({
    method: {
      name: 'koopmon',
      mollifier: { shape: 'gaussian', cutoff: CUTOFF, alpha: { q: [alphaQ], p: [alphaP] } },
      lattice: { spacing: spacings.coarse },
    },
    integrator: integrator(dt),
  }),
  start: 'cloud',
  system: (hamiltonian, options, resolution) =>
    koopmon(hamiltonian, {
      ...options,
      mollifier: { q: [gaussian(alphaQ, CUTOFF)], p: [gaussian(alphaP, CUTOFF)] },
      spacing: spacings[resolution],
    }),
})

/** Every method of the table, in its order. */
export const consistencyMethods: ReadonlyArray<ConsistencyMethod> = [
  exact,
  ehrenfestMethod,
  meanFieldMethod,
  fsshMethod,
  koopmonMethod('koopmon', 'isotropic Gaussian, alpha = 0.7', 0.7, 0.7),
  koopmonMethod('koopmon, anisotropic', 'Gaussian, alpha_q = 0.7, alpha_p = 1.1', 0.7, 1.1),
]
