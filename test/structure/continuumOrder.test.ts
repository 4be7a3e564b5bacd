import type { HermitianFields } from '@casimir/models'
import { hybridContinuum } from '@casimir/models'
import { expect, test } from 'vitest'
import { vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'

const norm = (x: Float64Array): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0))

/** -div(D X). */
const densityRate = (fields: HermitianFields, D: Float64Array, X: ReadonlyArray<Float64Array>): Float64Array => {
  const out = new Float64Array(D.length)
  const slope = new Float64Array(D.length)
  X.forEach((component, j) => {
    fields.scalar.derivative(
      slope,
      component.map((x, m) => D[m] * x),
      j,
    )
    for (let m = 0; m < out.length; m++) out[m] -= slope[m]
  })
  return out
}

/** How much the response to a ripple of P at fixed D grows when its wave vector is doubled: about 2^r when r derivatives of P appear. */
const growth = (respond: (packet: Float64Array) => Float64Array, fields: HermitianFields, packet: Float64Array) => {
  const nn = fields.packing.size
  const { coordinates, nodes } = fields.grid
  const response = (k: number): number => {
    const moved = [1e-6, -1e-6].map((epsilon) =>
      packet.map((x, i) => {
        const m = Math.floor(i / nn)
        const c = i % nn
        const wave = Math.cos(k * (2 * coordinates[2 * m] + coordinates[2 * m + 1]))
        return x + (c < fields.levels ? 0 : (epsilon / (c + 1)) * wave)
      }),
    )
    const [ahead, behind] = moved.map(respond)
    return norm(Float64Array.from({ length: nodes }, (_, m) => ahead[m] - behind[m]))
  }
  return response(12) / response(6)
}

test('the D equation of (3) has no third derivatives, though X has second ones', () => {
  const { fields, hamiltonian, hbar, at, packet } = amplitudeSample(2, { points: 64 })
  const { transport } = hybridContinuum(fields, hamiltonian, hbar)
  const X = vectorFieldOn(fields)
  const along = (P: Float64Array): Float64Array[] => {
    transport(X, P)
    return X
  }
  const first = growth((P) => along(P)[0].slice(), fields, packet)
  const divergence = growth((P) => densityRate(fields, at.D, along(P)), fields, packet)
  // X_p counted as X_q: the same second derivatives, not arranged as those of (4)
  const twisted = growth((P) => densityRate(fields, at.D, along(P).toReversed()), fields, packet)
  expect(first).toBeGreaterThan(3.6)
  expect(first).toBeLessThan(4.6)
  expect(divergence).toBeGreaterThan(3.6)
  expect(divergence).toBeLessThan(4.6)
  expect(twisted).toBeGreaterThan(7)
})
