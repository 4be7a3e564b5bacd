import { extrapolatedEnd } from './extrapolatedEnd.ts'

/** A vector field on plain arrays, written without any group. */
export type PlainField = (t: number, y: Float64Array) => Float64Array

/** The solution at time T by `extrapolatedEnd`, the time being one more coordinate: to round-off on smooth problems. */
export const extrapolated = (f: PlainField, y0: Float64Array, T: number): Float64Array =>
  extrapolatedEnd(
    (out, y) => {
      out[0] = 1
      out.set(f(y[0], y.subarray(1)), 1)
    },
    Float64Array.of(0, ...y0),
    T,
    Math.ceil(T / 0.05),
  ).slice(1)

/** One step of the classical Runge-Kutta method, which knows of no orbit. */
export const plainRungeKutta4 = (f: PlainField, t: number, y: Float64Array, h: number): Float64Array => {
  const along = (slope: Float64Array, c: number): Float64Array => y.map((v, k) => v + c * h * slope[k])
  const k1 = f(t, y)
  const k2 = f(t + h / 2, along(k1, 0.5))
  const k3 = f(t + h / 2, along(k2, 0.5))
  const k4 = f(t + h, along(k3, 1))
  return y.map((v, k) => v + (h / 6) * (k1[k] + 2 * k2[k] + 2 * k3[k] + k4[k]))
}
