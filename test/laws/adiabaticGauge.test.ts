import type { MatrixFunction } from '@casimir/algebra'
import { applyMatrix, conjugateTranspose, hermitianEigen, innerProduct, multiply } from '@casimir/algebra'
import { gridNumber, hermitian, unitaryMatrix } from '@casimir/checks'
import { adiabaticGauge } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { refuted } from '../support/refuted.ts'
import { smoothMatrixFunction } from '../support/smoothMatrixFunction.ts'

const GAP = 2

/** Levels about GAP apart with a smooth complex coupling of at most 0.4 n, so that they do not meet. */
const gapped = (n: number): fc.Arbitrary<MatrixFunction> =>
  fc.array(hermitian(n, 0.2), { minLength: 2, maxLength: 2 }).map((matrices) => {
    const coupling = smoothMatrixFunction(n, 1, matrices)
    return {
      ...coupling,
      value: (out, x, at) => {
        coupling.value(out, x, at)
        for (let j = 0; j < n; j++) out[2 * (j * n + j)] += GAP * j
      },
    }
  })
const functions = fc.constantFrom(2, 3).chain(gapped)
const places = fc.array(gridNumber(6), { minLength: 3, maxLength: 8 })

const rawAt = (B: MatrixFunction, q: number) => {
  const n = B.levels
  const matrix = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  B.value(matrix, Float64Array.of(q), 0)
  hermitianEigen(n)(values, vectors, matrix, 0)
  return { values, vectors }
}

type VectorsAt = (q: number) => Float64Array
const gaugedAt = (B: MatrixFunction, options?: { readonly spacing: number }, origin = 0): VectorsAt => {
  const gauge = adiabaticGauge(B, origin, options)
  if (!gauge) throw new Error('no gauge')
  return (q) => {
    const { vectors } = rawAt(B, q)
    if (!gauge.fix(vectors, Float64Array.of(q), 0)) throw new Error(`no gauge at ${q}`)
    return vectors
  }
}

const column = (v: Float64Array, k: number): Float64Array => {
  const n = Math.sqrt(v.length / 2)
  return Float64Array.from({ length: 2 * n }, (_, i) => v[2 * ((i >> 1) * n + k) + (i % 2)])
}

const overlap = (x: Float64Array, y: Float64Array): readonly [number, number] => {
  const out = new Float64Array(2)
  innerProduct(out, 0, x, 0, y, 0, x.length / 2)
  return [out[0], out[1]]
}

/** |dv_k/dq| in the parallel gauge: the root of the sum over j of |<v_j|B'|v_k>|^2 / (E_k - E_j)^2. */
const turning = (B: MatrixFunction, q: number, k: number): number => {
  const { values, vectors } = rawAt(B, q)
  const n = B.levels
  const slope = new Float64Array(2 * n * n)
  B.gradient(slope, Float64Array.of(q), 0)
  const image = new Float64Array(2 * n)
  applyMatrix(image, 0, slope, 0, column(vectors, k), 0, n)
  let sum = 0
  for (let j = 0; j < n; j++)
    if (j !== k) sum += Math.hypot(...overlap(column(vectors, j), image)) ** 2 / (values[k] - values[j]) ** 2
  return Math.sqrt(sum)
}

const H = 1e-3
/** Between close places no vector moves further than it turns; half as much again for phases within a cell. */
const isContinuous =
  (make: (B: MatrixFunction) => VectorsAt) =>
  (B: MatrixFunction, q: number): void => {
    const at = make(B)
    for (let k = 0; k < B.levels; k++) {
      const moved = column(at(q), k).reduce((s, x, i) => s + (x - column(at(q + H), k)[i]) ** 2, 0)
      expect(Math.sqrt(moved)).toBeLessThan(1.5 * H * Math.max(turning(B, q, k), turning(B, q + H, k)) + 1e-7)
    }
  }

describe('the adiabatic gauge', () => {
  law('is continuous: vectors move by the derivative coupling', [functions, gridNumber(6)], isContinuous(gaugedAt))
  test('which vectors in the signs of some eigensolver are not', () =>
    expect(
      refuted(
        [functions, gridNumber(6)],
        isContinuous((B) => (q) => rawAt(B, q).vectors.map((x) => (Math.sin(1e5 * q) < 0 ? -x : x))),
      ),
    ).toBe(true))

  law('does not see the phases of the eigensolver', [functions, gridNumber(6), gridNumber(3)], (B, q, angle) => {
    const n = B.levels
    const gauge = adiabaticGauge(B, 0)
    const { vectors } = rawAt(B, q)
    const turned = vectors.map((_, i) => {
      const a = angle * (1 + ((i >> 1) % n))
      const [re, im] = [vectors[i - (i % 2)], vectors[i - (i % 2) + 1]]
      return i % 2 === 0 ? re * Math.cos(a) - im * Math.sin(a) : re * Math.sin(a) + im * Math.cos(a)
    })
    gauge?.fix(vectors, Float64Array.of(q), 0)
    gauge?.fix(turned, Float64Array.of(q), 0)
    expect(largestDifference(vectors, turned)).toBeLessThan(1e-13)
  })

  law('does not depend on the order of questions, to the bit', [functions, places], (B, qs) => {
    const [forth, back] = [gaugedAt(B), gaugedAt(B)]
    const one = qs.map(forth)
    const two = qs.toReversed().map(back).toReversed()
    one.forEach((v, i) => {
      expect(v).toEqual(two[i])
    })
  })

  law(
    'changes by one constant phase a level under B -> U B U^+',
    [fc.constantFrom(2, 3).chain((n) => fc.tuple(gapped(n), unitaryMatrix(n))), places],
    ([B, U], qs) => {
      const n = B.levels
      const adjoint = new Float64Array(U.length)
      conjugateTranspose(adjoint, U, n)
      const half = new Float64Array(U.length)
      const conjugated: MatrixFunction = {
        ...B,
        value: (out, x, at) => {
          B.value(out, x, at)
          multiply(half, U, out.slice(), n)
          multiply(out, half, adjoint, n)
        },
      }
      const [plain, other] = [gaugedAt(B), gaugedAt(conjugated)]
      const phase = (q: number, k: number): readonly [number, number] => {
        const image = new Float64Array(2 * n)
        applyMatrix(image, 0, U, 0, column(plain(q), k), 0, n)
        return overlap(image, column(other(q), k))
      }
      for (let k = 0; k < n; k++) {
        const [re, im] = phase(0, k)
        expect(Math.abs(Math.hypot(re, im) - 1)).toBeLessThan(1e-12)
        for (const q of qs) {
          const [x, y] = phase(q, k)
          expect(Math.hypot(x - re, y - im)).toBeLessThan(1e-9)
        }
      }
    },
    30,
  )
})
