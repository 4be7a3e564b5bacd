import type { LieGroup, Reading } from '@casimir/algebra'
import { getGroup, makeLieGroup, multiply } from '@casimir/algebra'
import { gridNumber, gridVector, hermitian } from '@casimir/checks'
import { productGroup, realVectors, rotationAction, semidirectProduct, so3, su2, unitary } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../../support/largestDifference.ts'
import type { Arbitraries } from '../../support/law.ts'
import { law } from '../../support/law.ts'
import type { GroupDraws, GroupLaw } from '../../support/lieGroupLaws.ts'
import { cayleyLaws, combine, groupAliasingDefect, groupLaws, pure } from '../../support/lieGroupLaws.ts'
import type { GroupRow } from '../../support/lieGroupTable.ts'
import { groupTable } from '../../support/lieGroupTable.ts'
import { refuted } from '../../support/refuted.ts'

type Five = [Float64Array, Float64Array, Float64Array, number, number]

const arbitraries = ({ algebra }: GroupRow): Arbitraries<Five> => [
  algebra,
  algebra,
  algebra,
  gridNumber(),
  gridNumber(),
]
const draws = ([x, y, z, s, t]: Five): GroupDraws => ({ x, y, z, s, t })

describe.each(groupTable.map((row) => [row.group.name, row] as const))('%s', (_, row) => {
  const laws: ReadonlyArray<GroupLaw> = row.group.cayley ? [...groupLaws, ...cayleyLaws] : groupLaws
  for (const { name, within, defect } of laws)
    law(name, arbitraries(row), (...five) => expect(defect(row, draws(five))).toBeLessThan(within), 25)
  law('output = left, right or both changes nothing, bitwise', arbitraries(row), (...five) =>
    expect(groupAliasingDefect(row, draws(five))).toBe(0),
  )
  law('the fp-ts face is the in-place one, bitwise', [row.algebra, row.algebra], (x, y) => {
    const { mul, inv, exp, e } = pure(row.group)
    const { concat, inverse, empty } = getGroup(row.group)
    const [g, h] = [exp(x), exp(y)]
    expect(concat(g, h)).toEqual(mul(g, h))
    expect(inverse(g)).toEqual(inv(g))
    expect(empty).toEqual(e)
  })
})

test('every instance has its dimension, its logarithm and its Cayley map', () => {
  const claims = groupTable.map(({ group }) => [
    group.name,
    group.dim,
    group.log !== undefined,
    group.cayley !== undefined,
  ])
  expect(claims).toEqual([
    ['R^3', 3, true, true],
    ['SO(3)', 3, true, true],
    ['SU(2)', 3, true, true],
    ['U(1)', 1, true, true],
    ['U(2)', 4, true, true],
    ['U(3)', 9, true, true],
    ['SO(3) x U(2)', 7, true, true],
    ['SO(3) x| R^3', 6, true, true],
    ['SU(2) x| R^4', 7, true, true],
    ['U(2) x| R^4', 8, true, true],
    ['SO(3) x| R^3 x R^2 x SU(2)', 11, true, true],
  ])
})

describe('logarithms far from the identity', () => {
  law('of rotations by angles up to pi', [gridNumber(), gridNumber(), gridNumber()], (a, b, c) => {
    const { exp, log } = pure(so3)
    const length = Math.hypot(a, b, c) || 1
    for (const angle of [3, 3.1, Math.PI - 1e-6, Math.PI]) {
      const g = exp(Float64Array.of(a, b, c).map((v) => (angle * v) / length))
      expect(largestDifference(exp(log(g)), g)).toBeLessThan(1e-14)
      expect(Math.hypot(...log(g))).toBeLessThanOrEqual(Math.PI + 1e-14)
    }
  })
  law('of quaternions with negative real part', [gridNumber(), gridNumber(), gridNumber()], (a, b, c) => {
    const { exp, log } = pure(su2)
    const length = Math.hypot(a, b, c) || 1
    const x = Float64Array.of(a, b, c).map((v) => (6 * v) / length)
    expect(largestDifference(log(exp(x)), x)).toBeLessThan(1e-13)
  })
  law('of rigid motions that turn by 3', [gridNumber(), gridNumber(), gridNumber()], (a, b, c) => {
    const { exp, log } = pure(semidirectProduct(rotationAction))
    const length = Math.hypot(a, b, c) || 1
    const x = Float64Array.of((3 * a) / length, (3 * b) / length, (3 * c) / length, b, c, a)
    expect(largestDifference(log(exp(x)), x)).toBeLessThan(1e-12)
  })
  test('long translations along long turns: exp of a rigid motion by its closed form', () => {
    const out = new Float64Array(12)
    semidirectProduct(rotationAction).exp(out, Float64Array.of(0, 0, 100, 3, 0, 0))
    expect(out[9]).toBeCloseTo((3 * Math.sin(100)) / 100, 13)
    expect(out[10]).toBeCloseTo((3 * (1 - Math.cos(100))) / 100, 13)
  })
})

law('the Cayley map of U(3) solves (1 + i X/2) C = 1 - i X/2', [hermitian(3, 5)], (x) => {
  const c = pure(unitary(3)).cay(x)
  const image = new Float64Array(18)
  multiply(image, x, c, 3)
  const left = c.map((v, k) => v + (k % 2 === 0 ? -image[k + 1] : image[k - 1]) / 2)
  const right = c.map((_, k) => (k % 8 === 0 ? 1 : 0) + (k % 2 === 0 ? x[k + 1] : -x[k - 1]) / 2)
  expect(largestDifference(left, right)).toBeLessThan(1e-13)
})

describe('two routes to one dexpInv', () => {
  const directions = gridVector(3).filter((x) => Math.hypot(...x) > 0.1)
  const ofLength = (x: Float64Array, angle: number): Float64Array => combine(angle / Math.hypot(...x), x)
  law('the series and the closed form, for turns up to pi', [directions, gridVector(3), gridVector(6)], (x, a, v) => {
    const se3 = pure(semidirectProduct(rotationAction))
    for (const angle of [1e-9, 0.15, 0.25, 1, 2, 3.14]) {
      const u = ofLength(x, angle)
      const series = se3.dexpInv(Float64Array.of(...u, ...a), v).slice(0, 3)
      expect(largestDifference(series, pure(so3).dexpInv(u, v.slice(0, 3)))).toBeLessThan(2e-14)
    }
  })
  law('U(2) in its eigenbasis and SU(2), for turns up to 6', [directions, gridVector(3)], (x, v) => {
    // X = x . sigma / 2
    const matrix = ([a, b, c]: Float64Array): Float64Array =>
      Float64Array.of(c / 2, 0, a / 2, -b / 2, a / 2, b / 2, -c / 2, 0)
    for (const angle of [1e-9, 0.15, 0.25, 1, 3, 6]) {
      const u = ofLength(x, angle)
      const expected = matrix(pure(su2).dexpInv(u, v))
      expect(largestDifference(pure(unitary(2)).dexpInv(matrix(u), matrix(v)), expected)).toBeLessThan(3e-13)
    }
  })
})

describe('broken groups are told apart', () => {
  const mutate = (group: LieGroup, change: Partial<LieGroup>): LieGroup => makeLieGroup({ ...group, ...change })
  const breaks = (row: GroupRow, { defect, within }: GroupLaw): boolean =>
    refuted(arbitraries(row), (...five) => expect(defect(row, draws(five))).toBeLessThan(within))
  const named = (part: string): GroupLaw => {
    const found = [...groupLaws, ...cayleyLaws].find(({ name }) => name.includes(part))
    if (!found) throw new Error(`no law is called ${part}`)
    return found
  }
  const row = (change: Partial<LieGroup>): GroupRow => ({ ...groupTable[1], group: mutate(so3, change) })

  test('a compose that writes before it reads fails aliasing, and only that', () => {
    const eager = row({
      compose: (out, g, h) => {
        for (let k = 0; k < 9; k++) {
          const at = k - (k % 3)
          out[k] = g[at] * h[k % 3] + g[at + 1] * h[3 + (k % 3)] + g[at + 2] * h[6 + (k % 3)]
        }
      },
    })
    expect(refuted(arbitraries(eager), (...five) => expect(groupAliasingDefect(eager, draws(five))).toBe(0))).toBe(true)
    expect(groupLaws.filter((l) => breaks(eager, l))).toEqual([])
  })

  const { algebra } = so3
  const minus = (u: Reading): Float64Array => Float64Array.of(-u[0], -u[1], -u[2])
  test.each<[string, Partial<LieGroup>, string, string]>([
    [
      'a bracket of the wrong sign',
      { algebra: { ...algebra, bracket: (out, x, y) => algebra.bracket(out, y, x) } },
      'ad is the derivative',
      'Jacobi',
    ],
    [
      'a coad of the wrong sign',
      { algebra: { ...algebra, coad: (out, x, mu) => algebra.coad(out, mu, x) } },
      'coad is dual',
      'dexpInv',
    ],
    [
      'the dexpInv of the other trivialisation',
      { algebra: { ...algebra, dexpInv: (out, u, v) => algebra.dexpInv(out, minus(u), v) } },
      'dexpInv',
      'Jacobi',
    ],
    ['the dcayInv of SU(2)', { algebra: { ...algebra, dcayInv: su2.algebra.dcayInv } }, 'dcayInv', 'second order'],
    [
      'an inverse that does nothing',
      { invert: (out, g) => out.set(g as Float64Array) },
      'identity and inverse',
      'Jacobi',
    ],
    [
      'an exp that turns twice as far',
      { exp: (out, x) => so3.exp(out, Float64Array.of(2 * x[0], 2 * x[1], 2 * x[2])) },
      'ad is the derivative',
      'exp((s + t) x)',
    ],
  ])('%s', (_, change, failing, passing) => {
    expect(breaks(row(change), named(failing))).toBe(true)
    expect(breaks(row(change), named(passing))).toBe(false)
  })
})

describe('refusals', () => {
  test('sizes that are not whole numbers of at least 1', () => {
    expect(() => realVectors(0)).toThrow(/realVectors: n is 0; give/)
    expect(() => unitary(1.5)).toThrow(/unitary: n is 1.5; give/)
  })
  test('a Cayley map without its dcayInv', () => {
    expect(() => makeLieGroup({ ...so3, cayley: undefined })).toThrow(/'SO\(3\)' has only one of cayley and/)
  })
  test('a product has a logarithm and a Cayley map only when both have', () => {
    const plain = makeLieGroup({
      ...su2,
      log: undefined,
      cayley: undefined,
      algebra: { ...su2.algebra, dcayInv: undefined },
    })
    const pair = productGroup(so3, plain)
    expect([pair.log, pair.cayley, pair.algebra.dcayInv]).toEqual([undefined, undefined, undefined])
    const screw = semidirectProduct({ ...rotationAction, keepsCayley: false })
    expect([screw.cayley, screw.algebra.dcayInv]).toEqual([undefined, undefined])
  })
})
