import { halfPointWave, layGrid, wignerFunction } from '@casimir/models'

export const hbar = 0.7
export const points = 32
export const grid = layGrid([-5, 6], points, hbar)
export const [axis] = grid.axes
export const pauli = { x: [0, 0, 1, 0, 1, 0, 0, 0], y: [0, 0, 0, -1, 0, 1, 0, 0], z: [1, 0, 0, 0, 0, 0, -1, 0] }
export const one = Float64Array.of(1, 0)

export type Complex = readonly [re: number, im: number]
export type Wave = (x: number) => Complex

/** exp(-(x - q)^2 / 4 sigma^2 + i p (x - q) / hbar), normalised. */
export const packet =
  (q: number, p: number, sigma: number): Wave =>
  (x) => {
    const size = Math.exp(-(((x - q) / (2 * sigma)) ** 2)) / (2 * Math.PI * sigma * sigma) ** 0.25
    return [size * Math.cos((p * (x - q)) / hbar), size * Math.sin((p * (x - q)) / hbar)]
  }
export const sampled = (wave: Wave, on = grid): Float64Array =>
  Float64Array.from(Array.from(on.x).flatMap((x) => [...wave(x)]))

/** All matrices, [row][2 n^2 columns]. */
export const whole = (psi: Float64Array, levels: number, on = grid) => {
  const W = wignerFunction(halfPointWave(psi, levels, on))
  const width = 2 * levels * levels
  const rows = Array.from({ length: W.q.length }, (_, i) => {
    const out = new Float64Array(width * W.p.length)
    W.matrices(out, i)
    return out
  })
  return { W, rows, width, dq: W.q[1] - W.q[0], dp: W.p[1] - W.p[0] }
}
export const scalar = (psi: Float64Array, on = grid) => {
  const { rows, ...others } = whole(psi, 1, on)
  return { ...others, values: rows.map((row) => row.filter((_, k) => k % 2 === 0)) }
}
export const largestOf = (values: Iterable<number>) =>
  [...values].reduce((most, value) => Math.max(most, Math.abs(value)), 0)
export const sumOf = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0)
