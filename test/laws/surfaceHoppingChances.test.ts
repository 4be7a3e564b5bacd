import { hopChances } from '@casimir/models'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { law } from '../support/law.ts'
import { amplitudes, phased, unitary } from '../support/surfaceHoppingUnitary.ts'

/** Numbers in [-1, 1] on a grid. */
const entries = (count: number) =>
  fc.array(
    fc.integer({ min: -1000, max: 1000 }).map((k) => k / 1000),
    { minLength: count, maxLength: count },
  )
const levels = fc.integer({ min: 2, max: 4 })
const seeds = fc.tuple(levels, entries(40))

const identity = (n: number): Int32Array => Int32Array.from({ length: n }, (_, k) => k)
const sum = (x: Float64Array): number => x.reduce((total, v) => total + v, 0)
const population = (x: Float64Array, k: number): number => x[2 * k] ** 2 + x[2 * k + 1] ** 2

/** A step: S near the identity by `turn`, b, c = S b, and the chances out of every level. */
const sample = (n: number, numbers: ReadonlyArray<number>, size: number) => {
  const S = unitary(n, numbers, size)
  const b = amplitudes(n, numbers.slice(-2 * n))
  const c = new Float64Array(2 * n)
  for (let k = 0; k < n; k++)
    for (let l = 0; l < n; l++) {
      const o = 2 * (k * n + l)
      c[2 * k] += S[o] * b[2 * l] - S[o + 1] * b[2 * l + 1]
      c[2 * k + 1] += S[o] * b[2 * l + 1] + S[o + 1] * b[2 * l]
    }
  return { S, b, c }
}

law(
  'two levels: the chance is what the active population has lost, for steps of any size',
  [entries(40)],
  (numbers) => {
    const { S, b, c } = sample(2, numbers, 1.5)
    const chances = new Float64Array(2)
    for (const l of [0, 1]) {
      hopChances(chances, b, c, S, identity(2), l, 2)
      const total = sum(chances)
      const lost = Math.max(0, (population(b, l) - population(c, l)) / population(b, l))
      expect(Math.abs(total - lost)).toBeLessThan(1e-13 / population(b, l))
      expect(chances[l]).toBe(0)
    }
  },
)

law('net fluxes are antisymmetric and sum to the loss of each level', [seeds], ([n, numbers]) => {
  const { S, b, c } = sample(n, numbers, 0.1)
  const flux = Array.from({ length: n }, (_, l) => {
    const chances = new Float64Array(n)
    hopChances(chances, b, c, S, identity(n), l, n)
    return Array.from(chances, (x) => x * population(b, l))
  })
  for (let l = 0; l < n; l++) {
    const chance = flux[l].reduce((sum, x) => sum + x, 0) / population(b, l)
    // a scaled row is not the flux any more
    if (chance > 1 - 1e-12) return
  }
  for (let l = 0; l < n; l++) {
    const net = flux[l].reduce((sum, x, m) => sum + x - flux[m][l], 0)
    expect(Math.abs(net - (population(b, l) - population(c, l)))).toBeLessThan(1e-14)
    for (let m = 0; m < n; m++) expect(Math.min(flux[l][m], flux[m][l])).toBe(0)
  }
})

law(
  'the phases of eigenvectors at either end change nothing; those of the amplitudes alone would',
  [seeds],
  ([n, numbers]) => {
    const { S, b, c } = sample(n, numbers, 0.3)
    const [before, after] = [numbers.slice(0, n), numbers.slice(n, 2 * n)]
    const turned = phased({ S, b, c }, n, before, after)
    const [x, y] = [new Float64Array(n), new Float64Array(n)]
    for (let l = 0; l < n; l++) {
      hopChances(x, b, c, S, identity(n), l, n)
      hopChances(y, turned.b, turned.c, turned.S, identity(n), l, n)
      for (let k = 0; k < n; k++) expect(Math.abs(x[k] - y[k])).toBeLessThan(1e-13 / population(b, l))
    }
  },
)

test('three levels: amplitudes turned without their overlaps give other chances (the phase law can fail)', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => Math.sin(1 + 3.1 * i))
  const { S, b, c } = sample(3, numbers, 0.3)
  const turned = phased({ S, b, c }, 3, [0.4, 1.2, -2], [0.9, -0.3, 0.5])
  const [x, y] = [new Float64Array(3), new Float64Array(3)]
  const gaps = [0, 1, 2].map((l) => {
    hopChances(x, b, c, S, identity(3), l, 3)
    hopChances(y, turned.b, turned.c, S, identity(3), l, 3)
    return Math.max(...x.map((v, k) => Math.abs(v - y[k])))
  })
  expect(Math.max(...gaps)).toBeGreaterThan(1e-2)
})

law(
  'levels that change places without mixing give no chances, and would by their numbers',
  [entries(40)],
  (numbers) => {
    const S = new Float64Array([0, 0, 1, 0, 1, 0, 0, 0])
    const b = amplitudes(2, numbers)
    const c = new Float64Array([b[2], b[3], b[0], b[1]])
    const chances = new Float64Array(2)
    hopChances(chances, b, c, S, new Int32Array([1, 0]), 0, 2)
    expect(sum(chances)).toBe(0)
    hopChances(chances, b, c, S, identity(2), 0, 2)
    if (population(b, 0) > population(b, 1) + 1e-3) expect(sum(chances)).toBeGreaterThan(0)
  },
)
