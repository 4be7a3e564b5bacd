import type { MatrixFunction } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import { adiabaticGauge, kinetic, twoLevel } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'

const vectorsAt = (B: MatrixFunction, origin: number, q: number, spacing?: number): Float64Array | undefined => {
  const n = B.levels
  const matrix = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  B.value(matrix, Float64Array.of(q), 0)
  hermitianEigen(n)(new Float64Array(n), vectors, matrix, 0)
  const gauge = adiabaticGauge(B, origin, spacing === undefined ? {} : { spacing })
  return gauge?.fix(vectors, Float64Array.of(q), 0) ? vectors : undefined
}

/** A unit field at the angle given in the plane of sz and sx. */
const field = (angle: (q: number) => number, size: (q: number) => number = () => 1): MatrixFunction =>
  twoLevel(
    (c, x) => {
      c[1] = size(x[0]) * Math.sin(angle(x[0]))
      c[3] = size(x[0]) * Math.cos(angle(x[0]))
    },
    () => {},
  )

/** Columns (-sin a/2, cos a/2) and (cos a/2, sin a/2), times signs. */
const rotated = (angle: number, lower = 1, upper = 1): number[] => {
  const [c, s] = [Math.cos(angle / 2), Math.sin(angle / 2)]
  return [-lower * s, 0, upper * c, 0, lower * c, 0, upper * s, 0]
}

describe('real levels turn with half the angle of the field', () => {
  test.each([0.3, 2, 3.2, 6.2, 9, 12.5, -1, -5, -40])('at q = %d, also all around and beyond', (q) => {
    expect(
      largestDifference(
        vectorsAt(
          field((x) => x),
          0,
          q,
        ) ?? [],
        rotated(q),
      ),
    ).toBeLessThan(1e-13)
  })
  test('the sign at the origin is that of the largest component, of equal ones the first', () => {
    expect(
      largestDifference(
        vectorsAt(
          field((x) => x),
          2,
          3,
        ) ?? [],
        rotated(3, -1),
      ),
    ).toBeLessThan(1e-13)
    expect(
      largestDifference(
        vectorsAt(
          field((x) => x),
          Math.PI / 2,
          3,
        ) ?? [],
        rotated(3, -1),
      ),
    ).toBeLessThan(1e-13)
  })
  test.each([0.1, 1e-3, 1e-6])('through an avoided crossing of width %d, far narrower than the spacing', (width) => {
    const narrow = field(
      (x) => Math.atan2(width, x),
      (x) => Math.hypot(x, width),
    )
    const angle = (x: number): number => Math.atan2(width, x)
    // At q = -1 the angle is nearly pi: the lower vector is (1, 0), minus that of `rotated`.
    expect(largestDifference(vectorsAt(narrow, -1, 1.5) ?? [], rotated(angle(1.5), -1))).toBeLessThan(1e-9)
  })
})

describe('complex levels on a cone get the geometric phase', () => {
  const beta = 1.1
  const cone = twoLevel(
    (c, x) => {
      c[1] = Math.sin(beta) * Math.cos(x[0])
      c[2] = Math.sin(beta) * Math.sin(x[0])
      c[3] = Math.cos(beta)
    },
    () => {},
  )
  /** The phase of the upper vector after one turn. */
  const phase = (spacing: number): number => {
    const [start, end] = [0, 2 * Math.PI].map((q) => vectorsAt(cone, 0, q, spacing) ?? [])
    return Math.atan2(start[2] * end[3] - start[3] * end[2], start[2] * end[2] + start[3] * end[3])
  }
  // Half the solid angle, with the sign of a spin along the field: M. V. Berry, Proc. R. Soc. A 392, 45 (1984).
  const berry = -Math.PI * (1 - Math.cos(beta))
  test('to second order in the spacing', () => {
    const errors = [1 / 4, 1 / 8, 1 / 16].map((spacing) => phase(spacing) - berry)
    expect(Math.abs(errors[0])).toBeLessThan(5e-3)
    expect(errors[0] / errors[1]).toBeGreaterThan(3.6)
    expect(errors[0] / errors[1]).toBeLessThan(4.4)
    expect(Math.abs((4 * errors[2] - errors[1]) / 3)).toBeLessThan(0.05 * Math.abs(errors[2]))
  })
})

describe('levels that meet', () => {
  const crossing = field(
    () => 0.7,
    (x) => x,
  )
  const gauge = adiabaticGauge(crossing, -1)
  test('exchange their numbers, each vector going on as it was', () => {
    const [before, after] = [vectorsAt(crossing, -1, -0.5) ?? [], vectorsAt(crossing, -1, 2) ?? []]
    const swapped = [2, 3, 0, 1, 6, 7, 4, 5].map((i) => before[i])
    expect(largestDifference(after, swapped)).toBeLessThan(1e-12)
  })
  test('are told, and where', () => {
    const q = Float64Array.of(-3, -0.5, 2)
    gauge?.fix(new Float64Array(8), q, 2)
    expect(gauge?.meeting(q, 0)).toBeUndefined()
    expect(gauge?.meeting(q, 1)).toBeUndefined()
    expect(Math.abs(gauge?.meeting(q, 2) ?? 1)).toBeLessThan(1e-7)
  })
  test('at the origin leave no gauge, neither do levels that never part', () => {
    expect(adiabaticGauge(crossing, 0)).toBeUndefined()
    expect(adiabaticGauge(kinetic(2, 1), 0.5)).toBeUndefined()
  })
  test('where B jumps by half a right angle the gauge ends, on that side alone', () => {
    const jump = field((x) => (x < 1 ? 0 : Math.PI / 2))
    expect(vectorsAt(jump, 0, 0.99)).toEqual(vectorsAt(jump, 0, 0))
    expect(vectorsAt(jump, 0, 1.01)).toBeUndefined()
    expect(Array.from(vectorsAt(jump, 0, -50) ?? [])).toEqual([0, 0, 1, 0, 1, 0, 0, 0])
    expect(vectorsAt(jump, 0, Number.NaN)).toBeUndefined()
    expect(vectorsAt(jump, 0, 1e9)).toBeUndefined()
  })
})

test('refuses two coordinates, and a spacing that is none', () => {
  expect(() => adiabaticGauge(kinetic(2, [1, 1]), 0)).toThrow(/2 degrees of freedom.*conical/)
  expect(() =>
    adiabaticGauge(
      field((x) => x),
      0,
      { spacing: 0 },
    ),
  ).toThrow(/spacing is 0/)
})
