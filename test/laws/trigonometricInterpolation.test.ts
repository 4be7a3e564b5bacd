import { phaseSpaceGrid, trigonometricInterpolation } from '@casimir/models'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { law } from '../support/law.ts'

const grid = phaseSpaceGrid([{ points: 8, start: -1, length: 3 }], [{ points: 16, start: 2, length: 5 }])
const waves = [-3, -1, 0, 2, 3].flatMap((a) => [-7, -2, 0, 5].map((b) => [a, b]))
/** Two trigonometric polynomials that the grid resolves. */
const values = (q: number, p: number): number[] =>
  [Math.sin, Math.cos].map((f) =>
    waves.reduce(
      (sum, [a, b], k) => sum + f(2 * Math.PI * ((a * (q + 1)) / 3 + (b * (p - 2)) / 5) + k) / waves.length,
      0,
    ),
  )
const field = new Float64Array(2 * grid.nodes)
for (let m = 0; m < grid.nodes; m++) field.set(values(grid.coordinates[2 * m], grid.coordinates[2 * m + 1]), 2 * m)
const interpolate = trigonometricInterpolation(grid, 2)
const error = (q: number, p: number): number => {
  const out = new Float64Array(3)
  interpolate(out, 1, field, Float64Array.of(9, q, p), 1)
  const expected = values(q, p)
  return Math.max(Math.abs(out[1] - expected[0]), Math.abs(out[2] - expected[1]), Math.abs(out[0]))
}
const coordinate = fc.integer({ min: -4000, max: 4000 }).map((k) => k / 400)

law('is exact for resolved fields, anywhere on the torus', [coordinate, coordinate], (q, p) => {
  expect(error(q, p)).toBeLessThan(1e-13)
})
law('next to a node too', [fc.integer({ min: 0, max: 127 }), fc.integer({ min: 0, max: 60 })], (m, k) => {
  expect(error(grid.coordinates[2 * m] + 2 ** -k, grid.coordinates[2 * m + 1] - 2 ** -k)).toBeLessThan(1e-13)
})
test('at a node it is the value of the field', () => {
  for (let m = 0; m < grid.nodes; m++)
    expect(error(grid.coordinates[2 * m], grid.coordinates[2 * m + 1])).toBeLessThan(1e-14)
})
test('a field that the grid does not hold is not reproduced', () => {
  const coarse = phaseSpaceGrid([{ points: 4, start: -1, length: 3 }], [{ points: 4, start: 2, length: 5 }])
  const samples = Float64Array.from(
    { length: coarse.nodes },
    (_, m) => values(coarse.coordinates[2 * m], coarse.coordinates[2 * m + 1])[0],
  )
  const out = new Float64Array(1)
  trigonometricInterpolation(coarse, 1)(out, 0, samples, Float64Array.of(0.3, 2.9), 0)
  expect(Math.abs(out[0] - values(0.3, 2.9)[0])).toBeGreaterThan(1e-2)
})
