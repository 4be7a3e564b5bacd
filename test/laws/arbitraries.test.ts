import { normSquared } from '@casimir/algebra'
import { amplitudes, complexMatrix, gridNumber, gridVector, hermitian, weights, word } from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const draw = <T>(arbitrary: fc.Arbitrary<T>, count = 2000): T[] => fc.sample(arbitrary, count)
const share = (xs: ArrayLike<number>, holds: (x: number) => boolean): number =>
  Array.from(xs).filter(holds).length / xs.length

/** What makes a generator of numbers useful: it fills its range on both sides and is hardly ever tiny. */
const isSpread = (xs: ArrayLike<number>, range: number): boolean =>
  share(xs, (x) => Math.abs(x) > range / 10) > 0.55 &&
  share(xs, (x) => Math.abs(x) < range / 1000) < 0.35 &&
  share(xs, (x) => x > range / 2) > 0.1 &&
  share(xs, (x) => x < -range / 2) > 0.1 &&
  share(xs, (x) => Math.abs(x) > range) === 0

describe('generators fill their range', () => {
  test('a grid number', () => expect(isSpread(draw(gridNumber(3)), 3)).toBe(true))
  test('a grid vector', () =>
    expect(
      isSpread(
        draw(gridVector(4, 2), 500).flatMap((v) => [...v]),
        2,
      ),
    ).toBe(true))
  test('a complex matrix', () =>
    expect(
      isSpread(
        draw(complexMatrix(2), 250).flatMap((m) => [...m]),
        1,
      ),
    ).toBe(true))
  test('fc.double does not, which is why the grid is used', () =>
    expect(isSpread(draw(fc.double({ min: -1, max: 1, noNaN: true })), 1)).toBe(false))
})

test('vectors and matrices have the length asked for', () => {
  expect(draw(gridVector(5), 20).every((v) => v.length === 5)).toBe(true)
  expect(draw(complexMatrix(3), 20).every((m) => m.length === 18)).toBe(true)
  expect(draw(hermitian(4), 20).every((m) => m.length === 32)).toBe(true)
})

test('amplitudes have unit norm and reach every direction', () => {
  const psis = draw(amplitudes(3), 500)
  for (const psi of psis) expect(Math.abs(normSquared(psi, 0, 3) - 1)).toBeLessThan(1e-15 * 4)
  for (let k = 0; k < 6; k++) {
    const component = psis.map((psi) => psi[k])
    expect(share(component, (x) => x > 0.3)).toBeGreaterThan(0.1)
    expect(share(component, (x) => x < -0.3)).toBeGreaterThan(0.1)
  }
})

test('Hermitian matrices equal their conjugate transpose, with complex entries above the diagonal', () => {
  const n = 3
  const matrices = draw(hermitian(n), 300)
  for (const m of matrices)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        expect(m[2 * (j * n + k)]).toBe(m[2 * (k * n + j)])
        expect(m[2 * (j * n + k) + 1] + m[2 * (k * n + j) + 1]).toBe(0)
      }
  expect(
    isSpread(
      matrices.map((m) => m[3]),
      1,
    ),
  ).toBe(true)
  expect(
    isSpread(
      matrices.map((m) => m[8]),
      1,
    ),
  ).toBe(true)
})

test('weights are positive, unequal and sum to 1', () => {
  for (const w of draw(weights(7), 300)) {
    expect(Math.abs(w.reduce((s, x) => s + x, 0) - 1)).toBeLessThan(1e-14)
    expect(Math.min(...w)).toBeGreaterThan(0)
  }
  const ratios = draw(weights(7), 300).map((w) => Math.max(...w) / Math.min(...w))
  expect(share(ratios, (r) => r > 2)).toBeGreaterThan(0.5)
})

describe('words', () => {
  const words = draw(word({ A: 'exact', S: 'symmetric', N: 'neither' }, 8))
  const letters = words.flat()
  test('have lengths from none to the longest', () => {
    const lengths = words.map((w) => w.length)
    expect(Math.max(...lengths)).toBe(8)
    expect(share(lengths, (k) => k === 0)).toBeGreaterThan(0)
    expect(share(lengths, (k) => k >= 3)).toBeGreaterThan(0.4)
  })
  test('use every part about equally', () => {
    for (const part of ['A', 'S', 'N'])
      expect(letters.filter((l) => l.part === part).length / letters.length).toBeGreaterThan(0.25)
  })
  test('star letters of parts that are neither, and no others', () => {
    const starred = letters.filter((l) => l.adjoint)
    expect(starred.every((l) => l.part === 'N')).toBe(true)
    const neither = letters.filter((l) => l.part === 'N')
    expect(starred.length / neither.length).toBeGreaterThan(0.3)
    expect(starred.length / neither.length).toBeLessThan(0.7)
  })
  test('have spread coefficients, some zero, and neighbours that cancel', () => {
    const coefficients = letters.map((l) => l.coefficient)
    expect(share(coefficients, (c) => Math.abs(c) >= 0.25)).toBeGreaterThan(0.6)
    expect(share(coefficients, (c) => c === 0)).toBeGreaterThan(0.02)
    const cancelling = words.filter((w) =>
      w.some((l, i) => l.coefficient !== 0 && l.part === w[i + 1]?.part && l.coefficient === -w[i + 1].coefficient),
    )
    expect(cancelling.length).toBeGreaterThan(10)
  })
})
