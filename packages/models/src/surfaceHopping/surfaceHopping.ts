import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHermitianFunction } from '@casimir/algebra'
import type { HoppingTrajectories, Uniform } from './HoppingTrajectories.ts'
import { kineticForm } from './kineticForm.ts'
import { prepareHopping } from './prepareHopping.ts'
import type { SurfaceHoppingOptions } from './SurfaceHoppingOptions.ts'

/** A Hamiltonian prepared for surface hopping. */
export interface SurfaceHopping {
  readonly name: string
  readonly prepare: (trajectories: number, uniform: Uniform) => HoppingTrajectories
}

const CHOICES = {
  hopping: ['instantaneous', 'cumulative'],
  rescale: ['nac', 'velocity'],
  frustrated: ['ignore', 'reverse'],
  decoherence: ['none', 'edc'],
} as const

const checkOptions = (options: SurfaceHoppingOptions): void => {
  const { hbar, edcConstant = 0.1 } = options
  if (!(hbar > 0 && hbar < Number.POSITIVE_INFINITY))
    throw new Error(`surfaceHopping: hbar is ${hbar}; give a positive finite number.`)
  if (!(edcConstant >= 0 && edcConstant < Number.POSITIVE_INFINITY))
    throw new Error(`surfaceHopping: edcConstant is ${edcConstant}; give an energy >= 0, 0.1 hartree as a rule.`)
  for (const key of ['hopping', 'rescale', 'frustrated', 'decoherence'] as const) {
    const allowed: ReadonlyArray<string> = CHOICES[key]
    if (!allowed.includes(options[key]))
      throw new Error(`surfaceHopping: ${key} is '${options[key]}'; give ${allowed.join(' or ')}.`)
  }
}

/**
 * Fewest-switches surface hopping on the adiabatic levels of H = a(p) 1 + B(q), a quadratic, for any number of levels and degrees of freedom.
 *
 * One step h of a trajectory with active level l:
 *
 *     psi by exp(-i B(q) h/2 hbar), p by F_l h/2, q by v(p) h, p by F_l h/2, psi by exp(-i B(q) h/2 hbar),     F_l = -<l|dB|l>;
 *
 * then a hop with the chances integrated over the step (`hopChances`), in which p gets the energy E_l - E_k along <l|dB|k> (`nac`) or along p
 * (`velocity`): `momentumJump`; then, with `edc`, the energy-based decoherence correction. Levels keep their state where a step jumps over a crossing, by
 * largest overlap, so trivial crossings cause no hop. No derivative coupling is evaluated, and no result depends on the phases of eigenvectors. psi turns in the traceless gauge, as in `ehrenfest`.
 *
 * Order: between hops of order 2 and symmetric. A hop happens at the end of the step that its flux belongs to, h/2 late on average, so averages over
 * hops are of order 1, with a small constant. `bias` compares the chances of pairs of steps with those of doubled steps on the same points: with errors of
 * h^2 minus a third of it is what the chances at h are off by on these points, while the flux keeps its sign. A pair in which that changes errs by h^2 too, either way as the
 * points happen to lie, so a third of `absoluteBias` tells the size of the error, and `bias` not even its sign. The lateness and what earlier errors did to psi and q are in neither.
 *
 * Conserves |psi| to rounding; a(p) + E_l(q) to rounding in a hop and to order 2 between. Does not conserve the energy <psi|H|psi>, is neither
 * symplectic nor reversible, and the fraction on a level is not |c|^2: hops that are frustrated, and decoherence, part the two.
 *
 * Exactly equal levels, over a region, have no eigenvectors of their own, so hops between them mean nothing; not checked.
 *
 * Random numbers: from `uniform(a)`, in [0, 1): at `start` one for the active level unless it is given, and one more with `cumulative`; then one every
 * step with `instantaneous`, or one after every tried hop with `cumulative`. Trajectories do not meet: each depends on its own initial values and stream only.
 *
 * Cost: a step is one value, one gradient and one eigendecomposition of B, n^3 + O(n^2) complex multiplications, and n^3 more every second step for the bias.
 * Memory: about 4 n^2 + 8 n + 4 d numbers a trajectory. Steps allocate nothing.
 *
 * Errors: throws unless H splits, A(p) is a multiple of the identity and quadratic with positive masses (at some probe points), B is Hermitian there
 * (`checkHermitian`), hbar > 0 and the options are among those above. A step reports `nonFinite`.
 *
 * Source: J. C. Tully, J. Chem. Phys. 93, 1061 (1990); hop chances from G. Granucci, M. Persico and A. Toniolo, J. Chem. Phys. 114, 10608 (2001);
 * reversal at frustrated hops from S. Hammes-Schiffer and J. C. Tully, J. Chem. Phys. 101, 4657 (1994); decoherence from G. Granucci and M. Persico,
 * J. Chem. Phys. 126, 134114 (2007).
 *
 * @example
 * const model = tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })
 * const options = { hbar: 1, hopping: 'instantaneous', rescale: 'nac', frustrated: 'reverse', decoherence: 'none' }
 * const run = surfaceHopping(model, options).prepare(1, () => 0.9999)
 * run.state.q[0] = -10
 * run.state.p[0] = 20
 * run.start(0, 0)
 * run.energy(0).toFixed(6) // => '0.090000'
 * run.step(1) // => 0
 * run.active[0] // => 0
 */
export const surfaceHopping = (hamiltonian: HybridHamiltonian, options: SurfaceHoppingOptions): SurfaceHopping => {
  checkOptions(options)
  const { name, split } = hamiltonian
  if (!split)
    throw new Error(
      `surfaceHopping: '${name}' is not of the form A(p) + B(q), so it has no adiabatic levels that depend on q alone; write it as separable(name, A, B), or use ehrenfest or koopmon.`,
    )
  const kinetic = kineticForm(name, split.A)
  checkHermitianFunction(`B(q) of '${name}'`, split.B)
  return {
    name: `surface hopping ${name}`,
    prepare: (trajectories, uniform) => {
      if (!(Number.isInteger(trajectories) && trajectories >= 1))
        throw new Error(`surfaceHopping: ${trajectories} trajectories; give a whole number of at least 1.`)
      return prepareHopping(split.B, kinetic, { edcConstant: 0.1, ...options }, trajectories, uniform)
    },
  }
}
