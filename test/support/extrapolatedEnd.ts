import type { VectorField } from './wordTestbedProblems.ts'

const ROWS = 6

/** What Gragg's modified midpoint rule adds to y over H in an even number of substeps. */
const gragg = (field: VectorField, y: Float64Array, H: number, substeps: number): Float64Array => {
  const h = H / substeps
  const slope = new Float64Array(y.length)
  field(slope, y)
  let before = new Float64Array(y.length)
  let now = slope.map((v) => h * v)
  for (let k = 1; k < substeps; k++) {
    field(
      slope,
      now.map((v, i) => y[i] + v),
    )
    const next = before.map((v, i) => v + 2 * h * slope[i])
    before = now
    now = next
  }
  return now
}

/**
 * The state after T by Gragg-Bulirsch-Stoer extrapolation of order 12, increments summed with compensation: a reference that
 * knows the vector field only.
 *
 * Source: E. Hairer, S. P. Norsett and G. Wanner, Solving Ordinary Differential Equations I (1993), II.9.
 */
export const extrapolatedEnd = (field: VectorField, start: Float64Array, T: number, steps: number): Float64Array => {
  let y = start.slice()
  let lost = new Float64Array(y.length)
  for (let n = 0; n < steps; n++) {
    const table: Float64Array[] = []
    for (let j = 0; j < ROWS; j++) {
      let latest = gragg(field, y, T / steps, 2 * (j + 1))
      for (let k = 1; k <= j; k++) {
        const coarse = table[k - 1]
        const fine = latest
        const weight = ((j + 1) / (j + 1 - k)) ** 2 - 1
        table[k - 1] = fine
        latest = fine.map((v, i) => v + (v - coarse[i]) / weight)
      }
      table[j] = latest
    }
    const step = table[ROWS - 1].map((v, i) => v + lost[i])
    const next = y.map((v, i) => v + step[i])
    lost = step.map((v, i) => v - (next[i] - y[i]))
    y = next
  }
  return y
}
