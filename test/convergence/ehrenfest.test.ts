import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, letter } from '@casimir/algebra'
import { measuredOrder } from '@casimir/checks'
import { blanesMoan4, compile, implicitMidpoint, lieTrotter, rungeKutta4, strang, suzuki4 } from '@casimir/integrators'
import { ehrenfest, ehrenfestSplit, tully2 } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { hybridProblem } from '../support/catalogueProblems.ts'
import { largestDifference } from '../support/largestDifference.ts'

// tully2 is smooth; tully1 and tully3 have a kink in a second derivative, which hides orders above 2. The catalogue measures every method at
// hbar = 1: here hbar is another, so that a factor of it lost somewhere would show
const hamiltonian = tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 })
const one = new Float64Array([1])
const system = ehrenfest(hamiltonian, { weights: one, hbar: 0.8 })
const split = ehrenfestSplit(hamiltonian, { trajectories: 1, hbar: 0.8 })
const start = allocateHybrid(system.shape)
start.q[0] = -1
start.p[0] = 12
start.psi.set([0.8, 0, 0, 0.6])
const problem = hybridProblem(system, one, start, { h: 8, fine: 40 })

type Prepare = () => (state: HybridState, h: number) => number
const composed =
  ({ name }: HybridSystem): Prepare =>
  () =>
    compile({ name, parts: { M: { kind: 'symmetric', flow: implicitMidpoint(system, { tolerance: 1e-14 }).flow } } })(
      suzuki4([letter('M', 1)]),
    )
const methods: ReadonlyArray<readonly [name: string, order: number, prepare: Prepare]> = [
  ['lie-trotter', 1, () => compile(split)(lieTrotter)],
  ['strang', 2, () => compile(split)(strang)],
  ['suzuki4', 4, () => compile(split)(suzuki4(strang))],
  ['blanes-moan4', 4, () => compile(split)(blanesMoan4)],
  ['midpoint', 2, () => implicitMidpoint(system, { tolerance: 1e-14 }).flow],
  ['suzuki4 of midpoint', 4, composed(system)],
  ['rk4', 4, () => rungeKutta4(system).flow],
]
const orderOf = (name: string, order: number, prepare: Prepare) =>
  measuredOrder(problem.specimen(name, prepare), order, order > 2 ? 1000 : 48)

/** The error at T = 48 with steps so short that a convergent method of order 2 has none to speak of. */
const finalError = (prepare: Prepare): number => {
  const { block, step } = problem.specimen('short steps', prepare).prepare()
  for (let k = 0; k < 1000; k++) step(0.048)
  return largestDifference(block, problem.specimen('reference', prepare).reference?.(48) ?? block)
}

describe('Ehrenfest on tully2 at hbar = 0.8, error of q, p and psi at the end', () => {
  test.each(methods)('%s has order %i', (name, order, prepare) => {
    const { slope, points, errors } = orderOf(name, order, prepare)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.2)
  })

  test('a word with its B coefficients swapped loses its order', () => {
    const swapped = blanesMoan4.map((l, k) =>
      k === 1 || k === 11
        ? { ...l, coefficient: blanesMoan4[3].coefficient }
        : k === 3 || k === 9
          ? { ...l, coefficient: blanesMoan4[1].coefficient }
          : l,
    )
    const { slope, points } = orderOf('swapped', 2, () => compile(split)(swapped))
    expect(points).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - 2), `slope ${slope}`).toBeLessThan(0.2)
  })

  test('a propagator with hbar = 1 converges to something else, which only the reference tells', () => {
    const other = ehrenfestSplit(hamiltonian, { trajectories: 1, hbar: 1 })
    expect(finalError(() => compile(split)(strang))).toBeLessThan(1e-7)
    expect(finalError(() => compile(other)(strang))).toBeGreaterThan(1e-2)
  })

  test('so does Strang without the back-reaction on p', () => {
    const deaf = {
      ...split,
      parts: {
        ...split.parts,
        B: {
          kind: 'exact' as const,
          flow: (state: HybridState, h: number) => {
            const p = state.p[0]
            const status = split.parts.B.flow(state, h)
            state.p[0] = p
            return status
          },
        },
      },
    }
    expect(finalError(() => compile(deaf)(strang))).toBeGreaterThan(1e-2)
  })
})
