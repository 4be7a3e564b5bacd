import type { Reading, Writing } from '@casimir/algebra'
import { normSquared } from '@casimir/algebra'
import type { AdiabaticFrame } from '../exact/adiabaticFrame.ts'
import type { TensorNodes } from '../exact/TensorNodes.ts'
import type { AdiabaticGauge } from './adiabaticGauge.ts'

/** The adiabatic density matrix of a wave function, and what its gauge could not do. */
export interface AdiabaticReading {
  readonly read: (out: Writing, psi: Reading) => void
  /** Where levels meet and the wave has been on the far side, seen from the origin of the gauge; undefined where it has not. */
  readonly crossed: () => number | undefined
}

/** The probability that counts as none. */
const NEGLIGIBLE = 1e-6

/**
 * Prepares the density matrix of a wave function in the adiabatic basis, rho_jk = integral of c_j c_k^* dx with c = V(x)^+ psi(x), one coordinate.
 *
 * The vectors are those of the frame, put into the gauge here. Layout: `out` row-major interleaved, 2 n^2 numbers; psi level-major as in `GridState`.
 *
 * A wave of which more than 1e-6 is where the gauge does not reach gives NaN throughout; as much beyond a meeting of levels is told by `crossed`.
 *
 * Its diagonal holds the adiabatic populations. Cost: 2 n^2 complex multiplications a node. Allocates only here.
 *
 * @example
 * const B = twoLevel((c) => { c[3] = 1 }, () => {})
 * const grid = layGrid([-1, 3], 2, 1)
 * const { psi } = allocateGridState(2, 2)
 * psi[0] = 0.5
 * psi[4] = 0.5
 * const out = new Float64Array(8)
 * adiabaticDensity(adiabaticGauge(B, 0), adiabaticFrame(B, grid), grid).read(out, psi)
 * Array.from(out) // => [0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0]
 */
export const adiabaticDensity = (
  gauge: AdiabaticGauge,
  frame: AdiabaticFrame,
  { points, x, cell }: TensorNodes,
): AdiabaticReading => {
  const n = frame.levels
  const size = 2 * n * n
  const vectors = Float64Array.from(frame.vectors)
  const isLost = new Uint8Array(points)
  const meetings = Array.from({ length: points }, (_, i) => {
    isLost[i] = gauge.fix(vectors.subarray(size * i, size * (i + 1)), x, i) ? 0 : 1
    return gauge.meeting(x, i)
  })
  const c = new Float64Array(2 * n)
  const beyond = new Map(meetings.flatMap((at) => (at === undefined ? [] : [[at, 0] as [number, number]])))
  let crossed: number | undefined

  const project = (psi: Reading, i: number): void => {
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let j = 0; j < n; j++) {
        const v = size * i + 2 * (j * n + k)
        const at = 2 * (j * points + i)
        re += vectors[v] * psi[at] + vectors[v + 1] * psi[at + 1]
        im += vectors[v] * psi[at + 1] - vectors[v + 1] * psi[at]
      }
      c[2 * k] = re
      c[2 * k + 1] = im
    }
  }

  const read: AdiabaticReading['read'] = (out, psi) => {
    let lost = 0
    for (const at of beyond.keys()) beyond.set(at, 0)
    out.fill(0, 0, size)
    for (let i = 0; i < points; i++) {
      project(psi, i)
      const meeting = meetings[i]
      const probability = cell * normSquared(c, 0, n)
      lost += isLost[i] * probability
      if (meeting !== undefined) beyond.set(meeting, (beyond.get(meeting) ?? 0) + probability)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) {
          const o = 2 * (j * n + k)
          out[o] += cell * (c[2 * j] * c[2 * k] + c[2 * j + 1] * c[2 * k + 1])
          out[o + 1] += cell * (c[2 * j + 1] * c[2 * k] - c[2 * j] * c[2 * k + 1])
        }
    }
    for (const [at, probability] of beyond) if (probability > NEGLIGIBLE) crossed ??= at
    if (lost > NEGLIGIBLE) out.fill(Number.NaN, 0, size)
  }
  return { read, crossed: () => crossed }
}
