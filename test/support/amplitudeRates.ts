import type { Reading } from '@casimir/algebra'
import type { AmplitudeFields, BlochFields, HermitianFields } from '@casimir/models'

/** The state psi psi^+ at every node, packed. */
export const stateOf = ({ levels, packing, grid, allocate }: HermitianFields, psi: Reading): Float64Array => {
  const P = allocate()
  for (let m = 0; m < grid.nodes; m++) packing.packState(P, m * packing.size, psi, 2 * levels * m)
  return P
}

/** d/dt of D psi psi^+ from the rates of D and psi. */
export const packetRate = (
  fields: HermitianFields,
  { D, psi }: AmplitudeFields,
  rate: AmplitudeFields,
): Float64Array => {
  const nn = fields.packing.size
  const P = stateOf(fields, psi)
  const ahead = stateOf(
    fields,
    psi.map((x, i) => x + rate.psi[i]),
  )
  const behind = stateOf(
    fields,
    psi.map((x, i) => x - rate.psi[i]),
  )
  return P.map((x, i) => {
    const m = Math.floor(i / nn)
    return rate.D[m] * x + 0.5 * D[m] * (ahead[i] - behind[i])
  })
}

/** D and the Bloch vectors of psi psi^+. */
export const blochOf = (fields: HermitianFields, { D, psi }: AmplitudeFields): BlochFields => {
  const P = stateOf(fields, psi)
  const n = new Float64Array(3 * fields.grid.nodes)
  for (let m = 0; m < fields.grid.nodes; m++) {
    n[3 * m] = Math.SQRT2 * P[4 * m + 2]
    n[3 * m + 1] = -Math.SQRT2 * P[4 * m + 3]
    n[3 * m + 2] = P[4 * m] - P[4 * m + 1]
  }
  return { D, n }
}

/** d/dt of D (1 + n . sigma)/2 from the rates of D and n. */
export const blochRate = (fields: HermitianFields, { D, n }: BlochFields, rate: BlochFields): Float64Array => {
  const out = fields.allocate()
  for (let m = 0; m < fields.grid.nodes; m++) {
    const v = [0, 1, 2].map((i) => rate.D[m] * n[3 * m + i] + D[m] * rate.n[3 * m + i])
    out[4 * m] = 0.5 * (rate.D[m] + v[2])
    out[4 * m + 1] = 0.5 * (rate.D[m] - v[2])
    out[4 * m + 2] = v[0] / Math.SQRT2
    out[4 * m + 3] = -v[1] / Math.SQRT2
  }
  return out
}

/** |x - y| / |y| in the Euclidean norm, which on grid fields is that of the space; NaN when any entry is NaN. */
export const relativeDifference = (x: Reading, y: Reading): number => {
  if (x.length !== y.length) throw new Error(`relativeDifference: lengths are ${x.length} and ${y.length}.`)
  let difference = 0
  let scale = 0
  for (let k = 0; k < x.length; k++) {
    difference += (x[k] - y[k]) ** 2
    scale += y[k] ** 2
  }
  return Math.sqrt(difference / scale)
}

/** The fields of a vector field one after the other. */
export const joined = (X: ReadonlyArray<Float64Array>): Float64Array => {
  const length = X.reduce((sum, x) => sum + x.length, 0)
  const out = new Float64Array(length)
  let at = 0
  for (const x of X) {
    out.set(x, at)
    at += x.length
  }
  return out
}

/** 2 d scalar fields. */
export const vectorFieldOn = ({ grid }: HermitianFields): Float64Array[] =>
  grid.axes.map(() => new Float64Array(grid.nodes))
