import { fourierTransform } from './fourierTransform.ts'
import type { HybridShape, HybridState } from './HybridState.ts'

/**
 * Prepares the Poincare integral of a closed loop of hybrid states, the integral over the loop of p dq + <psi|i hbar dpsi>.
 *
 * The N trajectories of the state are the samples of the loop at equally spaced values of its parameter, in order, the first following the last: q, p and
 * psi (with its phase) must come back smoothly. The real part is taken, all there is when |psi| is constant; -d of the one-form is
 * dq ^ dp + hbar Im <dpsi| ^ dpsi>, so a small anticlockwise loop in the (q, p) plane has a negative integral.
 *
 * With the Fourier coefficients c_k of q_j + i p_j and of the entries of psi, it is -sum_k k ( pi |c_k(q + i p)|^2 + 2 pi hbar |c_k(psi)|^2 ), the mode N/2
 * dropped: the sum over the samples with spectral derivatives, exact for resolved loops.
 *
 * Conserved by the flow that (12) transports loops with, by zero-weight tracers of a koopmon cloud, and by each Ehrenfest trajectory's own loop.
 *
 * Cost: d + n transforms. Allocates only here. Errors: throws when the number of samples is not a power of two >= 4.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, below eq. (13).
 *
 * @example
 * const shape = { trajectories: 16, dof: 1, levels: 1 }
 * const loop = allocateHybrid(shape)
 * for (let k = 0; k < 16; k++) {
 *   loop.q[k] = 2 * Math.cos((Math.PI * k) / 8)
 *   loop.p[k] = 2 * Math.sin((Math.PI * k) / 8)
 *   loop.psi[2 * k] = 1
 * }
 * Math.abs(poincareIntegral(shape, 1)(loop) + 4 * Math.PI) < 1e-13 // => true
 */
export const poincareIntegral = (
  { trajectories: samples, dof, levels }: HybridShape,
  hbar: number,
): ((loop: HybridState) => number) => {
  if (!Number.isInteger(samples) || samples < 4 || (samples & (samples - 1)) !== 0)
    throw new Error(`poincareIntegral: the loop has ${samples} samples; give a power of two >= 4.`)
  const { forward } = fourierTransform(samples)
  const series = new Float64Array(2 * samples)
  const modes = new Float64Array(2 * samples)
  const winding = (): number => {
    forward(modes, series)
    let sum = 0
    for (let k = 1; k < samples / 2; k++) {
      const a = 2 * k
      const b = 2 * (samples - k)
      sum += k * (modes[a] * modes[a] + modes[a + 1] * modes[a + 1] - modes[b] * modes[b] - modes[b + 1] * modes[b + 1])
    }
    return sum / (samples * samples)
  }
  return ({ q, p, psi }) => {
    let integral = 0
    for (let j = 0; j < dof; j++) {
      for (let k = 0; k < samples; k++) {
        series[2 * k] = q[k * dof + j]
        series[2 * k + 1] = p[k * dof + j]
      }
      integral -= Math.PI * winding()
    }
    for (let l = 0; l < levels; l++) {
      for (let k = 0; k < samples; k++) {
        series[2 * k] = psi[2 * (k * levels + l)]
        series[2 * k + 1] = psi[2 * (k * levels + l) + 1]
      }
      integral -= 2 * Math.PI * hbar * winding()
    }
    return integral
  }
}
