import type { Reading } from '@casimir/algebra'
import { applyMatrix, hermitianEigen } from '@casimir/algebra'
import { hermitianFields, hybridVonNeumann, trigonometricInterpolation } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'

const HBAR = 0.7
const grid = periodicGrid(128)
const { nodes, coordinates } = grid
type Point = readonly [number, number]

const density = ([q, p]: Point): number => Math.exp(0.4 * Math.sin(q + 0.3) + 0.3 * Math.cos(p - q) + 0.2 * Math.sin(p))
/** A normalised psi(z) in closed form, with gradients in every entry and phase. */
const state = (n: number, [q, p]: Point): Float64Array => {
  const psi = new Float64Array(2 * n)
  for (let j = 0; j < n; j++) {
    const size = 1 + 0.4 * Math.sin(q + 1.7 * j) + 0.3 * Math.cos(p - 0.9 * j)
    const phase = 0.6 * j * Math.sin(p + j) + 0.5 * Math.cos(q + 2 * j)
    psi.set([size * Math.cos(phase), size * Math.sin(phase)], 2 * j)
  }
  const norm = Math.sqrt(psi.reduce((sum, x) => sum + x * x, 0))
  return psi.map((x) => x / norm)
}

/** A map of the torus given by its inverse, with the Jacobian determinant of the inverse. */
interface TorusMap {
  readonly inverse: (z: Point) => Point
  readonly jacobian: (z: Point) => number
}
const identity: TorusMap = { inverse: (z) => z, jacobian: () => 1 }
/** q -> q + a sin p, then p -> p + b sin q. */
const shears: TorusMap = {
  inverse: ([q, p]) => {
    const before = p - 0.35 * Math.sin(q)
    return [q - 0.4 * Math.sin(before), before]
  },
  jacobian: () => 1,
}
const stretch: TorusMap = {
  inverse: ([q, p]) => [q + 0.3 * Math.sin(q), p],
  jacobian: ([q]) => 1 + 0.3 * Math.cos(q),
}

describe.each([2, 3])('%i levels', (n) => {
  const fields = hermitianFields(grid, n)
  const { packing } = fields
  const nn = packing.size
  const interpolate = trigonometricInterpolation(grid, nn)
  const operator = hybridVonNeumann(fields, HBAR)
  const at = (m: number): Point => [coordinates[2 * m], coordinates[2 * m + 1]]
  const dhat = (P: Reading): Float64Array => {
    const out = fields.allocate()
    operator(out, P)
    return out
  }
  /** The push-forward of D and psi psi^+ by a map, and U(z) applied to psi, from closed forms. */
  const field = (
    map: TorusMap,
    unitary: (psi: Float64Array, z: Point) => Float64Array = (psi) => psi,
  ): Float64Array => {
    const P = fields.allocate()
    for (let m = 0; m < nodes; m++) {
      const from = map.inverse(at(m))
      packing.packState(P, m * nn, unitary(state(n, from), at(m)), 0)
      const D = density(from) * map.jacobian(at(m))
      for (let c = m * nn; c < (m + 1) * nn; c++) P[c] *= D
    }
    return P
  }
  const still = dhat(field(identity))
  const largest = still.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

  describe('Dhat of the pushed fields against the pushed Dhat', () => {
    // one node in 31: interpolating Dhat costs all nodes for each
    const defect = (map: TorusMap): number => {
      const moved = dhat(field(map))
      const one = new Float64Array(nn)
      let most = 0
      for (let m = 0; m < nodes; m += 31) {
        interpolate(one, 0, still, Float64Array.from(map.inverse(at(m))), 0)
        const pushed = one.map((x) => x * map.jacobian(at(m)))
        most = Math.max(most, largestDifference(moved.subarray(m * nn, (m + 1) * nn), pushed))
      }
      return most / largest
    }
    test('they agree for a nonlinear symplectic map, two shears', () => {
      expect(defect(shears)).toBeLessThan(1e-12)
    })
    test('they do not for a map that changes areas', () => {
      expect(defect(stretch)).toBeGreaterThan(1e-3)
    })
  })

  describe('Dhat of U P U^+ against U Dhat U^+', () => {
    const generator = new Float64Array(2 * nn)
    packing.addUnpacked(
      generator,
      0,
      Float64Array.from({ length: nn }, (_, k) => Math.cos(1.3 * k + 0.4)),
      0,
    )
    const U = new Float64Array(2 * nn)
    hermitianEigen(n)(new Float64Array(n), U, generator, 0)
    const turnAt =
      (chi: (z: Point) => number) =>
      (psi: Float64Array, z: Point): Float64Array => {
        const out = new Float64Array(2 * n)
        applyMatrix(out, 0, U, 0, psi, 0, n)
        for (let j = 0; j < n; j++) {
          const [c, s] = [Math.cos(j * chi(z)), Math.sin(j * chi(z))]
          out.set([c * out[2 * j] - s * out[2 * j + 1], c * out[2 * j + 1] + s * out[2 * j]], 2 * j)
        }
        return out
      }
    /** U X U^+ from the spectral decomposition of X. */
    const conjugate = (X: Reading, turn: (psi: Float64Array, z: Point) => Float64Array): Float64Array => {
      const out = fields.allocate()
      const [values, vectors, matrix] = [n, 2 * nn, 2 * nn].map((size) => new Float64Array(size))
      const eigen = hermitianEigen(n)
      const one = new Float64Array(nn)
      for (let m = 0; m < nodes; m++) {
        matrix.fill(0)
        packing.addUnpacked(matrix, 0, X, m * nn)
        eigen(values, vectors, matrix, 0)
        for (let l = 0; l < n; l++) {
          const column = Float64Array.from({ length: 2 * n }, (_, i) => vectors[2 * ((i >> 1) * n + l) + (i & 1)])
          packing.packState(one, 0, turn(column, at(m)), 0)
          for (let c = 0; c < nn; c++) out[m * nn + c] += values[l] * one[c]
        }
      }
      return out
    }
    const defect = (chi: (z: Point) => number): number => {
      const turn = turnAt(chi)
      return largestDifference(dhat(field(identity, turn)), conjugate(still, turn)) / largest
    }
    test('they agree for a constant U', () => {
      expect(defect(() => 0.3)).toBeLessThan(1e-12)
    })
    test('they do not for U(z)', () => {
      expect(defect(([q, p]) => 0.3 * Math.sin(q) * Math.cos(p))).toBeGreaterThan(1e-3)
    })
  })
})
