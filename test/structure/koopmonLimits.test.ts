import type { HybridHamiltonian, Writing } from '@casimir/algebra'
import { allocateGradient, allocateHybrid } from '@casimir/algebra'
import { implicitMidpoint } from '@casimir/integrators'
import { bspline, correlation, gaussian, kinetic, koopmon, rabi, separable } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const bell = (alpha: number) => ({ q: [gaussian(alpha, 8.5)], p: [gaussian(alpha, 8.5)] })
const shapeOf = (N: number) => ({ trajectories: N, dof: 1, levels: 2 })

/** The hbar term of N particles: its energy, and the largest entry of its part of the generators. */
const hbarTerm = (hamiltonian: HybridHamiltonian, N: number, alpha: number, spacing: number) => {
  const term = correlation(hamiltonian, { weights: unequalWeights(N), hbar: 1, mollifier: bell(alpha), spacing })
  const state = sampleCloud(term.shape)
  const gradient = allocateGradient(term.shape)
  term.gradient(gradient, state)
  return { energy: term.energy(state), generator: gradient.generator }
}

describe('the quadrature', () => {
  test('of 60 koopmons errs as theory.md 3.6 says, down to round-off at a quarter of alpha', () => {
    const model = smoothHamiltonian(2)
    const exact = hbarTerm(model, 60, 0.4, 0.15)
    const largest = Math.max(...exact.generator.map(Math.abs))
    // spacing in units of alpha, and the errors of h and of the generator found there for another cloud of the same size and
    // spread; ten times that is allowed, and each line must fall well below the last
    const table = [
      [1, 6e-4, 7e-4],
      [0.75, 4e-5, 3e-5],
      [0.5, 1e-7, 5e-8],
      [0.35, 6e-11, 5e-11],
      [0.25, 3e-15, 6e-15],
    ] as const
    let previous = Number.POSITIVE_INFINITY
    for (const [spacing, energy, generator] of table) {
      const found = hbarTerm(model, 60, 0.4, spacing)
      const errors = [
        Math.abs(found.energy / exact.energy - 1),
        distance(found.generator, exact.generator) / largest,
      ] as const
      expect(errors[0]).toBeLessThan(10 * energy)
      expect(errors[1]).toBeLessThan(10 * generator)
      expect(errors[1]).toBeLessThan(previous / 3)
      previous = errors[1]
    }
  })
})

describe('limits in alpha, at six koopmons', () => {
  /** (p^2 + q^2)/2 + q^degree sx. */
  const coupled = (degree: number): HybridHamiltonian => {
    const write = (out: Writing, potential: number, coupling: number): void => {
      out.fill(0, 0, 8)
      out[0] = potential
      out[2] = coupling
      out[4] = coupling
      out[6] = potential
    }
    return separable(`degree ${degree}`, kinetic(2, 1), {
      levels: 2,
      dof: 1,
      scalar: false,
      value: (out, x, at) => write(out, x[at] ** 2 / 2, x[at] ** degree),
      gradient: (out, x, at) => write(out, x[at], degree * x[at] ** (degree - 1)),
    })
  }

  test('alpha to 0: like exp(-d^2 / 8 alpha^2) of the nearest distance d, and Ehrenfest is what is left', () => {
    const radius = 0.8
    const largest = (alpha: number): number => {
      // 1/Dbar has its zeros at a distance of pi alpha^2 / d from the real line, which the lattice must resolve
      const options = { weights: unequalWeights(6), hbar: 1, mollifier: bell(alpha), spacing: 0.1 }
      const term = correlation(rabi({ omega: 1, splitting: 1, coupling: 0.6 }), options)
      const state = sampleCloud(term.shape)
      for (let a = 0; a < 6; a++) {
        state.q[a] = radius * Math.cos((Math.PI * a) / 3 + 0.2)
        state.p[a] = radius * Math.sin((Math.PI * a) / 3 + 0.2)
      }
      const gradient = allocateGradient(term.shape)
      term.gradient(gradient, state)
      return Math.max(...gradient.generator.map(Math.abs))
    }
    const sizes = [0.3, 0.12, 0.08].map(largest)
    expect(sizes[0]).toBeGreaterThan(0.05)
    expect(sizes[1]).toBeLessThan(0.1 * sizes[0])
    const exponent = (radius ** 2 / 8) * (1 / 0.08 ** 2 - 1 / 0.12 ** 2)
    expect(Math.abs(Math.log(sizes[1] / sizes[2]) / exponent - 1)).toBeLessThan(0.2)
  })

  test('alpha to infinity: like alpha^-2 for coupling of degree 1 and 2, to a constant at 3 and 4, and growing at 5', () => {
    const growth = [1, 2, 3, 4, 5].map((degree) => {
      const [near, far] = [8, 16].map((alpha) => Math.abs(hbarTerm(coupled(degree), 6, alpha, 0.6).energy))
      return Math.log2(far / near)
    })
    for (const [degree, expected] of [
      [1, -2],
      [2, -2],
      [3, 0],
      [4, 0],
    ] as const)
      expect(Math.abs(growth[degree - 1] - expected)).toBeLessThan(0.1)
    expect(growth[4]).toBeGreaterThan(1.5)
  })
})

describe('second order in alpha of the mollified functional, of particles', () => {
  test('a cloud that samples smooth fields tends to the hbar term of (11) with order 2', () => {
    const model = smoothHamiltonian(2)
    const hbar = 1
    const angle = (q: number, p: number): number => 0.9 + 0.5 * Math.sin(q + 0.4 * p)
    const turn = (q: number, p: number): number => 0.7 * q - 0.5 * p + 0.3 * Math.cos(p)
    const [half, R] = [0.5, 2.6]
    const density = (q: number, p: number): number => Math.exp(-(q * q + p * p) / (2 * half * half))
    /** Particles at the nodes of a square lattice of the given spacing, within R of the origin. */
    const sampled = (spacing: number) => {
      const places: [number, number][] = []
      const count = Math.floor(R / spacing)
      for (let i = -count; i <= count; i++)
        for (let j = -count; j <= count; j++)
          if (Math.hypot(i, j) * spacing < R) places.push([(i + 0.3) * spacing, (j + 0.1) * spacing])
      const raw = places.map(([q, p]) => density(q, p))
      const total = raw.reduce((x, y) => x + y, 0)
      const state = allocateHybrid(shapeOf(places.length))
      places.forEach(([q, p], a) => {
        const [theta, phi] = [angle(q, p) / 2, turn(q, p)]
        state.q[a] = q
        state.p[a] = p
        state.psi.set([Math.cos(theta), 0, Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi)], 4 * a)
      })
      return { state, weights: Float64Array.from(raw, (x) => x / total) }
    }
    /** -(hbar/2) int D (n x d_j n) . X_f^j, by the periodic trapezium and central differences. */
    const continuum = (): number => {
      const n = (q: number, p: number): number[] => [
        Math.sin(angle(q, p)) * Math.cos(turn(q, p)),
        Math.sin(angle(q, p)) * Math.sin(turn(q, p)),
        Math.cos(angle(q, p)),
      ]
      const e = 1e-3
      const slope = (along: 0 | 1, q: number, p: number): number[] => {
        const at = (k: number): number[] => (along === 0 ? n(q + k * e, p) : n(q, p + k * e))
        return [0, 1, 2].map((c) => (8 * (at(1)[c] - at(-1)[c]) - (at(2)[c] - at(-2)[c])) / (12 * e))
      }
      const matrix = new Float64Array(8)
      const field = (write: HybridHamiltonian['gradientQ'], q: number, p: number): number[] => {
        write(matrix, Float64Array.of(q), Float64Array.of(p), 0)
        return [matrix[2], -matrix[3], (matrix[0] - matrix[6]) / 2]
      }
      const triple = (a: number[], b: number[], c: number[]): number =>
        c[0] * (a[1] * b[2] - a[2] * b[1]) + c[1] * (a[2] * b[0] - a[0] * b[2]) + c[2] * (a[0] * b[1] - a[1] * b[0])
      let [sum, total] = [0, 0]
      const h = 0.1
      for (let i = -40; i <= 40; i++)
        for (let j = -40; j <= 40; j++) {
          const [q, p] = [i * h, j * h]
          const D = density(q, p)
          total += D
          sum += D * triple(n(q, p), slope(0, q, p), field(model.gradientP, q, p))
          sum -= D * triple(n(q, p), slope(1, q, p), field(model.gradientQ, q, p))
        }
      return (-0.5 * hbar * sum) / total
    }
    const expected = continuum()
    const errors = [0.1, 0.05, 0.025].map((alpha) => {
      const { state, weights } = sampled(alpha)
      const mollifier = { q: [bspline(7, alpha)], p: [bspline(7, alpha)] }
      return Math.abs(correlation(model, { weights, hbar, mollifier, spacing: 0.8 }).energy(state) - expected)
    })
    expect(Math.abs(expected)).toBeGreaterThan(1e-2)
    expect(Math.abs(Math.log2(errors[0] / errors[1]) - 2)).toBeLessThan(0.1)
    expect(Math.abs(Math.log2(errors[1] / errors[2]) - 2)).toBeLessThan(0.05)
  })
})

describe('sum of w_a <S>_a, for S that commutes with H', () => {
  /** H0(q, p) + f(q, p) sz with S = sz: the smooth Hamiltonian less its off-diagonal part. */
  const full = smoothHamiltonian(2)
  const diagonal = (write: HybridHamiltonian['value']): HybridHamiltonian['value'] => {
    return (out, q, p, at) => {
      write(out, q, p, at)
      out.fill(0, 2, 6)
    }
  }
  const commuting: HybridHamiltonian = {
    ...full,
    value: diagonal(full.value),
    gradientQ: diagonal(full.gradientQ),
    gradientP: diagonal(full.gradientP),
  }
  const N = 6
  const weights = unequalWeights(N)
  const spins = (psi: Float64Array): number[] =>
    Array.from({ length: N }, (_, a) => {
      const [ar, ai, br, bi] = psi.subarray(4 * a, 4 * a + 4)
      return ar * ar + ai * ai - br * br - bi * bi
    })
  const changes = (hamiltonian: HybridHamiltonian) => {
    const system = koopmon(hamiltonian, { weights, hbar: 1, mollifier: bell(0.6), spacing: 0.6 })
    const state = sampleCloud(system.shape)
    const before = spins(state.psi)
    const { flow } = implicitMidpoint(system, { tolerance: 1e-14 })
    for (let k = 0; k < 40; k++) flow(state, 0.05)
    const by = spins(state.psi).map((s, a) => s - before[a])
    return { sum: Math.abs(by.reduce((x, s, a) => x + weights[a] * s, 0)), own: Math.max(...by.map(Math.abs)) }
  }

  test('stays, quadratic as it is, to the tolerance of implicit midpoint; the <S>_a do not', () => {
    const { sum, own } = changes(commuting)
    expect(sum).toBeLessThan(1e-12)
    expect(own).toBeGreaterThan(0.05)
    expect(changes(full).sum).toBeGreaterThan(1e-2)
  })
})
