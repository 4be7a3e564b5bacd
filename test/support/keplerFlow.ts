import type { Flow } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

/**
 * The exact flow of H = |p|^2 / 2 - 1/r on the block (x, y, px, py, ..), for bound orbits, by Gauss's f and g functions of the
 * change of eccentric anomaly.
 */
export const keplerFlow: Flow<Float64Array> = (s, h) => {
  const [x, y, u, v] = s
  const r0 = Math.hypot(x, y)
  const a = 1 / (2 / r0 - u * u - v * v)
  if (!(a > 0)) return STATUS.nonFinite
  const root = Math.sqrt(a)
  const n = 1 / (a * root)
  const e = 1 - r0 / a
  const k = (x * u + y * v) / root
  let E = (n * h * a) / r0
  for (let i = 0; i < 20; i++) {
    const sin = Math.sin(E)
    const versine = 2 * Math.sin(E / 2) ** 2
    const change = (E - e * sin + k * versine - n * h) / (1 - e * (1 - versine) + k * sin)
    E -= change
    if (Math.abs(change) < 1e-16) break
  }
  const sin = Math.sin(E)
  const versine = 2 * Math.sin(E / 2) ** 2
  const r = a * (1 - e * (1 - versine) + k * sin)
  const f = 1 - (a / r0) * versine
  const g = h + (sin - E) / n
  const df = (-root * sin) / (r * r0)
  const dg = 1 - (a / r) * versine
  s[0] = f * x + g * u
  s[1] = f * y + g * v
  s[2] = df * x + dg * u
  s[3] = df * y + dg * v
  return STATUS.ok
}
