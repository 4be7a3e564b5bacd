import type { HybridHamiltonian, HybridState } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, applyMatrix, STATUS } from '@casimir/algebra'
import { amplitudes, gridNumber, gridVector, hermitian, weights } from '@casimir/checks'
import { ehrenfest, ehrenfestSplit, separable } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'
import { smoothMatrixFunction } from '../support/smoothMatrixFunction.ts'

const N = 3
interface Problem {
  readonly H: HybridHamiltonian
  readonly start: HybridState
  readonly w: Float64Array
}
const problems: fc.Arbitrary<Problem> = fc.constantFrom([2, 1], [3, 1], [3, 2]).chain(([n, d]) =>
  fc
    .record({
      A: fc.array(hermitian(n), { minLength: 2, maxLength: 2 }),
      B: fc.array(hermitian(n), { minLength: 3, maxLength: 3 }),
      q: gridVector(N * d, 2),
      p: gridVector(N * d, 2),
      psi: fc.array(amplitudes(n), { minLength: N, maxLength: N }),
      w: weights(N),
    })
    .map(({ A, B, q, p, psi, w }) => {
      const start = allocateHybrid({ trajectories: N, dof: d, levels: n })
      start.q.set(q)
      start.p.set(p)
      start.psi.set(psi.flatMap((x) => [...x]))
      const H = separable('smooth', smoothMatrixFunction(n, d, A), smoothMatrixFunction(n, d, B))
      return { H, start, w }
    }),
)
const HBAR = 0.7
const times = gridNumber(1.5)

const after = ({ H, start }: Problem, part: 'A' | 'B', ...durations: number[]): HybridState => {
  const s = allocateHybrid({ trajectories: N, dof: H.dof, levels: H.levels })
  s.block.set(start.block)
  const { flow } = ehrenfestSplit(H, { trajectories: N, hbar: HBAR }).parts[part]
  for (const h of durations) expect(flow(s, h)).toBe(STATUS.ok)
  return s
}

describe.each(['A', 'B'] as const)('part %s', (part) => {
  law('is exact: a one-parameter group, on every trajectory', [problems, times, times], (problem, a, b) =>
    expect(largestDifference(after(problem, part, a, b).block, after(problem, part, a + b).block)).toBeLessThan(1e-12),
  )
  law('conserves its own energy', [problems, times], (problem, t) => {
    const { H, w, start } = problem
    const zero = smoothMatrixFunction(H.levels, H.dof, [])
    const only = part === 'A' ? separable('A', H.split?.A ?? zero, zero) : separable('B', zero, H.split?.B ?? zero)
    const { energy } = ehrenfest(only, { weights: w, hbar: HBAR })
    expect(Math.abs(energy(after(problem, part, t)) - energy(start))).toBeLessThan(1e-12)
  })
  law(`moves only ${part === 'A' ? 'q, psi and t' : 'p and psi'}`, [problems, times], (problem, t) => {
    const end = after(problem, part, t)
    expect(end[part === 'A' ? 'p' : 'q']).toEqual(problem.start[part === 'A' ? 'p' : 'q'])
    expect(end.t[0]).toBe(part === 'A' ? t : 0)
  })
})

law('the two parts together are the vector field of eq. (6)', [problems], (problem) => {
  const { H, start, w } = problem
  const { levels: n } = H
  const gradient = allocateGradient({ trajectories: N, dof: H.dof, levels: n })
  ehrenfest(H, { weights: w, hbar: HBAR }).gradient(gradient, start)
  const h = 1e-3
  const field = allocateHybrid({ trajectories: N, dof: H.dof, levels: n })
  for (const part of ['A', 'B'] as const)
    for (const [k, c] of [
      [1, 8],
      [2, -1],
    ] as const) {
      const [ahead, behind] = [after(problem, part, k * h).block, after(problem, part, -k * h).block]
      for (let i = 0; i < ahead.length; i++) field.block[i] += (c * (ahead[i] - behind[i])) / (12 * h)
    }
  expect(field.t[0]).toBeCloseTo(1, 10)
  expect(largestDifference(field.q, gradient.p)).toBeLessThan(1e-8)
  expect(
    largestDifference(
      field.p,
      gradient.q.map((x) => -x),
    ),
  ).toBeLessThan(1e-8)
  const turn = new Float64Array(2 * n)
  for (let a = 0; a < N; a++) {
    applyMatrix(turn, 0, gradient.generator, 2 * n * n * a, start.psi, 2 * n * a, n)
    const expected = turn.map((_, k) => (k % 2 === 0 ? turn[k + 1] : -turn[k - 1]) / HBAR)
    expect(largestDifference(field.psi.slice(2 * n * a, 2 * n * (a + 1)), expected)).toBeLessThan(1e-8)
  }
})

law('trajectories do not see each other', [problems, times], (problem, t) => {
  const alone = { ...problem, start: allocateHybrid({ trajectories: N, dof: problem.H.dof, levels: problem.H.levels }) }
  alone.start.block.set(problem.start.block)
  alone.start.q.fill(9, 0, problem.H.dof)
  const [all, changed] = [problem, alone].map((p) => after(p, 'B', t))
  expect(changed.p.slice(problem.H.dof)).toEqual(all.p.slice(problem.H.dof))
  expect(changed.psi.slice(2 * problem.H.levels)).toEqual(all.psi.slice(2 * problem.H.levels))
})

test('a Hamiltonian that is not A(p) + B(q) is refused, naming it and the remedy', () => {
  expect(() => ehrenfestSplit(smoothHamiltonian(2), { trajectories: 1, hbar: 1 })).toThrow(
    /^ehrenfestSplit: 'smooth 2-level' is not of the form A\(p\) \+ B\(q\), .*; use midpoint\.$/,
  )
})
