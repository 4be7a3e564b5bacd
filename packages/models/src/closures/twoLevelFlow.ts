import type { MatrixFunction, Reading, Writing } from '@casimir/algebra'

/**
 * `partFlow` for two levels in closed form: M = m 1 + r e.sigma turns psi by exp(-i theta e.sigma), theta = r t / hbar, and the Bloch vector s about e by 2 theta, so that
 *
 * integral of s over [0, t] = t [ (e.s) e + (s - (e.s) e) sin(theta) cos(theta) / theta + e x s sin(theta)^2 / theta ].
 *
 * Cost: one value and one gradient of M, a sine, a cosine and a square root. Allocates only here.
 */
export const twoLevelFlow = (
  M: MatrixFunction,
  hbar: number,
  sign: 1 | -1,
): ((x: Reading, y: Writing, at: number, psi: Writing, psiAt: number, t: number, count?: number) => void) => {
  const { dof: d } = M
  const m = new Float64Array(8)
  const derivatives = new Float64Array(8 * d)
  return (x, y, at, psi, psiAt, t, count = 1) => {
    const angle = t / hbar
    for (let a = 0; a < count; a++) {
      const o = at + d * a
      const z = psiAt + 4 * a
      M.value(m, x, o)
      M.gradient(derivatives, x, o)
      const hx = m[2]
      const hy = -m[3]
      const hz = 0.5 * (m[0] - m[6])
      const r = Math.sqrt(hx * hx + hy * hy + hz * hz)
      const theta = r * angle
      const c = Math.cos(theta)
      const s = Math.sin(theta)
      const inverse = r > 0 ? 1 / r : 0
      const ex = hx * inverse
      const ey = hy * inverse
      const ez = hz * inverse
      const aRe = psi[z]
      const aIm = psi[z + 1]
      const bRe = psi[z + 2]
      const bIm = psi[z + 3]
      const sx = 2 * (aRe * bRe + aIm * bIm)
      const sy = 2 * (aRe * bIm - aIm * bRe)
      const sz = aRe * aRe + aIm * aIm - bRe * bRe - bIm * bIm
      const sinc = theta === 0 ? 1 : s / theta
      const across = c * sinc
      const turned = s * sinc
      const along = (ex * sx + ey * sy + ez * sz) * (1 - across)
      const meanX = along * ex + across * sx + turned * (ey * sz - ez * sy)
      const meanY = along * ey + across * sy + turned * (ez * sx - ex * sz)
      const meanZ = along * ez + across * sz + turned * (ex * sy - ey * sx)
      for (let i = 0; i < d; i++) {
        const k = 8 * i
        const trace = 0.5 * (derivatives[k] + derivatives[k + 6])
        const dz = 0.5 * (derivatives[k] - derivatives[k + 6])
        y[o + i] += sign * t * (trace + derivatives[k + 2] * meanX - derivatives[k + 3] * meanY + dz * meanZ)
      }
      psi[z] = c * aRe + s * (ez * aIm + ex * bIm - ey * bRe)
      psi[z + 1] = c * aIm - s * (ez * aRe + ex * bRe + ey * bIm)
      psi[z + 2] = c * bRe + s * (ex * aIm + ey * aRe - ez * bIm)
      psi[z + 3] = c * bIm - s * (ex * aRe - ey * aIm - ez * bRe)
    }
  }
}
