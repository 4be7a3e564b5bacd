import type { Action, LieGroup, OrthogonalAction } from '@casimir/algebra'
import { coadjointAction, conjugateTranspose, leftAction, multiply } from '@casimir/algebra'
import { gridVector, hermitian } from '@casimir/checks'
import {
  amplitudeAction,
  densityAction,
  productGroup,
  realVectors,
  rotationAction,
  semidirectProduct,
  so3,
  spinorAction,
  su2,
  unitary,
} from '@casimir/integrators'
import * as fc from 'fast-check'
import { largestDifference } from './largestDifference.ts'

/** A group, algebra elements to draw (where exp is injective) and how far a buffer is from being an element. */
export interface GroupRow {
  readonly group: LieGroup
  readonly algebra: fc.Arbitrary<Float64Array>
  readonly outside: (g: Float64Array) => number
}

/** An action, algebra elements and points to draw. */
export interface ActionRow {
  readonly action: Action
  readonly algebra: fc.Arbitrary<Float64Array>
  readonly points: fc.Arbitrary<Float64Array>
}

const joined = (a: fc.Arbitrary<Float64Array>, b: fc.Arbitrary<Float64Array>): fc.Arbitrary<Float64Array> =>
  fc.tuple(a, b).map(([x, y]) => Float64Array.of(...x, ...y))

const transposed = (g: Float64Array): Float64Array => g.map((_, k) => g[3 * (k % 3) + Math.floor(k / 3)])

const notOrthogonal = (g: Float64Array): number => {
  const t = transposed(g)
  const entry = (j: number, k: number): number => [0, 1, 2].reduce((s, l) => s + g[3 * j + l] * t[3 * l + k], 0)
  const determinant =
    g[0] * (g[4] * g[8] - g[5] * g[7]) - g[1] * (g[3] * g[8] - g[5] * g[6]) + g[2] * (g[3] * g[7] - g[4] * g[6])
  const products = Array.from({ length: 9 }, (_, k) => entry(Math.floor(k / 3), k % 3) - (k % 4 === 0 ? 1 : 0))
  return Math.max(Math.abs(determinant - 1), ...products.map(Math.abs))
}

const notUnitary = (n: number) => (u: Float64Array) => {
  const star = new Float64Array(2 * n * n)
  const product = new Float64Array(2 * n * n)
  conjugateTranspose(star, u, n)
  multiply(product, u, star, n)
  return largestDifference(
    product,
    product.map((_, k) => (k % (2 * n + 2) === 0 ? 1 : 0)),
  )
}

const anywhere = (): number => 0
const onPair = (at: number, first: GroupRow['outside'], second: GroupRow['outside']) => (g: Float64Array) =>
  Math.max(first(g.slice(0, at)), second(g.slice(at)))
const notUnit = (q: Float64Array): number => Math.abs(Math.hypot(...q) - 1)

const rotations: GroupRow = { group: so3, algebra: gridVector(3), outside: notOrthogonal }
const quaternions: GroupRow = { group: su2, algebra: gridVector(3, 1.5), outside: notUnit }

/** Every instance of a Lie group, products and semidirect products among them. */
export const groupTable: ReadonlyArray<GroupRow> = [
  { group: realVectors(3), algebra: gridVector(3), outside: anywhere },
  rotations,
  quaternions,
  { group: unitary(1), algebra: hermitian(1), outside: notUnitary(1) },
  { group: unitary(2), algebra: hermitian(2, 0.7), outside: notUnitary(2) },
  { group: unitary(3), algebra: hermitian(3, 0.5), outside: notUnitary(3) },
  {
    group: productGroup(so3, unitary(2)),
    algebra: joined(gridVector(3), hermitian(2, 0.7)),
    outside: onPair(9, notOrthogonal, notUnitary(2)),
  },
  {
    group: semidirectProduct(rotationAction),
    algebra: joined(gridVector(3), gridVector(3, 2)),
    outside: onPair(9, notOrthogonal, anywhere),
  },
  {
    group: semidirectProduct(spinorAction),
    algebra: joined(gridVector(3), gridVector(4)),
    outside: onPair(4, notUnit, anywhere),
  },
  {
    group: semidirectProduct(amplitudeAction(2)),
    algebra: joined(hermitian(2, 0.7), gridVector(4)),
    outside: onPair(8, notUnitary(2), anywhere),
  },
  {
    group: productGroup(semidirectProduct(rotationAction), productGroup(realVectors(2), su2)),
    algebra: joined(joined(gridVector(3), gridVector(3)), joined(gridVector(2), gridVector(3))),
    outside: onPair(12, onPair(9, notOrthogonal, anywhere), onPair(2, anywhere, notUnit)),
  },
]

/** The orthogonal actions, with the points their momentum map is drawn at. */
export const orthogonalTable: ReadonlyArray<ActionRow & { readonly action: OrthogonalAction }> = [
  { action: rotationAction, algebra: gridVector(3), points: gridVector(3) },
  { action: spinorAction, algebra: gridVector(3), points: gridVector(4) },
  { action: amplitudeAction(1), algebra: hermitian(1), points: gridVector(2) },
  { action: amplitudeAction(3), algebra: hermitian(3, 0.5), points: gridVector(6) },
]

/** Every action: on vectors, amplitudes and density matrices, from the left on the group, and on the dual. */
export const actionTable: ReadonlyArray<ActionRow> = [
  ...orthogonalTable,
  { action: densityAction(2), algebra: hermitian(2), points: hermitian(2) },
  ...groupTable.flatMap(({ group, algebra }): ActionRow[] => [
    {
      action: leftAction(group),
      algebra,
      points: algebra.map((x) => {
        const g = new Float64Array(group.size)
        group.exp(g, x)
        return g
      }),
    },
    { action: coadjointAction(group), algebra, points: algebra },
  ]),
]
