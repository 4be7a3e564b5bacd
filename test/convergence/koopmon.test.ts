import type { Flow, HybridState } from '@casimir/algebra'
import { allocateHybrid, letter } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import { compile, implicitMidpoint, rungeKutta4, suzuki4 } from '@casimir/integrators'
import { bspline, gaussian, koopmon, rabi } from '@casimir/models'
import { expect, test } from 'vitest'
import { referenceEnd } from '../support/referenceEnd.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'

const N = 8
const system = koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.5 }), {
  weights: unequalWeights(N),
  hbar: 0.7,
  mollifier: { q: [gaussian(0.7, 8.5)], p: [gaussian(0.7, 8.5)] },
  spacing: 0.6,
})
const start = sampleCloud(system.shape)
const T = 1.2
const reference = referenceEnd(system, start, T, 1200)
const endError =
  (prepare: () => Flow<HybridState>) =>
  (h: number): number => {
    const state = allocateHybrid(system.shape)
    state.block.set(start.block)
    const flow = prepare()
    for (let k = 0; k < Math.round(T / h); k++) flow(state, h)
    return distance(state.block, reference.block)
  }
const composed = (): Flow<HybridState> =>
  compile({ name: 'midpoint', parts: { M: { kind: 'symmetric', flow: implicitMidpoint(system).flow } } })(
    suzuki4([letter('M', 1)]),
  )

test.each([
  ['midpoint', 2, () => implicitMidpoint(system).flow],
  ['suzuki4 of midpoint', 4, composed],
  ['rk4', 4, () => rungeKutta4(system).flow],
] as const)('%s has order %i on koopmons', (_, order, prepare) => {
  const { slope, points, errors } = convergenceOrder([0.3, 0.2, 0.15, 0.1, 0.075, 0.05], endError(prepare), 1e-10, 0.3)
  expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(4)
  expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.3)
})

test('the quintic B-spline supports order 4', () => {
  const spline = koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.5 }), {
    weights: unequalWeights(N),
    hbar: 1,
    mollifier: { q: [bspline(5, 0.7)], p: [bspline(5, 0.7)] },
    spacing: 0.7,
  })
  const end = referenceEnd(spline, start, T, 4000)
  const error = (h: number): number => {
    const state = allocateHybrid(spline.shape)
    state.block.set(start.block)
    const flow = compile({ name: 'm', parts: { M: { kind: 'symmetric', flow: implicitMidpoint(spline).flow } } })(
      suzuki4([letter('M', 1)]),
    )
    for (let k = 0; k < Math.round(T / h); k++) flow(state, h)
    return distance(state.block, end.block)
  }
  const { slope } = convergenceOrder([0.3, 0.2, 0.15, 0.1, 0.075, 0.05], error, 1e-10, 0.3)
  expect(slope).toBeGreaterThan(3.6)
})
