import type { DensityState, MatrixLiePoissonSystem } from '@casimir/algebra'
import { allocateDensity } from '@casimir/algebra'
import { jacobi } from './jacobi.ts'

/** The principal moments of inertia of the body of the tests. */
const INERTIA: Readonly<[number, number, number]> = [1, 2, 3.5]

/** m_x, m_y, m_z of a two-level matrix rho = (Tr rho + m.sigma)/2. */
export const momentumOf = ({ rho }: DensityState): [number, number, number] => [
  2 * rho[2],
  -2 * rho[3],
  rho[0] - rho[6],
]

/** The two-level state of trace 1 with a given momentum m. */
export const spinAt = ([x, y, z]: readonly [number, number, number]): DensityState => {
  const state = allocateDensity(2)
  state.rho.set([(1 + z) / 2, 0, x / 2, -y / 2, x / 2, y / 2, (1 - z) / 2, 0])
  return state
}

const cross = (a: readonly number[], b: readonly number[]): number[] => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

/** The torque-like drive of the driven body, as a vector added to dh/dm. */
const drive = (t: number): [number, number, number] => [0.4 * Math.sin(2 * t), 0, 0.3 * Math.cos(t)]

/**
 * A body with m' = m x omega(m, t), omega = dh/dm, as a flow of 2 x 2 matrices with hbar = 1.
 *
 * For G = g.sigma the momentum obeys m' = 2 g x m, so g = -omega/2, and the energy with dE = Tr(G drho) is -h/2.
 */
const body = (
  name: string,
  h: (m: readonly number[]) => number,
  omega: (m: readonly number[], t: number) => number[],
): MatrixLiePoissonSystem => ({
  name,
  levels: 2,
  hbar: 1,
  energy: (state) => -h(momentumOf(state)) / 2,
  gradient: (out, state) => {
    const [x, y, z] = omega(momentumOf(state), state.t[0]).map((w) => -w / 2)
    out.set([z, 0, x, -y, x, y, -z, 0])
    return 0
  },
})

const kinetic = (m: readonly number[]): number => m.reduce((sum, x, i) => sum + (x * x) / (2 * INERTIA[i]), 0)
const free = (m: readonly number[]): number[] => m.map((x, i) => x / INERTIA[i])
const driven = (m: readonly number[], t: number): number[] => free(m).map((w, i) => w + drive(t)[i])

/** h = sum_i m_i^2 / 2 I_i. */
export const freeBody = body('free rigid body', kinetic, free)
export const drivenBody = body('driven rigid body', kinetic, driven)

/** h = sum_i m_i^2 / 2 I_i + 0.2 (m_1^3 + m_3^4): not quadratic. */
export const unevenBody = body(
  'uneven body',
  (m) => kinetic(m) + 0.2 * (m[0] ** 3 + m[2] ** 4),
  (m) => free(m).map((w, i) => w + 0.2 * [3 * m[0] ** 2, 0, 4 * m[2] ** 3][i]),
)

/** The momentum after a time T by RK4 on the vectors m' = m x omega(m, t), which knows nothing of matrices. */
export const momentumAfter = (
  start: readonly [number, number, number],
  T: number,
  steps: number,
  isDriven: boolean,
): [number, number, number] => {
  const f = (m: readonly number[], t: number): number[] => cross(m, isDriven ? driven(m, t) : free(m))
  const h = T / steps
  const shifted = (m: readonly number[], k: readonly number[], by: number): number[] => m.map((x, i) => x + by * k[i])
  let m: number[] = [...start]
  for (let n = 0; n < steps; n++) {
    const t = n * h
    const k1 = f(m, t)
    const k2 = f(shifted(m, k1, h / 2), t + h / 2)
    const k3 = f(shifted(m, k2, h / 2), t + h / 2)
    const k4 = f(shifted(m, k3, h), t + h)
    m = m.map((x, i) => x + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))
  }
  return [m[0], m[1], m[2]]
}

/**
 * The free body's momentum at time t in Jacobi's elliptic functions, from m = (m1, 0, m3) at time 0 with positive entries, for
 * I1 < I2 < I3 and 2 h I2 < |m|^2: m1 = A1 cn, m2 = A2 sn, m3 = A3 dn with signs fixed by m2'(0) = (1/I1 - 1/I3) m1 m3.
 *
 * Source: L. Landau and E. Lifshitz, Mechanics, section 37.
 */
export const ellipticMomentum = ([m1, m3]: readonly [number, number], t: number): [number, number, number] => {
  const [i1, i2, i3] = INERTIA
  const twoE = (m1 * m1) / i1 + (m3 * m3) / i3
  const square = m1 * m1 + m3 * m3
  if (!(square > twoE * i2)) throw new Error('ellipticMomentum: needs |m|^2 > 2 h I2.')
  const rate = Math.sqrt(((i3 - i2) * (square - twoE * i1)) / (i1 * i2 * i3))
  const k2 = ((i2 - i1) * (twoE * i3 - square)) / ((i3 - i2) * (square - twoE * i1))
  const { sn, cn, dn } = jacobi(rate * t, Math.sqrt(k2))
  return [m1 * cn, m1 * Math.sqrt((i2 * (i3 - i1)) / (i1 * (i3 - i2))) * sn, m3 * dn]
}
