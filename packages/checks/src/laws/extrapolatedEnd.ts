/** Rows of the extrapolation table: order 16. */
const ROWS = 8

/**
 * y(T) of y' = f(y) by extrapolating the explicit midpoint rule over intervals of at most `longest`: an independent route to round-off for smooth fields.
 *
 * Cost: 72 evaluations an interval. Source: W. B. Gragg, SIAM J. Numer. Anal. 2, 384 (1965).
 */
export const extrapolatedEnd = (
  velocity: (y: Float64Array) => Float64Array,
  start: Float64Array,
  T: number,
  longest: number,
): Float64Array => {
  const intervals = Math.max(1, Math.ceil(Math.abs(T) / longest))
  const H = T / intervals
  const midpoint = (y: Float64Array, n: number): Float64Array => {
    const h = H / n
    let before = y
    const slope = velocity(y)
    let now = y.map((v, k) => v + h * slope[k])
    for (let m = 1; m < n; m++) {
      const f = velocity(now)
      const [old, kept] = [before, now]
      before = kept
      now = old.map((v, k) => v + 2 * h * f[k])
    }
    const last = velocity(now)
    return now.map((v, k) => (v + before[k] + h * last[k]) / 2)
  }
  let y: Float64Array = start.slice()
  for (let i = 0; i < intervals; i++) {
    let row: Float64Array[] = []
    for (let j = 1; j <= ROWS; j++) {
      const next = [midpoint(y, 2 * j)]
      for (let k = 1; k < j; k++) {
        const ratio = (j / (j - k)) ** 2
        const [fine, coarse] = [next[k - 1], row[k - 1]]
        next.push(fine.map((v, l) => v + (v - coarse[l]) / (ratio - 1)))
      }
      row = next
    }
    y = row[ROWS - 1]
  }
  return y
}
