import type { HybridState, LocalDensity } from '@casimir/algebra'
import { allocateGradient, STATUS } from '@casimir/algebra'
import { bspline, closureTerm, correlation, linearVibronic } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { distance, sampleCloud } from '../support/sampleCloud.ts'

const factors = [bspline(5, 0.5), bspline(5, 0.5)]
const mollifier = { q: factors, p: factors }

describe('in two degrees of freedom nodes may be up to 65536 spacings from the origin', () => {
  // slopes of H that do not depend on the place, so that the term does not change when the cloud is moved by whole spacings
  const model = linearVibronic({ omegaTuning: 1, omegaCoupling: 1, delta: 0.3, kappa0: 0.4, kappa1: -0.5, lambda: 0.6 })
  const SPACING = 0.5 // a power of two, in length, so that moving the cloud rounds next to nothing
  const PAIR = 2
  const options = (pairs: number) => ({
    weights: new Float64Array(PAIR * pairs).fill(0.25),
    hbar: 1,
    mollifier,
    spacing: SPACING / 0.5,
  })
  const pair = sampleCloud({ trajectories: PAIR, dof: 2, levels: 2 }, 0.4)
  /** Copies of the pair, each moved by spacings along (q1, q2, p1, p2). */
  const copies = (moves: ReadonlyArray<ReadonlyArray<number>>) => {
    const term = correlation(model, options(moves.length))
    const state = sampleCloud(term.shape)
    moves.forEach((move, k) => {
      for (let i = 0; i < 2 * PAIR; i++) {
        state.q[2 * PAIR * k + i] = pair.q[i] + SPACING * move[i % 2]
        state.p[2 * PAIR * k + i] = pair.p[i] + SPACING * move[2 + (i % 2)]
      }
      state.psi.set(pair.psi, pair.psi.length * k)
    })
    return { term, state }
  }
  const gradientOf = ({ term, state }: ReturnType<typeof copies>) => {
    const gradient = allocateGradient(term.shape)
    return { status: term.gradient(gradient, state), gradient }
  }
  const home = copies([[0, 0, 0, 0]])
  const far = 65_000

  test('pairs at the far ends of the first three axes do not see each other, and each is the pair at home', () => {
    // along the last axis a pencil runs from end to end
    const ends = [0, 1, 2].flatMap((axis) => [far, -far].map((by) => [0, 1, 2, 3].map((j) => (j === axis ? by : 0))))
    const together = copies([
      ...ends,
      [far, far, far, far],
      [far, -far, far, -far],
      [-far, far, far, 0],
      [0, far, -far, far],
    ])
    const { status, gradient } = gradientOf(together)
    const { gradient: expected } = gradientOf(home)
    const scale = Math.max(...expected.generator.map(Math.abs))
    expect(status).toBe(STATUS.ok)
    expect(scale).toBeGreaterThan(1e-3)
    const size = expected.generator.length
    for (let k = 0; k < 10; k++)
      expect(distance(gradient.generator.subarray(size * k, size * (k + 1)), expected.generator)).toBeLessThan(
        1e-9 * scale, // positions near 32500 are rounded by 4e-12
      )
    expect(Math.abs(together.term.energy(together.state) / home.term.energy(home.state) / 10 - 1)).toBeLessThan(1e-9)
  })

  test.each([0, 1, 2])('beyond them along axis %i the gradient says so', (axis) => {
    for (const sign of [1, -1]) {
      const at = (by: number) => copies([[0, 1, 2, 3].map((j) => (j === axis ? sign * by : 0))])
      expect(gradientOf(at(65_525)).status).toBe(STATUS.ok)
      expect(gradientOf(at(65_545)).status).toBe(STATUS.latticeTooLarge)
      expect(at(65_545).term.energy(at(65_545).state)).toBeNaN()
    }
  })
})

test('a lattice has at most 4 million nodes, and works again when the cloud has drawn together', () => {
  /** int D^2, of one level: two numbers a node. */
  const square: LocalDensity = {
    name: 'D^2',
    levels: 1,
    dof: 2,
    axes: [],
    coefficients: 0,
    tabulate: () => {},
    evaluate: (out, o, fields, at) => {
      out[o] = 2 * fields[at]
      out[o + 1] = 0
      out[o + 2] = fields[at] ** 2
    },
  }
  const spread = (particles: number) => {
    const weights = new Float64Array(particles).fill(1 / particles)
    const term = closureTerm(square, { weights, hbar: 1, mollifier, spacing: 0.35 })
    const state = sampleCloud(term.shape, 0.1)
    const gradient = allocateGradient(term.shape)
    const move = (by: number): HybridState => {
      for (let a = 0; a < particles; a++) state.q[2 * a] = by * a
      return state
    }
    return { term, state, gradient, move }
  }
  // 25^3 pencils of 25 + 2 * 7 nodes a particle, so 6 far apart are 3 656 250 and 7 are 4 265 625
  const six = spread(6)
  expect(six.term.gradient(six.gradient, six.move(100))).toBe(STATUS.ok)
  expect(six.term.nodes()).toBe(6 * 25 ** 3 * 39)
  const seven = spread(7)
  expect(seven.term.gradient(seven.gradient, seven.move(100))).toBe(STATUS.latticeTooLarge)
  expect(seven.term.energy(seven.state)).toBeNaN()
  expect(seven.term.gradient(seven.gradient, seven.move(0.01))).toBe(STATUS.ok)
  expect(seven.term.energy(seven.state)).toBeGreaterThan(0)
})
