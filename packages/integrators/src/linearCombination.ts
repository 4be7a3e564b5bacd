import type { Reading, Writing } from '@casimir/algebra'

/**
 * Adds sum_j weights[j] columns[j] over the first `count` columns to `base`, into `out`, which may be `base`.
 *
 * Takes three columns a pass, for the sums of short vectors cost as much in reading and writing `out` as in the columns.
 */
export const addCombination = (
  out: Writing,
  base: Reading,
  weights: Reading,
  columns: ReadonlyArray<Reading>,
  count: number,
): void => {
  let from = base
  let j = 0
  for (; count - j >= 3; j += 3) {
    const a = weights[j]
    const b = weights[j + 1]
    const c = weights[j + 2]
    const x = columns[j]
    const y = columns[j + 1]
    const z = columns[j + 2]
    for (let k = 0; k < out.length; k++) out[k] = from[k] + a * x[k] + b * y[k] + c * z[k]
    from = out
  }
  if (count - j === 2) {
    const a = weights[j]
    const b = weights[j + 1]
    const x = columns[j]
    const y = columns[j + 1]
    for (let k = 0; k < out.length; k++) out[k] = from[k] + a * x[k] + b * y[k]
  } else if (count - j === 1) {
    const a = weights[j]
    const x = columns[j]
    for (let k = 0; k < out.length; k++) out[k] = from[k] + a * x[k]
  } else if (count === 0) out.set(base)
}

/**
 * Writes the inner products of the first `count` columns with `x` to `withX` and with `y` to `withY`.
 *
 * Takes three columns a pass, whose sums do not wait for one another.
 */
export const innerProducts = (
  withX: Writing,
  withY: Writing,
  columns: ReadonlyArray<Reading>,
  count: number,
  x: Reading,
  y: Reading,
): void => {
  let j = 0
  for (; count - j >= 3; j += 3) {
    const u = columns[j]
    const v = columns[j + 1]
    const w = columns[j + 2]
    let ux = 0
    let uy = 0
    let vx = 0
    let vy = 0
    let wx = 0
    let wy = 0
    for (let k = 0; k < x.length; k++) {
      const xk = x[k]
      const yk = y[k]
      ux += u[k] * xk
      uy += u[k] * yk
      vx += v[k] * xk
      vy += v[k] * yk
      wx += w[k] * xk
      wy += w[k] * yk
    }
    withX[j] = ux
    withY[j] = uy
    withX[j + 1] = vx
    withY[j + 1] = vy
    withX[j + 2] = wx
    withY[j + 2] = wy
  }
  for (; j < count; j++) {
    const u = columns[j]
    let ux = 0
    let uy = 0
    for (let k = 0; k < x.length; k++) {
      ux += u[k] * x[k]
      uy += u[k] * y[k]
    }
    withX[j] = ux
    withY[j] = uy
  }
}
