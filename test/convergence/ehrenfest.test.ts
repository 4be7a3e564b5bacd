import type { Flow, HybridState } from '@casimir/algebra'
import { allocateHybrid, letter } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import { blanesMoan4, compile, implicitMidpoint, lieTrotter, rungeKutta4, strang, suzuki4 } from '@casimir/integrators'
import { ehrenfest, ehrenfestSplit, tully2 } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { referenceEnd } from '../support/referenceEnd.ts'
import { distance } from '../support/sampleCloud.ts'

// tully2 is smooth; tully1 and tully3 have a kink in a second derivative, which hides orders above 2
const hamiltonian = tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 })
const system = ehrenfest(hamiltonian, { weights: new Float64Array([1]), hbar: 0.8 })
const split = ehrenfestSplit(hamiltonian, { trajectories: 1, hbar: 0.8 })
const start = allocateHybrid(system.shape)
start.q[0] = -3
start.p[0] = 30
start.psi.set([0.8, 0, 0, 0.6])
const T = 384
const reference = referenceEnd(system, start, T, 40_000)

const word = (scheme: Parameters<ReturnType<typeof compile<HybridState, 'A' | 'B'>>>[0]) => () => compile(split)(scheme)
const methods: ReadonlyArray<
  readonly [name: string, order: number, prepare: () => Flow<HybridState>, steps: readonly number[]]
> = [
  ['lie-trotter', 1, word(lieTrotter), [4, 2, 1, 0.5, 0.25]],
  ['strang', 2, word(strang), [4, 2, 1, 0.5, 0.25]],
  ['suzuki4', 4, word(suzuki4(strang)), [12, 8, 6, 4, 3, 2]],
  ['blanes-moan4', 4, word(blanesMoan4), [12, 8, 6, 4, 3, 2]],
  ['midpoint', 2, () => implicitMidpoint(system).flow, [4, 2, 1, 0.5, 0.25]],
  [
    'suzuki4 of midpoint',
    4,
    () =>
      compile({ name: 'midpoint', parts: { M: { kind: 'symmetric', flow: implicitMidpoint(system).flow } } })(
        suzuki4([letter('M', 1)]),
      ),
    [8, 6, 4, 3, 2],
  ],
  ['rk4', 4, () => rungeKutta4(system).flow, [8, 6, 4, 3, 2]],
]

const endError =
  (prepare: () => Flow<HybridState>) =>
  (h: number): number => {
    const state = allocateHybrid(system.shape)
    state.block.set(start.block)
    const flow = prepare()
    for (let k = 0; k < Math.round(T / h); k++) flow(state, h)
    return distance(state.block, reference.block)
  }

describe('Ehrenfest on tully2, error of q, p and psi at the end', () => {
  test.each(methods)('%s has order %i', (_, order, prepare, steps) => {
    const { slope, points, errors } = convergenceOrder(steps, endError(prepare), 1e-10, 0.3)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(4)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.25)
  })

  test('a word with its B coefficients swapped loses its order', () => {
    const swapped = blanesMoan4.map((l, k) =>
      k === 1 || k === 11
        ? { ...l, coefficient: blanesMoan4[3].coefficient }
        : k === 3 || k === 9
          ? { ...l, coefficient: blanesMoan4[1].coefficient }
          : l,
    )
    const { slope } = convergenceOrder([12, 8, 6, 4, 3, 2], endError(word(swapped)), 1e-10, 0.3)
    expect(slope).toBeLessThan(2.5)
  })

  test('without the back-reaction on p the order of Strang looks right all the same, only the reference tells', () => {
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
    expect(endError(() => compile(deaf)(strang))(0.25)).toBeGreaterThan(1e-2)
  })
})
