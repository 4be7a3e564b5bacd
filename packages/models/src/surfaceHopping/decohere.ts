import type { Reading, Writing } from '@casimir/algebra'

/**
 * The energy-based decoherence correction, on adiabatic amplitudes c of n levels, in place, over a time h:
 *
 *     c_k exp(-h/tau_k), k != active, tau_k = (hbar/|E_k - E_active|) (1 + C/E_kin), and c_active scaled so that |c| stays.
 *
 * `settings` holds h, hbar, C and E_kin.
 *
 * Nothing happens at E_kin = 0, where tau is infinite, and when the active amplitude is 0, which has no phase to grow with. For h > 0; not reversible.
 *
 * Source: G. Granucci and M. Persico, J. Chem. Phys. 126, 134114 (2007).
 */
export const decohere = (c: Writing, values: Reading, active: number, n: number, settings: Reading): void => {
  const h = settings[0]
  const hbar = settings[1]
  const C = settings[2]
  const kinetic = settings[3]
  const own = c[2 * active] * c[2 * active] + c[2 * active + 1] * c[2 * active + 1]
  if (!(own > 0 && kinetic > 0)) return
  let lost = 0
  for (let k = 0; k < n; k++) {
    if (k === active) continue
    const before = c[2 * k] * c[2 * k] + c[2 * k + 1] * c[2 * k + 1]
    const factor = Math.exp((-h * Math.abs(values[k] - values[active])) / (hbar * (1 + C / kinetic)))
    c[2 * k] *= factor
    c[2 * k + 1] *= factor
    lost += before * (1 - factor * factor)
  }
  const growth = Math.sqrt(1 + lost / own)
  c[2 * active] *= growth
  c[2 * active + 1] *= growth
}
