import type { DrivenQuantumSystem } from '@casimir/algebra'
import { drivenTaylor } from './drivenTaylor.ts'

/** A driven system, a start, a time to run for and the state at its end by a route that shares nothing with a Magnus method. */
export interface DrivenProblem {
  readonly system: DrivenQuantumSystem
  readonly t0: number
  readonly T: number
  readonly start: Float64Array
  readonly end: Float64Array
}

const SIGMA_X = new Float64Array([0, 0, 1, 0, 1, 0, 0, 0])
const SIGMA_Z = new Float64Array([1, 0, 0, 0, 0, 0, -1, 0])
const constant =
  (value: number) =>
  (out: Float64Array): void => {
    out.fill(0)
    out[0] = value
  }

/**
 * A spin in a rotating field, H = hbar (w0/2 sz + W/2 (cos wt sx + sin wt sy)), with its closed form
 * psi(t) = exp(-i w t sz/2) exp(-i t ((w0 - w)/2 sz + W/2 sx)) psi(0).
 */
export const rabiDriving = ({ w0, w, W, hbar }: { w0: number; w: number; W: number; hbar: number }) => {
  const system: DrivenQuantumSystem = {
    name: 'rotating field',
    levels: 2,
    hbar,
    hamiltonian: (H, t) => {
      H.fill(0)
      H[0] = (hbar * w0) / 2
      H[6] = -H[0]
      H[2] = (hbar * W * Math.cos(w * t)) / 2
      H[3] = (-hbar * W * Math.sin(w * t)) / 2
      H[4] = H[2]
      H[5] = -H[3]
    },
  }
  const exact = (t: number, [aRe, aIm, bRe, bIm]: Float64Array): Float64Array => {
    const detuning = w0 - w
    const R = Math.hypot(detuning, W)
    const c = Math.cos((R * t) / 2)
    const z = (Math.sin((R * t) / 2) * detuning) / R
    const x = (Math.sin((R * t) / 2) * W) / R
    // (c - i z sz - i x sx) psi, then the phases exp(-+ i w t/2)
    const [uRe, uIm] = [c * aRe + z * aIm + x * bIm, c * aIm - z * aRe - x * bRe]
    const [vRe, vIm] = [c * bRe - z * bIm + x * aIm, c * bIm + z * bRe - x * aRe]
    const [p, q] = [Math.cos((w * t) / 2), Math.sin((w * t) / 2)]
    return Float64Array.of(p * uRe + q * uIm, p * uIm - q * uRe, p * vRe - q * vIm, p * vIm + q * vRe)
  }
  return { system, exact }
}

/** Landau-Zener: H = (v t/2) sz + (gap/2) sx, which is linear in t and so the easiest for a Taylor series. */
export const landauZener = ({ v, gap, hbar }: { v: number; gap: number; hbar: number }) => {
  const system: DrivenQuantumSystem = {
    name: 'Landau-Zener',
    levels: 2,
    hbar,
    hamiltonian: (H, t) => {
      H.fill(0)
      H[0] = (v * t) / 2
      H[6] = -H[0]
      H[2] = gap / 2
      H[4] = gap / 2
    },
  }
  const terms = [
    {
      matrix: SIGMA_Z.map((x) => (v * x) / 2),
      series: (out: Float64Array, t: number): void => {
        out.fill(0)
        out[0] = t
        out[1] = 1
      },
    },
    { matrix: SIGMA_X.map((x) => (gap * x) / 2), series: constant(1) },
  ]
  return {
    system,
    reference: (start: Float64Array, t0: number, t1: number) => drivenTaylor(terms, hbar, start, t0, t1),
  }
}

/** A three-level ladder: levels 0, 0.9, 1.5; a Gaussian pulse on 0-1 and a complex cosine drive on 1-2, hbar = 0.8. */
const ladder = () => {
  const [hbar, pump, width, stokes, frequency] = [0.8, 1.1, 1.3, 0.7, 1.6]
  const system: DrivenQuantumSystem = {
    name: 'three-level ladder',
    levels: 3,
    hbar,
    hamiltonian: (H, t) => {
      H.fill(0)
      H[8] = 0.9
      H[16] = 1.5
      const p = pump * Math.exp((-t * t) / (2 * width * width))
      const s = stokes * Math.cos(frequency * t)
      H[2] = p
      H[6] = p
      H[10] = 0.8 * s
      H[11] = -0.6 * s
      H[14] = 0.8 * s
      H[15] = 0.6 * s
    },
  }
  const matrix = (...entries: ReadonlyArray<readonly [number, number]>): Float64Array => {
    const m = new Float64Array(18)
    for (const [at, value] of entries) m[at] = value
    return m
  }
  const terms = [
    { matrix: matrix([8, 0.9], [16, 1.5]), series: constant(1) },
    {
      matrix: matrix([2, pump], [6, pump]),
      // f' = -(t / width^2) f
      series: (out: Float64Array, t: number): void => {
        out[0] = Math.exp((-t * t) / (2 * width * width))
        for (let k = 0; k + 1 < out.length; k++)
          out[k + 1] = -(t * out[k] + (k > 0 ? out[k - 1] : 0)) / (width * width * (k + 1))
      },
    },
    {
      matrix: matrix([10, 0.8 * stokes], [11, -0.6 * stokes], [14, 0.8 * stokes], [15, 0.6 * stokes]),
      series: (out: Float64Array, t: number): void => {
        let factor = 1
        for (let k = 0; k < out.length; k++) {
          out[k] = factor * Math.cos(frequency * t + (k * Math.PI) / 2)
          factor *= frequency / (k + 1)
        }
      },
    },
  ]
  return {
    system,
    reference: (start: Float64Array, t0: number, t1: number) => drivenTaylor(terms, hbar, start, t0, t1),
  }
}

const twoLevels = new Float64Array([0.6, 0, 0, 0.8])
const rotating = rabiDriving({ w0: 1.3, w: 1.7, W: 0.9, hbar: 0.7 })
const sweep = landauZener({ v: 1, gap: 0.8, hbar: 0.9 })
const rungs = ladder()
const threeLevels = new Float64Array([0.6, 0, 0, 0.48, 0.64, 0])

/** The problems that every driven method's order is measured on. */
export const drivenProblems: ReadonlyArray<DrivenProblem> = [
  { system: rotating.system, t0: 0, T: 6, start: twoLevels, end: rotating.exact(6, twoLevels) },
  { system: sweep.system, t0: -3, T: 7, start: twoLevels, end: sweep.reference(twoLevels, -3, 4) },
  { system: rungs.system, t0: -2.5, T: 6, start: threeLevels, end: rungs.reference(threeLevels, -2.5, 3.5) },
]
