import { ehrenfest, gaussian, koopmon, meanField } from '@casimir/models'
import type { ConsistencyMethod } from './ConsistencyMethod.ts'
import { exactAnswers } from './exactAnswers.ts'

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
  koopmonMethod('koopmon', 'isotropic Gaussian, alpha = 0.7', 0.7, 0.7),
  koopmonMethod('koopmon, anisotropic', 'Gaussian, alpha_q = 0.7, alpha_p = 1.1', 0.7, 1.1),
]
