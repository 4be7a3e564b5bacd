import type { HybridHamiltonian, Reading } from '@casimir/algebra'
import { derivativeDefect, hermitianEigen } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import {
  classicalDensity,
  ehrenfestEnergy,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  hybridVonNeumann,
  purity,
  quantumDensity,
  transportField,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { casimirRate } from '../support/casimirRate.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'

const HBAR = 0.7
const grid = periodicGrid(64)
const { nodes, measure } = grid
const total = (x: Reading): number => {
  let sum = 0
  for (let m = 0; m < x.length; m++) sum += measure * x[m]
  return sum
}
const largest = (x: ArrayLike<number>): number => largestDifference(x, new Float64Array(x.length))

const fieldsOf = (fields: HermitianFields, hamiltonian: HybridHamiltonian) => {
  const nn = fields.packing.size
  const scalar = (): Float64Array => new Float64Array(nodes)
  const slope = (x: Reading, axis: number): Float64Array => {
    const out = fields.allocate()
    fields.spectral.derivative(out, x, axis)
    return out
  }
  const scalarSlope = (x: Reading, axis: number): Float64Array => {
    const out = scalar()
    fields.scalar.derivative(out, x, axis)
    return out
  }
  const product = (x: Reading, y: Reading): Float64Array => {
    const out = scalar()
    fields.product(out, x, y)
    return out
  }
  const turn = (x: Reading, y: Reading): Float64Array => {
    const out = fields.allocate()
    fields.commutator(out, x, y)
    return out
  }
  const trace = (x: Reading): Float64Array => {
    const out = scalar()
    classicalDensity(fields)(out, x)
    return out
  }
  /** sum_k a_k x_k of matrix fields with scalar-field or constant factors. */
  const combine = (...terms: ReadonlyArray<readonly [number | Reading, Reading]>): Float64Array =>
    fields
      .allocate()
      .map((_, i) => terms.reduce((sum, [a, x]) => sum + (typeof a === 'number' ? a : a[Math.floor(i / nn)]) * x[i], 0))
  const H = fields.allocate()
  fields.sample(H, (matrix, z) => {
    hamiltonian.value(matrix, Float64Array.of(z[0]), Float64Array.of(z[1]), 0)
  })
  const integral = (x: Reading): Float64Array => {
    const out = new Float64Array(2 * nn)
    quantumDensity(fields)(out, x)
    return out
  }
  return { slope, scalarSlope, product, turn, trace, combine, H, integral }
}

describe.each([2, 3])('Dhat, %i levels', (n) => {
  const fields = hermitianFields(grid, n)
  const hamiltonian = periodicHamiltonian(n, { seed: 7 })
  const { slope, scalarSlope, product, turn, trace, combine, H, integral } = fieldsOf(fields, hamiltonian)
  const P = smoothPacket(fields, { seed: 3 })
  const D = trace(P)
  const r = combine([D.map((d) => 1 / d), P])
  const Dhat = fields.allocate()
  hybridVonNeumann(fields, HBAR)(Dhat, P)
  /** P/D + (hbar/2) div(D Gamma), as printed. */
  const printed = combine([1, Dhat], [-1, P], [1, r])
  const [rq, rp, Hq, Hp] = [slope(r, 0), slope(r, 1), slope(H, 0), slope(H, 1)]
  const energy = hybridEnergy(fields, hamiltonian, HBAR)
  const velocity = fields.allocate()
  hybridBracket(fields, HBAR).vectorField(energy)(velocity, P)

  test('E2: Tr Dhat = D; not with P/D for P, as printed', () => {
    expect(largestDifference(trace(Dhat), D)).toBeLessThan(1e-14)
    expect(largestDifference(trace(printed), D)).toBeGreaterThan(0.1)
  })

  test('the integral of Dhat is rho', () => expect(largestDifference(integral(Dhat), integral(P))).toBeLessThan(1e-14))

  test('Tr of the integral of Dhat H is the hybrid energy (11); not the printed operator, not P alone', () => {
    const h = energy.value(P)
    const mean = total(product(Dhat, H))
    expect(Math.abs(mean - h)).toBeLessThan(1e-14 * Math.max(1, Math.abs(h)))
    expect(Math.abs(total(product(printed, H)) - h)).toBeGreaterThan(1e-2)
    expect(Math.abs(ehrenfestEnergy(fields, hamiltonian).value(P) - h)).toBeGreaterThan(1e-3)
  })

  test('explicitly D r + (i hbar/2)( 2 D [r_q, r_p] + D_q [r, r_p] - D_p [r, r_q] )', () => {
    const explicit = (sign: number): Float64Array =>
      combine(
        [1, P],
        [D.map((d) => sign * HBAR * d), turn(rq, rp)],
        [scalarSlope(D, 0).map((d) => 0.5 * HBAR * d), turn(r, rp)],
        [scalarSlope(D, 1).map((d) => -0.5 * HBAR * d), turn(r, rq)],
      )
    expect(largestDifference(Dhat, explicit(1))).toBeLessThan(1e-12)
    expect(largestDifference(Dhat, explicit(-1))).toBeGreaterThan(1e-3)
  })

  test('Gamma = i[r, X_r] = ( i[r, r_p], -i[r, r_q] ) is traceless with div Gamma = 2 i [r_q, r_p]', () => {
    const gamma = [turn(r, rp), turn(rq, r)]
    for (const g of gamma) expect(largest(trace(g))).toBeLessThan(1e-15)
    const divergence = combine([1, slope(gamma[0], 0)], [1, slope(gamma[1], 1)])
    expect(largestDifference(divergence, combine([2, turn(rq, rp)]))).toBeLessThan(1e-12)
    expect(largest(divergence)).toBeGreaterThan(0.1)
  })

  test('the energy is int D<H> - (hbar/2) int D Tr(Gamma . grad H)', () => {
    const [gq, gp] = [turn(r, rp), turn(rq, r)]
    const density = product(gq, Hq).map((x, m) => D[m] * (x + product(gp, Hp)[m]))
    const h = total(product(P, H)) - 0.5 * HBAR * total(density)
    expect(Math.abs(h - energy.value(P))).toBeLessThan(1e-14 * Math.max(1, Math.abs(h)))
  })

  test('dD/dt = Tr {H, Dhat} along (3)-(5); not with P for Dhat', () => {
    const bracket = (x: Reading): Float64Array => {
      const left = product(Hq, slope(x, 1))
      const right = product(Hp, slope(x, 0))
      return left.map((v, m) => v - right[m])
    }
    const rate = trace(velocity)
    expect(largestDifference(rate, bracket(Dhat))).toBeLessThan(1e-11 * largest(rate))
    expect(largestDifference(rate, bracket(P))).toBeGreaterThan(1e-2 * largest(rate))
    expect(largestDifference(rate, bracket(printed))).toBeGreaterThan(1e-2 * largest(rate))
  })

  test('i hbar drho/dt = int [H, Dhat] along (3)-(5); not with P for Dhat', () => {
    // drho/dt = -(i/hbar) int [H, Dhat]
    const rate = integral(velocity)
    const expected = (x: Reading): Float64Array => integral(combine([-1 / HBAR, turn(H, x)]))
    expect(largestDifference(rate, expected(Dhat))).toBeLessThan(1e-13 * largest(rate))
    expect(largestDifference(rate, expected(P))).toBeGreaterThan(1e-2 * largest(rate))
  })

  test('T3: X = <Dhat, X_H>/D + (hbar/D) div(D Tr(X_H ^ Gamma)), the divergence over the first index; not over the second', () => {
    const X = [new Float64Array(nodes), new Float64Array(nodes)]
    transportField(fields, energy)(X, P)
    const XH = [Hp, Hq.map((x) => -x)]
    const gamma = [turn(r, rp), turn(rq, r)]
    // D Tr(X_H^j Gamma^k - Gamma^j X_H^k)/2
    const bivector = (j: number, k: number): Float64Array => {
      const left = product(XH[j], gamma[k])
      const right = product(gamma[j], XH[k])
      return left.map((x, m) => 0.5 * D[m] * (x - right[m]))
    }
    const alternative = (first: boolean): Float64Array[] =>
      [0, 1].map((j) => {
        const divergence = [0, 1].map((k) => scalarSlope(first ? bivector(k, j) : bivector(j, k), k))
        return product(Dhat, XH[j]).map((x, m) => (x + HBAR * (divergence[0][m] + divergence[1][m])) / D[m])
      })
    const defect = (first: boolean): number =>
      Math.max(...alternative(first).map((x, j) => largestDifference(x, X[j]) / largest(X[j])))
    expect(defect(true)).toBeLessThan(1e-12)
    expect(defect(false)).toBeGreaterThan(1e-2)
  })

  test('T11: it is not sign-definite', () => {
    const eigen = hermitianEigen(n)
    const [values, vectors, matrix] = [n, 2 * n * n, 2 * n * n].map((size) => new Float64Array(size))
    const lowest = (x: Reading): number => {
      let least = Number.POSITIVE_INFINITY
      for (let m = 0; m < nodes; m++) {
        matrix.fill(0)
        fields.packing.addUnpacked(matrix, 0, x, m * n * n)
        eigen(values, vectors, matrix, 0)
        least = Math.min(least, values[0] / D[m])
      }
      return least
    }
    expect(lowest(Dhat)).toBeLessThan(-1e-3)
    expect(lowest(P)).toBeGreaterThan(-1e-14)
  })

  test('the purity: its derivative, and that the hybrid model does not keep it', () => {
    const direction = P.map((_, i) => 0.02 * Math.sin(3 * i))
    expect(derivativeDefect(purity(fields), P, [direction])).toBeLessThan(1e-10)
    const rho = integral(P)
    expect(Math.abs(purity(fields).value(P) - rho.reduce((sum, x) => sum + x * x, 0))).toBeLessThan(1e-14)
    expect(casimirRate(fields, hybridBracket(fields, HBAR), purity(fields), energy, P)).toBeGreaterThan(1e-3)
  })
})

test('two degrees of freedom: Tr Dhat = D, int Dhat = rho, Tr int Dhat H = h', () => {
  const fields = hermitianFields(periodicGrid(8, 2), 2)
  const hamiltonian = periodicHamiltonian(2, { seed: 7, dof: 2 })
  const P = smoothPacket(fields, { seed: 3 })
  const Dhat = fields.allocate()
  hybridVonNeumann(fields, HBAR)(Dhat, P)
  const H = fields.allocate()
  fields.sample(H, (matrix, z) => {
    const [q1, q2, p1, p2] = [z[0], z[1], z[2], z[3]]
    hamiltonian.value(matrix, Float64Array.of(q1, q2), Float64Array.of(p1, p2), 0)
  })
  const [D, trace] = [P, Dhat].map((x) => {
    const out = new Float64Array(fields.grid.nodes)
    fields.trace(out, x)
    return out
  })
  const [rho, integral] = [P, Dhat].map((x) => {
    const out = new Float64Array(8)
    fields.integral(out, x)
    return out
  })
  expect(largestDifference(trace, D)).toBeLessThan(1e-16)
  expect(largestDifference(integral, rho)).toBeLessThan(1e-14)
  const h = hybridEnergy(fields, hamiltonian, HBAR).value(P)
  expect(Math.abs(fields.pair(Dhat, H) - h)).toBeLessThan(1e-13)
  expect(Math.abs(fields.pair(P, H) - h)).toBeGreaterThan(1e-6)
})

test('two degrees of freedom: dD/dt = Tr {H, Dhat} and i hbar drho/dt = int [H, Dhat]; not with P for Dhat', () => {
  const defects = [8, 16].map((points) => {
    const fields = hermitianFields(periodicGrid(points, 2), 2)
    const hamiltonian = periodicHamiltonian(2, { seed: 7, dof: 2 })
    const P = smoothPacket(fields, { seed: 3, amplitude: 0.3 })
    const [Dhat, H, velocity, turned] = Array.from({ length: 4 }, () => fields.allocate())
    hybridVonNeumann(fields, HBAR)(Dhat, P)
    ehrenfestEnergy(fields, hamiltonian).derivative(H, P)
    hybridBracket(fields, HBAR).vectorField(hybridEnergy(fields, hamiltonian, HBAR))(velocity, P)
    const rate = new Float64Array(fields.grid.nodes)
    fields.trace(rate, velocity)
    const slopes = (x: Reading): Float64Array[] =>
      [0, 1, 2, 3].map((axis) => {
        const out = fields.allocate()
        fields.spectral.derivative(out, x, axis)
        return out
      })
    const [left, change] = [slopes(H), new Float64Array(8)]
    fields.integral(change, velocity)
    return [Dhat, P].flatMap((x) => {
      const right = slopes(x)
      const bracket = new Float64Array(rate.length)
      const product = new Float64Array(rate.length)
      for (const j of [0, 1])
        for (const [a, b, sign] of [
          [j, j + 2, 1],
          [j + 2, j, -1],
        ]) {
          fields.product(product, left[a], right[b])
          for (let m = 0; m < product.length; m++) bracket[m] += sign * product[m]
        }
      // drho/dt = -(i/hbar) int [H, Dhat]
      fields.commutator(turned, H, x)
      const expected = new Float64Array(8)
      fields.integral(
        expected,
        turned.map((v) => -v / HBAR),
      )
      return [largestDifference(rate, bracket) / largest(rate), largestDifference(change, expected) / largest(change)]
    })
  })
  const [coarse, fine] = defects
  expect(fine[0]).toBeLessThan(1e-3 * coarse[0])
  expect(fine[0]).toBeLessThan(1e-6)
  expect(fine[1]).toBeLessThan(1e-12)
  for (const k of [2, 3]) expect(fine[k]).toBeGreaterThan(1e-4)
})

test('refuses an hbar that is no number >= 0', () =>
  expect(() => hybridVonNeumann(hermitianFields(grid, 2), -1)).toThrow('hbar is -1'))
