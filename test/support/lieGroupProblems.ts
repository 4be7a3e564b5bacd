import { coadjointAction } from '@casimir/algebra'
import type { LieGroupEquation } from '@casimir/integrators'
import { amplitudeAction, densityAction, rotationAction, semidirectProduct, so3 } from '@casimir/integrators'
import { jacobi } from './jacobi.ts'
import { extrapolated } from './lieGroupReference.ts'

/** An equation on an orbit, a start, its end by an independent route, and what no solution changes. */
export interface LieGroupProblem {
  readonly equation: LieGroupEquation
  readonly start: Float64Array
  readonly end: (T: number) => Float64Array
  /** Functions that are constant on the orbits of the action. */
  readonly casimirs: (y: Float64Array) => number[]
}

const [I1, I2, I3] = [1, 1.7, 2.6]
const cross = (x: ArrayLike<number>, y: ArrayLike<number>): number[] => [
  x[1] * y[2] - x[2] * y[1],
  x[2] * y[0] - x[0] * y[2],
  x[0] * y[1] - x[1] * y[0],
]
const squared = (x: Float64Array): number => x.reduce((s, v) => s + v * v, 0)

/** Landau and Lifshitz, Mechanics (1976), section 37: the angular momentum in the body, for L^2 > 2 E I2. */
const freeBody = (t: number): Float64Array => {
  const [E2, L2] = [3, 6]
  const a = E2 * I3 - L2
  const b = L2 - E2 * I1
  const { sn, cn, dn } = jacobi(
    t * Math.sqrt(((I3 - I2) * b) / (I1 * I2 * I3)),
    Math.sqrt(((I2 - I1) * a) / ((I3 - I2) * b)),
  )
  return Float64Array.of(
    I1 * Math.sqrt(a / (I1 * (I3 - I1))) * cn,
    I2 * Math.sqrt(a / (I2 * (I3 - I2))) * sn,
    I3 * Math.sqrt(b / (I3 * (I3 - I1))) * dn,
  )
}

/** mu' = mu x Omega, on a sphere of so(3)*: closed form in elliptic functions. */
export const freeRigidBody: LieGroupProblem = {
  equation: {
    name: 'free rigid body',
    action: coadjointAction(so3),
    field: (out, _, mu) => {
      out[0] = -mu[0] / I1
      out[1] = -mu[1] / I2
      out[2] = -mu[2] / I3
      return 0
    },
  },
  start: freeBody(0.7),
  end: (T) => freeBody(0.7 + T),
  casimirs: (mu) => [squared(mu)],
}

/** Twice the energy of the free body. */
export const rotationEnergy = (mu: Float64Array): number => (mu[0] ** 2 / I1 + mu[1] ** 2 / I2 + mu[2] ** 2 / I3) / 2

const weight = [0.3, 0.2, 0.9]
const topStart = Float64Array.of(0.4, -0.6, 1.5, 0.48, 0.6, 0.64)

/** Pi' = Pi x Omega + Gamma x w, Gamma' = Gamma x Omega, on an orbit of se(3)*: extrapolation. */
export const heavyTop: LieGroupProblem = {
  equation: {
    name: 'heavy top',
    action: coadjointAction(semidirectProduct(rotationAction)),
    field: (out, _, mu) => {
      out[0] = -mu[0] / I1
      out[1] = -mu[1] / I2
      out[2] = -mu[2] / I3
      for (let k = 0; k < 3; k++) out[3 + k] = -weight[k]
      return 0
    },
  },
  start: topStart,
  end: (T) =>
    extrapolated(
      (_, y) => {
        const [Pi, Gamma] = [y.slice(0, 3), y.slice(3)]
        const Omega = [Pi[0] / I1, Pi[1] / I2, Pi[2] / I3]
        const torque = cross(Gamma, weight)
        return Float64Array.of(...cross(Pi, Omega).map((v, k) => v + torque[k]), ...cross(Gamma, Omega))
      },
      topStart,
      T,
    ),
  casimirs: (y) => [squared(y.slice(3)), y[0] * y[3] + y[1] * y[4] + y[2] * y[5]],
}

const stretch = (t: number): number => 1 + 0.4 * Math.sin(3 * t)
const drivenStart = Float64Array.of(0.9, -0.5, 1.1)

/** The free body whose second moment of inertia is driven: explicitly time-dependent and nonlinear; extrapolation. */
export const drivenRigidBody: LieGroupProblem = {
  equation: {
    name: 'driven rigid body',
    action: rotationAction,
    field: (out, t, mu) => {
      out[0] = -mu[0] / I1
      out[1] = -mu[1] / (I2 * stretch(t))
      out[2] = -mu[2] / I3
      return 0
    },
  },
  start: drivenStart,
  end: (T) =>
    extrapolated(
      (t, mu) => Float64Array.from(cross(mu, [mu[0] / I1, mu[1] / (I2 * stretch(t)), mu[2] / I3])),
      drivenStart,
      T,
    ),
  casimirs: (mu) => [squared(mu)],
}

const [splitting, drive, frequency] = [1.3, 0.9, 2]

/** H(t) = (splitting sz + drive (cos(wt) sx + sin(wt) sy)) / 2, as an algebra element of U(2). */
const rotatingField: LieGroupEquation['field'] = (out, t) => {
  out[0] = splitting / 2
  out[6] = -splitting / 2
  out[1] = 0
  out[7] = 0
  out[2] = (drive * Math.cos(frequency * t)) / 2
  out[3] = (-drive * Math.sin(frequency * t)) / 2
  out[4] = out[2]
  out[5] = -out[3]
  return 0
}

/** Rabi's closed form for amplitudes that start in level 0. */
const rabi = (t: number): Float64Array => {
  const detuning = splitting - frequency
  const rate = Math.hypot(detuning, drive) / 2
  const [c, s] = [Math.cos(rate * t), Math.sin(rate * t) / (2 * rate)]
  const [pc, ps] = [Math.cos((frequency * t) / 2), Math.sin((frequency * t) / 2)]
  // in the frame turning with the drive: (c - i s detuning, -i s drive), turned back by e^(-+ i w t/2)
  const [re, im, off] = [c, -s * detuning, -s * drive]
  return Float64Array.of(re * pc + im * ps, im * pc - re * ps, -off * ps, off * pc)
}

/** Rabi's two levels in a rotating field: closed form. */
export const drivenTwoLevel: LieGroupProblem = {
  equation: { name: 'driven two levels', action: amplitudeAction(2), field: rotatingField },
  start: rabi(0),
  end: rabi,
  casimirs: (psi) => [squared(psi)],
}

/** The same for a mixed density matrix, 0.7 |0><0| + 0.3 |1><1| at the start; its spectrum is kept. */
const drivenDensity: LieGroupProblem = {
  equation: { name: 'driven density matrix', action: densityAction(2), field: rotatingField },
  start: Float64Array.of(0.7, 0, 0, 0, 0, 0, 0.3, 0),
  end: (T) => {
    const [aRe, aIm, bRe, bIm] = rabi(T)
    const offRe = 0.4 * (aRe * bRe + aIm * bIm)
    const offIm = 0.4 * (aIm * bRe - aRe * bIm)
    const upper = 0.3 + 0.4 * (aRe * aRe + aIm * aIm)
    return Float64Array.of(upper, 0, offRe, offIm, offRe, -offIm, 1 - upper, 0)
  },
  casimirs: (rho) => [rho[0] + rho[6], squared(rho)],
}

/** Every problem. */
export const lieGroupProblems: readonly LieGroupProblem[] = [
  freeRigidBody,
  heavyTop,
  drivenRigidBody,
  drivenTwoLevel,
  drivenDensity,
]
