import type { HybridState, Scheme, SplitSystem } from '@casimir/algebra'
import { letter } from '@casimir/algebra'
import { measuredOrder } from '@casimir/checks'
import { compile, kahanLi6, midpointPart, suzuki4 } from '@casimir/integrators'
import { bspline, correlation, ehrenfestSplit, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { hybridProblem } from '../support/catalogueProblems.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'

// the catalogue measures every method on koopmons with a Gaussian, which is smooth: here the mollifier itself limits the order
const hamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
const weights = unequalWeights(3)
const HBAR = 0.7

const orderOn = (degree: number, order: number, composition: <K extends string>(base: Scheme<K>) => Scheme<K>) => {
  const factor = bspline(degree, 0.7)
  const options = { weights, hbar: HBAR, mollifier: { q: [factor], p: [factor] }, spacing: 1 }
  const system = koopmon(hamiltonian, options)
  const problem = hybridProblem(system, weights, sampleCloud(system.shape), { h: 0.2, fine: 1500 })
  const split = (): SplitSystem<HybridState, 'A' | 'B' | 'C'> => ({
    name: 'koopmons',
    parts: {
      ...ehrenfestSplit(hamiltonian, { trajectories: weights.length, hbar: HBAR }).parts,
      C: midpointPart(correlation(hamiltonian, options), { tolerance: 1e-14 }).part,
    },
  })
  const around = [letter('A', 0.5), letter('B', 0.5), letter('C', 1), letter('B', 0.5), letter('A', 0.5)] as const
  const specimen = problem.specimen('composed', () => compile(split())(composition(around)))
  return { ...measuredOrder(specimen, order, 0.8), supported: factor.maximalOrder }
}

describe('a B-spline of degree d supports integrators up to order d - 1', () => {
  test.each([
    ['suzuki4', 4, 5, suzuki4],
    ['kahan-li6', 6, 9, kahanLi6],
  ] as const)('%s has order %i on degree %i', (_, order, degree, composition) => {
    const { slope, points, errors, supported } = orderOn(degree, order, composition)
    expect(order).toBeLessThanOrEqual(supported)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.2)
  })
  test('and kahan-li6 loses its order on the quintic', () => {
    const { slope, supported } = orderOn(5, 6, kahanLi6)
    expect(supported).toBe(4)
    expect(slope).toBeLessThan(5.8)
  })
})
