import type { HybridSystem, Reading, Writing } from '@casimir/algebra'
import { applyMatrix } from '@casimir/algebra'

/** Writes psi' of i hbar psi' = G psi for all trajectories; `out` must not be `psi`. */
export type AmplitudeVelocity = (out: Writing, generator: Reading, psi: Reading) => void

/** Prepares the velocity of a hybrid system's amplitudes from its generators. Cost: n^2 complex multiplications a trajectory. */
export const amplitudeVelocity = ({
  shape: { trajectories, levels },
  hbar,
}: Pick<HybridSystem, 'shape' | 'hbar'>): AmplitudeVelocity => {
  if (levels === 1)
    return (out, generator, psi) => {
      for (let k = 0; k < psi.length; k += 2) {
        const re = psi[k]
        const im = psi[k + 1]
        out[k] = (generator[k] * im + generator[k + 1] * re) / hbar
        out[k + 1] = (generator[k + 1] * im - generator[k] * re) / hbar
      }
    }
  const size = 2 * levels
  return (out, generator, psi) => {
    for (let a = 0; a < trajectories; a++) {
      const at = size * a
      applyMatrix(out, at, generator, at * levels, psi, at, levels)
      for (let j = at; j < at + size; j += 2) {
        const re = out[j]
        out[j] = out[j + 1] / hbar
        out[j + 1] = -re / hbar
      }
    }
  }
}
