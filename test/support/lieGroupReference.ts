/** A vector field on plain arrays, written without any group. */
export type PlainField = (t: number, y: Float64Array) => Float64Array

/** One step of the modified midpoint rule of n substeps, Gragg's. */
const gragg = (f: PlainField, t: number, y: Float64Array, H: number, n: number): Float64Array => {
  const h = H / n
  let before = y
  let now = y.map((v, k) => v + h * f(t, y)[k])
  for (let m = 1; m < n; m++) {
    const slope = f(t + m * h, now)
    const old = before
    const next = now.map((_, k) => old[k] + 2 * h * slope[k])
    before = now
    now = next
  }
  const slope = f(t + H, now)
  return now.map((v, k) => (v + before[k] + h * slope[k]) / 2)
}

/** The solution at time T by extrapolation in h^2 (Gragg, Bulirsch, Stoer): order 16 in 0.05, to round-off on smooth problems. */
export const extrapolated = (f: PlainField, y0: Float64Array, T: number): Float64Array => {
  const steps = Math.ceil(T / 0.05)
  const H = T / steps
  let y = y0
  for (let m = 0; m < steps; m++) {
    const rows: Float64Array[] = []
    for (let j = 1; j <= 8; j++) {
      rows.push(gragg(f, m * H, y, H, 2 * j))
      for (let l = j - 2; l >= 0; l--) {
        const ratio = (j / (l + 1)) ** 2
        const finer = rows[l + 1]
        rows[l] = finer.map((v, k) => v + (v - rows[l][k]) / (ratio - 1))
      }
    }
    y = rows[0]
  }
  return y
}

/** Jacobi's sn, cn and dn of u for the modulus k, by the arithmetic-geometric mean. */
export const jacobi = (u: number, k: number): { sn: number; cn: number; dn: number } => {
  const ratios: number[] = []
  let a = 1
  let b = Math.sqrt(1 - k * k)
  let c = k
  while (Math.abs(c) > 1e-10) {
    const mean = (a + b) / 2
    c = (a - b) / 2
    b = Math.sqrt(a * b)
    a = mean
    ratios.push(c / a)
  }
  let phi = 2 ** ratios.length * a * u
  for (const ratio of ratios.toReversed()) phi = (phi + Math.asin(ratio * Math.sin(phi))) / 2
  const sn = Math.sin(phi)
  return { sn, cn: Math.cos(phi), dn: Math.sqrt(1 - (k * sn) ** 2) }
}

/** One step of the classical Runge-Kutta method, which knows of no orbit. */
export const plainRungeKutta4 = (f: PlainField, t: number, y: Float64Array, h: number): Float64Array => {
  const along = (slope: Float64Array, c: number): Float64Array => y.map((v, k) => v + c * h * slope[k])
  const k1 = f(t, y)
  const k2 = f(t + h / 2, along(k1, 0.5))
  const k3 = f(t + h / 2, along(k2, 0.5))
  const k4 = f(t + h, along(k3, 1))
  return y.map((v, k) => v + (h / 6) * (k1[k] + 2 * k2[k] + 2 * k3[k] + k4[k]))
}
