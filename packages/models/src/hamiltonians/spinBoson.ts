import type { HybridHamiltonian } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import type { BathParameters } from './oscillatorBath.ts'
import { oscillatorBath } from './oscillatorBath.ts'
import { separable } from './separable.ts'

/** Parameters of `spinBoson`: half the bias, half the tunnel splitting, and the bath. */
export interface SpinBosonParameters extends BathParameters {
  readonly epsilon: number
  readonly delta: number
}

/**
 * Two levels in a bath of F oscillators, H = epsilon sz + delta sx + sum_j (p_j^2 + w_j^2 q_j^2)/2 + sz sum_j c_j q_j.
 *
 * Units: dimensionless, unit masses. w_j and c_j by `oscillatorBath`, F = modes degrees of freedom. With a tunnel splitting Delta = 2 delta
 * and a bias 2 epsilon this is the form of Leggett et al., up to the sign of delta, which sx -> -sx changes.
 *
 * lambda = sum_j c_j^2/(2 w_j^2) is what each of the two states gains by relaxing; the vertical reorganisation energy between them is 4 lambda.
 *
 * With delta = 0 the populations are constant, and each trajectory's coherence turns by exp(-(2i/hbar) integral of (epsilon + sum_j c_j q_j) dt).
 *
 * Cost: 8 F numbers a derivative; only methods whose work does not grow with a grid of F dimensions can take many modes.
 *
 * Source: A. J. Leggett et al., Rev. Mod. Phys. 59, 1 (1987).
 *
 * @example
 * spinBoson({ epsilon: 0, delta: 1, bath: 'ohmic', modes: 10, cutoff: 2.5, lambda: 0.125 }).dof // => 10
 */
export const spinBoson = ({ epsilon, delta, ...bath }: SpinBosonParameters): HybridHamiltonian => {
  const { frequencies, couplings } = oscillatorBath(bath)
  const F = frequencies.length
  return separable(
    'spin-boson',
    kinetic(
      2,
      Array.from(frequencies, () => 1),
    ),
    {
      levels: 2,
      dof: F,
      scalar: false,
      value: (out, x, at) => {
        let potential = 0
        let bias = epsilon
        for (let j = 0; j < F; j++) {
          const q = x[at + j]
          const wq = frequencies[j] * q
          potential += 0.5 * wq * wq
          bias += couplings[j] * q
        }
        out.fill(0, 0, 8)
        out[0] = potential + bias
        out[2] = delta
        out[4] = delta
        out[6] = potential - bias
      },
      gradient: (out, x, at) => {
        out.fill(0, 0, 8 * F)
        for (let j = 0; j < F; j++) {
          const force = frequencies[j] * frequencies[j] * x[at + j]
          out[8 * j] = force + couplings[j]
          out[8 * j + 6] = force - couplings[j]
        }
      },
    },
  )
}
