/** Positions, momenta and amplitudes (re, im of level 0, then of level 1) of trajectories on two levels. */
export interface TwoLevelCloud {
  readonly q: Float64Array
  readonly p: Float64Array
  readonly psi: Float64Array
}

const MASS = 2000
const A = 0.01
const B = 1.6
const C = 0.005
const D = 1

/**
 * Ehrenfest on Tully's simple avoided crossing, as one writes it for this problem alone: Strang with half a drift on either side of the kick, one trajectory after the other, all in local variables.
 *
 * H = p^2/2m + x sx + z sz with exp(-i h (x sx + z sz)) in closed form. The impulse is the exact one: the Bloch vector s turns about e = (x, 0, z)/r, and the force
 * -(x' s_x + z' s_z) is integrated along its circle.
 */
export const ehrenfestByHand = ({ q, p, psi }: TwoLevelCloud, h: number, steps: number): void => {
  for (let a = 0; a < q.length; a++) {
    let x = q[a] + ((h / 2) * p[a]) / MASS
    let v = p[a]
    let re0 = psi[4 * a]
    let im0 = psi[4 * a + 1]
    let re1 = psi[4 * a + 2]
    let im1 = psi[4 * a + 3]
    for (let k = 0; k < steps; k++) {
      const bell = Math.exp(-D * x * x)
      const tail = Math.exp(-B * Math.abs(x))
      const c = C * bell
      const z = x > 0 ? A * (1 - tail) : A * (tail - 1)
      const dc = -2 * D * x * c
      const dz = A * B * tail
      const r = Math.sqrt(c * c + z * z)
      const angle = r * h
      const co = Math.cos(angle)
      const si = Math.sin(angle)
      const ex = r > 0 ? c / r : 0
      const ez = r > 0 ? z / r : 0
      const sx = 2 * (re0 * re1 + im0 * im1)
      const sy = 2 * (re0 * im1 - im0 * re1)
      const sz = re0 * re0 + im0 * im0 - re1 * re1 - im1 * im1
      const along = ex * sx + ez * sz
      const sum = r > 1e-9 ? (si * co) / r : h
      const turn = r > 1e-9 ? (si * si) / r : 0
      v -= dc * (along * ex * h + (sx - along * ex) * sum - sy * ez * turn)
      v -= dz * (along * ez * h + (sz - along * ez) * sum + sy * ex * turn)
      const n0 = co * re0 + si * (ez * im0 + ex * im1)
      const m0 = co * im0 - si * (ez * re0 + ex * re1)
      const n1 = co * re1 + si * (ex * im0 - ez * im1)
      const m1 = co * im1 - si * (ex * re0 - ez * re1)
      re0 = n0
      im0 = m0
      re1 = n1
      im1 = m1
      x += ((k + 1 < steps ? h : h / 2) * v) / MASS
    }
    q[a] = x
    p[a] = v
    psi[4 * a] = re0
    psi[4 * a + 1] = im0
    psi[4 * a + 2] = re1
    psi[4 * a + 3] = im1
  }
}

/** Numbers of a record that are worth an error bar. */
export const RECORDED = 20

/**
 * Adds what the trajectories say at one time, and its squares, to sums: populations and coherence in both bases, transmission and reflection, q, p, norm and energies.
 *
 * The upper adiabatic vector is (x, r - z) or (r + z, x), whichever is larger; the sign that continues it from the left is left out.
 */
export const recordByHand = ({ q, p, psi }: TwoLevelCloud, sums: Float64Array, squares: Float64Array): void => {
  const one = new Float64Array(RECORDED)
  for (let a = 0; a < q.length; a++) {
    const x = q[a]
    const re0 = psi[4 * a]
    const im0 = psi[4 * a + 1]
    const re1 = psi[4 * a + 2]
    const im1 = psi[4 * a + 3]
    const c = C * Math.exp(-D * x * x)
    const z = Math.sign(x) * A * (1 - Math.exp(-B * Math.abs(x)))
    const r = Math.sqrt(c * c + z * z)
    const n0 = re0 * re0 + im0 * im0
    const n1 = re1 * re1 + im1 * im1
    const re = re0 * re1 + im0 * im1
    const im = im0 * re1 - re0 * im1
    const big = r + Math.abs(z)
    const scale = r > 0 ? 1 / Math.sqrt(big * big + c * c) : 1
    const up0 = r > 0 ? (z >= 0 ? big : c) * scale : 1
    const up1 = r > 0 ? (z >= 0 ? c : big) * scale : 0
    const upRe = up0 * re0 + up1 * re1
    const upIm = up0 * im0 + up1 * im1
    const lowRe = up0 * re1 - up1 * re0
    const lowIm = up0 * im1 - up1 * im0
    const upper = upRe * upRe + upIm * upIm
    const lower = lowRe * lowRe + lowIm * lowIm
    const beyond = x > 0 ? 1 : 0
    one[0] = n0
    one[1] = n1
    one[2] = re
    one[3] = im
    one[4] = lower
    one[5] = upper
    one[6] = lowRe * upRe + lowIm * upIm
    one[7] = lowIm * upRe - lowRe * upIm
    one[8] = beyond * lower
    one[9] = beyond * upper
    one[10] = lower - one[8]
    one[11] = upper - one[9]
    one[12] = x
    one[13] = p[a]
    one[14] = n0 + n1
    one[15] = (0.5 * p[a] * p[a] * one[14]) / MASS
    one[16] = z * (n0 - n1) + 2 * c * re
    one[17] = one[15] + one[16]
    one[18] = Math.abs(x) <= 10 ? one[14] : 0
    one[19] = Math.abs(one[17] - 0.1)
    for (let k = 0; k < RECORDED; k++) {
      sums[k] += one[k]
      squares[k] += one[k] * one[k]
    }
  }
}
