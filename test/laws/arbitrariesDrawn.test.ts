import type { HybridHamiltonian } from '@casimir/algebra'
import {
  checkHamiltonianDerivatives,
  checkHermitianHamiltonian,
  conjugateTranspose,
  hermitianEigen,
  multiply,
  normSquared,
  poincareIntegral,
} from '@casimir/algebra'
import * as checks from '@casimir/checks'
import {
  closedLoop,
  cloud,
  densityMatrix,
  gaussianHamiltonian,
  hybridHamiltonian,
  mollifierParameters,
  pureDensity,
  showCloud,
  stepSize,
  trigonometricHamiltonian,
  unitaryMatrix,
} from '@casimir/checks'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runExample } from '../support/docExamples.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { shrunk } from '../support/shrunk.ts'

const draw = <T>(arbitrary: fc.Arbitrary<T>, count = 500): T[] => fc.sample(arbitrary, count)
const share = <T>(xs: ReadonlyArray<T>, holds: (x: T) => boolean): number => xs.filter(holds).length / xs.length

const eigenvalues = (m: Float64Array, n: number): Float64Array => {
  const values = new Float64Array(n)
  hermitianEigen(n)(values, new Float64Array(2 * n * n), m, 0)
  return values.sort()
}
const identity = (n: number): Float64Array =>
  Float64Array.from({ length: 2 * n * n }, (_, k) => (k % (2 * n + 2) === 0 ? 1 : 0))

describe('unitary matrices', () => {
  const us = draw(unitaryMatrix(3))
  test('are unitary', () => {
    const star = new Float64Array(18)
    const product = new Float64Array(18)
    for (const u of us) {
      conjugateTranspose(star, u, 3)
      multiply(product, u, star, 3)
      expect(largestDifference(product, identity(3))).toBeLessThan(1e-14)
    }
  })
  test('are spread: entries of every sign and size, hardly any near the identity', () => {
    for (const k of [0, 1, 2, 3, 9, 16]) {
      expect(share(us, (u) => u[k] > 0.25)).toBeGreaterThan(0.1)
      expect(share(us, (u) => u[k] < -0.25)).toBeGreaterThan(0.1)
    }
    expect(share(us, (u) => largestDifference(u, identity(3)) < 0.1)).toBeLessThan(0.05)
  })
  test('shrink to the identity', () => expect(shrunk(unitaryMatrix(2), () => true)).toEqual(identity(2)))
})

describe('density matrices', () => {
  const [full, pure] = [draw(densityMatrix(3)), draw(pureDensity(3))]
  const trace = (rho: Float64Array): number => rho[0] + rho[8] + rho[16]
  test('are Hermitian with trace 1', () => {
    const star = new Float64Array(18)
    for (const rho of [...full, ...pure]) {
      conjugateTranspose(star, rho, 3)
      expect(largestDifference(star, rho)).toBeLessThan(1e-16)
      expect(Math.abs(trace(rho) - 1)).toBeLessThan(1e-15 * 4)
    }
  })
  test('of full rank have no eigenvalue below the stated bound, and a spread of purities', () => {
    for (const rho of full) expect(eigenvalues(rho, 3)[0]).toBeGreaterThan(0.02 / (18 + 0.06) - 1e-15)
    const purities = full.map((rho) => eigenvalues(rho, 3).reduce((s, v) => s + v * v, 0))
    expect(share(purities, (x) => x < 0.5)).toBeGreaterThan(0.1)
    expect(share(purities, (x) => x > 0.6)).toBeGreaterThan(0.1)
    expect(Math.max(...purities)).toBeLessThan(0.999)
  })
  test('of rank one have the eigenvalues 0, 0, 1', () => {
    for (const rho of pure)
      expect(largestDifference(eigenvalues(rho, 3), Float64Array.of(0, 0, 1))).toBeLessThan(1e-15 * 8)
    expect(share(pure, (rho) => rho[0] > 0.2 && rho[0] < 0.8)).toBeGreaterThan(0.4)
  })
  test('shrink to the maximally mixed one and to level 0', () => {
    expect(shrunk(densityMatrix(2), () => true)).toEqual(Float64Array.of(0.5, 0, 0, 0, 0, 0, 0.5, 0))
    expect(shrunk(pureDensity(2), () => true)).toEqual(Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0))
  })
})

describe('hybrid Hamiltonians', () => {
  const drawn = draw(hybridHamiltonian(), 300)
  test('have 1 to 4 levels, 1 or 2 degrees of freedom, each often, and both kinds of field', () => {
    for (const n of [1, 2, 3, 4]) expect(share(drawn, (d) => d.hamiltonian.levels === n)).toBeGreaterThan(0.1)
    for (const d of [1, 2]) expect(share(drawn, ({ hamiltonian }) => hamiltonian.dof === d)).toBeGreaterThan(0.3)
    for (const kind of ['trigonometric', 'polynomial'])
      expect(share(drawn, ({ hamiltonian }) => hamiltonian.name.startsWith(kind))).toBeGreaterThan(0.3)
  })
  test('are Hermitian and have the derivatives they state', () => {
    for (const { hamiltonian } of drawn) {
      checkHermitianHamiltonian(hamiltonian)
      checkHamiltonianDerivatives(hamiltonian)
    }
  })
  test('a wrong derivative is told', () => {
    const { hamiltonian } = drawn[0]
    const twin = { ...hamiltonian, gradientQ: (out: Float64Array) => out.fill(3) }
    expect(() => checkHamiltonianDerivatives(twin)).toThrow(/differs from finite differences/)
  })
  test('split when asked to, into parts that depend on all they may, and are matrices', () => {
    const halves = draw(hybridHamiltonian({ levels: 2, dof: 1, separable: true }), 200)
    for (const { hamiltonian } of halves) {
      expect(Object.keys(hamiltonian.split ?? {}).sort()).toEqual(['A', 'B'])
      checkHamiltonianDerivatives(hamiltonian)
    }
    const size = ({ hamiltonian }: (typeof halves)[number], which: 'gradientQ' | 'gradientP'): number => {
      const out = new Float64Array(8)
      hamiltonian[which](out, Float64Array.of(0.3), Float64Array.of(0.4), 0)
      return Math.hypot(...out)
    }
    for (const which of ['gradientQ', 'gradientP'] as const)
      expect(share(halves, (d) => size(d, which) > 0.1)).toBeGreaterThan(0.6)
  })
  test('show code that makes them again', async () => {
    const value = (H: HybridHamiltonian): Float64Array => {
      const out = new Float64Array(2 * H.levels ** 2)
      H.value(out, Float64Array.of(0.3, 0.1), Float64Array.of(0.4, -0.2), 0)
      return out
    }
    for (const { hamiltonian, code } of drawn.slice(0, 20)) {
      let made: unknown
      await runExample(`${code}\nhand(hamiltonian)`, {
        names: { hand: (given: unknown) => (made = given) },
        load: async () => checks,
        claim: () => undefined,
      })
      expect(value(made as HybridHamiltonian)).toEqual(value(hamiltonian))
    }
  })
  test('shrink to something readable', () => {
    const zeros = 'Float64Array.of(0, 0, 0, 0, 0, 0, 0, 0)'
    const term = [
      `{ matrix: ${zeros}, a: Float64Array.of(0), b: Float64Array.of(0), phase: 0 }`,
      `{ matrix: ${zeros}, a: [0], b: [0], width: 1 }`,
    ]
    const codes = ['trigonometricHamiltonian', 'gaussianHamiltonian'].map(
      (maker, k) =>
        `import { ${maker} } from '@casimir/checks'\nconst hamiltonian = ${maker}({ levels: 2, dof: 1, terms: [${term[k]}] })`,
    )
    expect(codes).toContain(shrunk(hybridHamiltonian(), ({ hamiltonian }) => hamiltonian.levels > 1).code)
  })
  test('are what their data say', () => {
    const out = new Float64Array(2)
    const [q, p] = [Float64Array.of(0.5), Float64Array.of(2)]
    const matrix = Float64Array.of(3, 0)
    trigonometricHamiltonian({
      levels: 1,
      dof: 1,
      terms: [{ matrix, a: Float64Array.of(1), b: Float64Array.of(0.5), phase: 0.25 }],
    }).value(out, q, p, 0)
    expect(out[0]).toBeCloseTo(3 * Math.cos(1.75), 14)
    gaussianHamiltonian({ levels: 1, dof: 1, terms: [{ matrix, a: [1], b: [2], width: 2 }] }).value(out, q, p, 0)
    expect(out[0]).toBeCloseTo(3 * 0.5 * 4 * Math.exp(-(0.25 + 4) / 8), 14)
  })
})

describe('clouds', () => {
  const clouds = draw(cloud({ dof: 2, levels: 2 }))
  test('have positive, unequal weights that sum to 1, and unit amplitudes', () => {
    for (const { weights, shape, state } of clouds) {
      expect(Math.abs(weights.reduce((s, w) => s + w, 0) - 1)).toBeLessThan(1e-14)
      expect(Math.min(...weights)).toBeGreaterThan(0)
      const { psi } = state()
      for (let a = 0; a < shape.trajectories; a++) expect(Math.abs(normSquared(psi, 4 * a, 2) - 1)).toBeLessThan(1e-14)
    }
    expect(share(clouds, ({ weights }) => Math.max(...weights) > 1.5 * Math.min(...weights))).toBeGreaterThan(0.7)
  })
  test('often have particles on one place, some with one state, and mostly do not', () => {
    const meets = (c: (typeof clouds)[number], alike: boolean): boolean => {
      const { q, p, psi } = c.state()
      return Array.from({ length: c.shape.trajectories - 1 }, (_, a) => a).some(
        (a) =>
          q[2 * a] === q[2 * a + 2] &&
          p[2 * a + 1] === p[2 * a + 3] &&
          psi.slice(4 * a, 4 * a + 4).every((x, k) => x === psi[4 * a + 4 + k]) === alike,
      )
    }
    for (const alike of [true, false]) {
      expect(share(clouds, (c) => meets(c, alike))).toBeGreaterThan(0.15)
      expect(share(clouds, (c) => meets(c, alike))).toBeLessThan(0.7)
    }
  })
  test('have tracers only when asked, and never all of them', () => {
    const traced = draw(cloud({ dof: 1, levels: 1, tracers: true }))
    const zero = ({ weights }: (typeof traced)[number]): boolean => weights.some((w) => w === 0)
    expect(share(traced, zero)).toBeGreaterThan(0.2)
    expect(share(traced, ({ weights }) => weights[0] > 0)).toBe(1)
    expect(share(clouds, zero)).toBe(0)
  })
  test('give a fresh state at every call', () => {
    const [{ state }] = clouds
    state().block.fill(Number.NaN)
    expect(state().block.every(Number.isFinite)).toBe(true)
  })
  test('shrink to particles of equal weight at the origin, and show runnable code', async () => {
    const least = shrunk(cloud({ dof: 1, levels: 2 }), () => true)
    const code = showCloud(least)
    expect(code).toContain('const weights = Float64Array.of(0.5, 0.5)')
    expect(code).toContain('state.psi.set(Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0))')
    const given: unknown[] = []
    await runExample(`${code}\nhand(weights, state.block)`, {
      names: { hand: (...values: unknown[]) => given.push(...values) },
      load: () => import('@casimir/algebra'),
      claim: () => undefined,
    })
    expect(given).toEqual([least.weights, least.state().block])
  })
})

describe('closed loops', () => {
  const loops = draw(closedLoop({ dof: 2, levels: 2 }), 200)
  test('have the integral they state, to round-off', () => {
    for (const { shape, state, integral } of loops)
      expect(Math.abs(poincareIntegral(shape, 0.7)(state()) - integral(0.7))).toBeLessThan(1e-12)
  })
  test('which is spread over both signs', () => {
    const integrals = loops.map(({ integral }) => integral(1))
    expect(share(integrals, (x) => x > 0.5)).toBeGreaterThan(0.15)
    expect(share(integrals, (x) => x < -0.5)).toBeGreaterThan(0.15)
  })
  test('keep unit norm', () => {
    for (const { state } of loops.slice(0, 20)) {
      const { psi } = state()
      for (let k = 0; k < 32; k++) expect(Math.abs(normSquared(psi, 4 * k, 2) - 1)).toBeLessThan(1e-13)
    }
  })
  test('shrink to a point in level 0', () => {
    const { state, integral } = shrunk(closedLoop({ dof: 1, levels: 2, samples: 4 }), () => true)
    expect(Array.from(state().block)).toEqual([
      ...Array(9).fill(0),
      ...[1, 0, 0, 0],
      ...[1, 0, 0, 0],
      ...[1, 0, 0, 0],
      ...[1, 0, 0, 0],
    ])
    expect(integral(1) + 0).toBe(0)
  })
})

test('steps fill (0, largest] evenly and shrink to the largest', () => {
  const steps = draw(stepSize(0.2), 2000)
  expect(Math.min(...steps)).toBeCloseTo(0.2 / 64, 15)
  expect(Math.max(...steps)).toBe(0.2)
  expect(share(steps, (h) => h > 0.1)).toBeGreaterThan(0.4)
  expect(share(steps, (h) => h < 0.1)).toBeGreaterThan(0.25)
  expect(shrunk(stepSize(0.2), (h) => h > 0.05)).toBe(0.2)
})

test('mollifier parameters have both shapes, every degree, coarse and fine lattices, and shrink to ones', () => {
  const drawn = draw(mollifierParameters())
  expect(share(drawn, ({ shape }) => shape === 'bspline')).toBeGreaterThan(0.3)
  for (const degree of [5, 7, 9, 11]) expect(share(drawn, (d) => d.degree === degree)).toBeGreaterThan(0.1)
  expect(share(drawn, ({ spacing }) => spacing >= 1.5)).toBeGreaterThan(0.3)
  expect(share(drawn, ({ alpha }) => alpha !== 1)).toBeGreaterThan(0.7)
  expect(shrunk(mollifierParameters(), () => true)).toEqual({ shape: 'gaussian', degree: 5, alpha: 1, spacing: 1 })
})
