import type { HybridHamiltonian, HybridState, Mollifier } from '@casimir/algebra'
import type { Complex, MathNumericType, Matrix } from 'mathjs'
import { add, complex, matrix, multiply, subtract } from 'mathjs'

/** A dense complex matrix as mathjs knows it; slow, readable, and independent of the packed kernels under test. */
export type Dense = Matrix<MathNumericType>

/** One lattice node: its place, the kernel of every particle there with its first derivatives, and X_H. */
export interface Node {
  readonly q: number
  readonly p: number
  readonly K: readonly number[]
  readonly Kq: readonly number[]
  readonly Kp: readonly number[]
  readonly Hq: Dense
  readonly Hp: Dense
}

const build = (n: number, entry: (j: number, k: number) => Complex): Dense =>
  matrix(Array.from({ length: n }, (_, j) => Array.from({ length: n }, (_, k) => entry(j, k)))) as unknown as Dense

/** The matrix held in a flat row-major interleaved block from `at` on. */
export const dense = (flat: Float64Array, n: number, at = 0): Dense =>
  build(n, (j, k) => complex(flat[at + 2 * (j * n + k)], flat[at + 2 * (j * n + k) + 1]))

/** The density matrices |psi_a><psi_a| of a state. */
export const states = ({ psi }: HybridState, N: number, n: number): Dense[] =>
  Array.from({ length: N }, (_, a) =>
    build(n, (j, k) => {
      const x = 2 * (a * n + j)
      const y = 2 * (a * n + k)
      return complex(psi[x] * psi[y] + psi[x + 1] * psi[y + 1], psi[x + 1] * psi[y] - psi[x] * psi[y + 1])
    }),
  )

export const times = (x: Dense, y: Dense | number | Complex): Dense => multiply(x, y) as Dense

export const commute = (x: Dense, y: Dense): Dense => subtract(times(x, y), times(y, x)) as Dense

export const traceOf = (x: Dense): Complex => {
  let sum = complex(0, 0)
  for (let j = 0; j < x.size()[0]; j++) sum = add(sum, complex(x.get([j, j]) as unknown as Complex)) as Complex
  return sum
}

export const weighted = (coefficients: readonly number[], matrices: readonly Dense[]): Dense =>
  coefficients.map((c, a) => times(matrices[a], c)).reduce((sum, m) => add(sum, m) as Dense)

/** Every lattice node within the support of some particle, on the lattice anchored at multiples of spacing * alpha. */
export const nodes = (
  hamiltonian: HybridHamiltonian,
  state: HybridState,
  mollifier: Mollifier,
  spacing: number,
): { readonly list: readonly Node[]; readonly measure: number } => {
  const [fq] = mollifier.q
  const [fp] = mollifier.p
  const sq = spacing * fq.alpha
  const sp = spacing * fp.alpha
  const range = (x: Float64Array, support: number, s: number): readonly number[] => {
    const low = Math.floor((Math.min(...x) - support) / s)
    const high = Math.ceil((Math.max(...x) + support) / s)
    return Array.from({ length: high - low + 1 }, (_, k) => low + k)
  }
  const out = new Float64Array(2 * hamiltonian.levels ** 2)
  const jet = new Float64Array(3)
  const jets = (factor: typeof fq, x: number, centres: Float64Array): number[][] =>
    Array.from(centres, (c) => {
      factor.tabulate(jet, Float64Array.of(x - c), 1, 1)
      return Array.from(jet)
    })
  const list: Node[] = []
  for (const i of range(state.q, fq.support, sq)) {
    const kq = jets(fq, i * sq, state.q)
    for (const j of range(state.p, fp.support, sp)) {
      const kp = jets(fp, j * sp, state.p)
      const K = kq.map((x, a) => x[0] * kp[a][0])
      if (K.every((k) => k < 1e-200)) continue
      const at = { q: new Float64Array([i * sq]), p: new Float64Array([j * sp]) }
      hamiltonian.gradientQ(out, at.q, at.p, 0)
      const Hq = dense(out, hamiltonian.levels)
      hamiltonian.gradientP(out, at.q, at.p, 0)
      const Hp = dense(out, hamiltonian.levels)
      list.push({
        q: i * sq,
        p: j * sp,
        K,
        Kq: kq.map((x, a) => x[1] * kp[a][0]),
        Kp: kq.map((x, a) => x[0] * kp[a][1]),
        Hq,
        Hp,
      })
    }
  }
  return { list, measure: sq * sp }
}
