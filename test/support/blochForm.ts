import type { HybridState, Mollifier } from '@casimir/algebra'
import type { Dense, Node } from './mollifiedFields.ts'

type Vector = readonly [number, number, number]

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const times = (a: Vector, k: number): Vector => [k * a[0], k * a[1], k * a[2]]
const sum = (k: readonly number[], v: readonly Vector[]): Vector =>
  v.reduce<Vector>((s, x, a) => [s[0] + k[a] * x[0], s[1] + k[a] * x[1], s[2] + k[a] * x[2]], [0, 0, 0])

/** The vector f of a Hermitian matrix H0 + f.sigma. */
const vectorOf = (m: Dense): Vector => {
  const [[a, b], [, d]] = m.toArray() as unknown as { re: number; im: number }[][]
  return [b.re, -b.im, (a.re - d.re) / 2]
}

/** n = psi^+ sigma psi. */
const blochOf = (psi: Float64Array, at: number): Vector => {
  const [ar, ai, br, bi] = psi.subarray(at, at + 4)
  return [2 * (ar * br + ai * bi), 2 * (ar * bi - ai * br), ar * ar + ai * ai - br * br - bi * bi]
}

interface BlochInput {
  readonly state: HybridState
  readonly weights: Float64Array
  readonly hbar: number
  readonly mollifier: Mollifier
  readonly list: ReadonlyArray<Node>
  readonly measure: number
}

/** theory.md 3.4: h_hbar, the field F_a - f(zeta_a) of its generator, and its slopes over w_a. */
export const blochForm = ({ state, weights, hbar, mollifier, list, measure }: BlochInput) => {
  const N = weights.length
  const w = Array.from(weights)
  const n = w.map((_, a) => blochOf(state.psi, 4 * a))
  const field = n.map((): Vector => [0, 0, 0])
  const [q, p] = [new Float64Array(N), new Float64Array(N)]
  const jet = new Float64Array(3)
  const curvature = (factor: Mollifier['q'][number], x: number): readonly [number, number, number] => {
    factor.tabulate(jet, Float64Array.of(x), 1, 1)
    return [jet[0], jet[1], jet[2]]
  }
  let energy = 0
  for (const node of list) {
    const D = w.reduce((s, weight, a) => s + weight * node.K[a], 0)
    const [mean, inQ, inP] = [node.K, node.Kq, node.Kp].map((kernel) =>
      sum(
        kernel.map((k, a) => w[a] * k),
        n,
      ),
    )
    const X = [vectorOf(node.Hp), times(vectorOf(node.Hq), -1)] as const
    const beta = times(sum([1, 1], [cross(inQ, X[0]), cross(inP, X[1])]), (-0.5 * hbar) / D)
    const gamma = X.map((x) => times(cross(x, mean), (-0.5 * hbar) / D))
    const density = dot(cross(mean, inQ), X[0]) + dot(cross(mean, inP), X[1])
    const b = (0.5 * hbar * density) / D ** 2
    energy -= (0.5 * hbar * measure * density) / D
    for (let a = 0; a < N; a++) {
      const [k, dk, ddk] = curvature(mollifier.q[0], node.q - state.q[a])
      const [l, dl, ddl] = curvature(mollifier.p[0], node.p - state.p[a])
      field[a] = sum([1, measure * k * l, measure * dk * l, measure * k * dl], [field[a], beta, gamma[0], gamma[1]])
      const felt = dot(n[a], beta) + b
      const turned = gamma.map((g) => dot(n[a], g))
      q[a] -= measure * (dk * l * felt + ddk * l * turned[0] + dk * dl * turned[1])
      p[a] -= measure * (k * dl * felt + dk * dl * turned[0] + k * ddl * turned[1])
    }
  }
  return { energy, field, q, p }
}
