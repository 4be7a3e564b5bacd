import type { DensityHybridState, DensityHybridSystem, Flow, HybridHamiltonian, Reading } from '@casimir/algebra'
import {
  allocateDensityHybrid,
  allocateGradient,
  copyDensities,
  directionalDerivative,
  hermitianEigen,
  STATUS,
} from '@casimir/algebra'
import { poissonDefect } from '@casimir/checks'
import { densityMidpoint, implicitMidpoint } from '@casimir/integrators'
import {
  bspline,
  correlationDensity,
  densityClosure,
  densityEhrenfest,
  densityKoopmon,
  ehrenfest,
  expectationDensity,
  koopmon,
  particleClosure,
  rabi,
} from '@casimir/models'
import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { densityCloud, densityCoordinates, densityRungeKutta, onFrames } from '../support/densitySample.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const HBAR = 0.8
const N = 4
const weights = unequalWeights(N)
const mollifier = { q: [bspline(5, 0.5)], p: [bspline(5, 0.6)] }
const options = { weights, hbar: HBAR, mollifier, spacing: 0.7 }
const two = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const three = smoothHamiltonian(3)
const hamiltonians: ReadonlyArray<readonly [string, HybridHamiltonian]> = [
  ['rabi', two],
  ['three levels, not A(p) + B(q)', three],
]

const spectra = (state: DensityHybridState, n: number): Float64Array => {
  const values = new Float64Array(n * N)
  const eigen = hermitianEigen(n)
  const vectors = new Float64Array(2 * n * n)
  for (let a = 0; a < N; a++) eigen(values.subarray(a * n, (a + 1) * n), vectors, state.rho, 2 * n * n * a)
  return values
}

const march = (flow: Flow<DensityHybridState>, state: DensityHybridState, h: number, steps: number) => {
  for (let k = 0; k < steps; k++) expect(flow(state, h)).toBe(STATUS.ok)
  return state
}

describe.each(hamiltonians)('%s: density particles', (_, hamiltonian) => {
  const n = hamiltonian.levels
  const density = densityKoopmon(hamiltonian, options)
  const pairs = [
    [ehrenfest(hamiltonian, options), densityEhrenfest(hamiltonian, options)],
    [koopmon(hamiltonian, options), density],
    [
      particleClosure(hamiltonian, expectationDensity(hamiltonian), options),
      densityClosure(hamiltonian, expectationDensity(hamiltonian), options),
    ],
  ] as const

  test('of rank one are the amplitudes: energy, gradient and the step of implicit midpoint', () => {
    for (const [pure, mixed] of pairs) {
      const state = sampleCloud(pure.shape)
      const other = allocateDensityHybrid(mixed.shape)
      copyDensities(other, state, pure.shape)
      const [x, y] = [allocateGradient(pure.shape), allocateGradient(pure.shape)]
      pure.gradient(x, state)
      mixed.gradient(y, other)
      expect(Math.abs(pure.energy(state) - mixed.energy(other))).toBeLessThan(1e-13)
      expect(distance(x.block, y.block)).toBeLessThan(1e-12)
      const [one, all] = [implicitMidpoint(pure), densityMidpoint(mixed)]
      for (let k = 0; k < 20; k++) {
        expect(one.flow(state, 0.1)).toBe(STATUS.ok)
        expect(all.flow(other, 0.1)).toBe(STATUS.ok)
      }
      const image = allocateDensityHybrid(mixed.shape)
      copyDensities(image, state, pure.shape)
      expect(distance(image.block, other.block)).toBeLessThan(2e-11)
    }
  })

  test('the gradient is the derivative of h in q, p and every Hermitian direction of rho, at any rank', () => {
    const { read, write } = densityCoordinates(density.shape)
    for (const rank of [2, n]) {
      const { state } = densityCloud(density.shape, rank)
      const gradient = allocateGradient(density.shape)
      density.gradient(gradient, state)
      const x = read(state)
      const moved = allocateDensityHybrid(density.shape)
      moved.q.set(gradient.q)
      moved.p.set(gradient.p)
      moved.rho.set(gradient.generator)
      const packed = read(moved)
      const h = (block: Reading): number => {
        write(moved, block)
        return density.energy(moved)
      }
      const nn = n * n
      let [right, printed] = [0, 0]
      for (let k = 0; k < x.length; k++) {
        const direction = new Float64Array(x.length)
        direction[k] = 1
        const weight = weights[k < 2 * N ? k % N : Math.floor((k - 2 * N) / nn)]
        const measured = directionalDerivative(h, x, direction, 2e-3)
        right = Math.max(right, Math.abs(measured - weight * packed[k]))
        printed = Math.max(printed, Math.abs(measured - packed[k]))
      }
      expect(right).toBeLessThan(1e-8)
      expect(printed).toBeGreaterThan(0.05)
    }
  })

  test.each([2, 3])('rank %i: the step is that of implicit midpoint on frames, rho = F F^+', (rank) => {
    const { state, frames } = densityCloud(density.shape, rank)
    const wide = onFrames(density, rank)
    expect(wide.energy(frames)).toBe(density.energy(state))
    const [one, all] = [implicitMidpoint(wide), densityMidpoint(density)]
    for (let k = 0; k < 10; k++) {
      one.flow(frames, 0.1)
      all.flow(state, 0.1)
    }
    const values = spectra(state, n)
    if (rank < n) expect(Math.max(...values.filter((_v, k) => k % n === 0).map(Math.abs))).toBeLessThan(1e-14)
    expect(distance(frames.q, state.q)).toBeLessThan(1e-11)
    expect(distance(frames.p, state.p)).toBeLessThan(1e-11)
    for (let a = 0; a < N; a++)
      for (let j = 0; j < n; j++) {
        let population = 0
        for (let c = 0; c < rank; c++) {
          const x = 2 * ((a * rank + c) * n + j)
          population += frames.psi[x] ** 2 + frames.psi[x + 1] ** 2
        }
        expect(Math.abs(population - state.rho[2 * ((a * n + j) * n + j)])).toBeLessThan(1e-11)
      }
  })

  test('spectra of every rho to round-off and a bounded energy; RK4 keeps neither', () => {
    const drift = (flow: Flow<DensityHybridState>, h: number, steps: number) => {
      const { state } = densityCloud(density.shape, 2)
      const before = spectra(state, n)
      const energy = density.energy(state)
      let most = 0
      for (let k = 0; k < steps; k++) {
        march(flow, state, h, 1)
        most = Math.max(most, Math.abs(density.energy(state) - energy))
      }
      return { spectrum: distance(spectra(state, n), before), energy: most }
    }
    const coarse = drift(densityMidpoint(density).flow, 0.1, 100)
    const fine = drift(densityMidpoint(density).flow, 0.05, 200)
    expect(coarse.spectrum).toBeLessThan(1e-14)
    expect(fine.spectrum).toBeLessThan(1e-14)
    expect(coarse.energy).toBeLessThan(0.05)
    expect(coarse.energy / fine.energy).toBeGreaterThan(2.5)
    expect(drift(densityRungeKutta(density), 0.1, 100).spectrum).toBeGreaterThan(1e-8)
  })

  test('order 2 against RK4 of the vector field', () => {
    const { state: start } = densityCloud(density.shape, 2)
    const end = (flow: Flow<DensityHybridState>, steps: number): Float64Array => {
      const state = allocateDensityHybrid(density.shape)
      state.block.set(start.block)
      return march(flow, state, 0.8 / steps, steps).block.slice(1)
    }
    const reference = end(densityRungeKutta(density), 256)
    const [coarse, fine] = [16, 32].map((steps) => distance(end(densityMidpoint(density).flow, steps), reference))
    expect(Math.abs(Math.log2(coarse / fine) - 2)).toBeLessThan(0.15)
  })
})

describe('one step of the density midpoint', () => {
  const small = new Float64Array([0.3, 0.7])
  const system = densityKoopmon(two, { ...options, weights: small })
  const { read, write, size } = densityCoordinates(system.shape)
  /** w_a^-1 ({q, p} = 1), and (w_a i hbar)^-1 Tr(rho_a [E_k, E_l]) in the orthonormal basis of the packing. */
  const tensor = (block: Float64Array): Matrix => {
    const B = Matrix.zeros(block.length, block.length)
    const E = [0, 1, 2, 3].map((k) => Float64Array.from({ length: size }, (_, c) => (c === k ? 1 : 0)))
    const [rho, other] = [allocateDensityHybrid(system.shape), allocateDensityHybrid(system.shape)]
    write(rho, block)
    const product = (x: Float64Array, y: Float64Array): Matrix[] => {
      const part = (m: Float64Array, at: number) =>
        new Matrix([0, 1].map((j) => [0, 1].map((k) => m[2 * (2 * j + k) + at])))
      const [a, b, c, d] = [part(x, 0), part(x, 1), part(y, 0), part(y, 1)]
      return [Matrix.sub(a.mmul(c), b.mmul(d)), Matrix.add(a.mmul(d), b.mmul(c))]
    }
    const flat = (k: number): Float64Array => {
      const x = new Float64Array(block.length)
      x.set(E[k], 4)
      write(other, x)
      return other.rho.slice(0, 8)
    }
    for (let a = 0; a < 2; a++) {
      B.set(a, 2 + a, 1 / small[a])
      B.set(2 + a, a, -1 / small[a])
      for (let k = 0; k < size; k++)
        for (let l = 0; l < size; l++) {
          // Tr(rho [E_k, E_l]) / i is twice the imaginary part of Tr(rho E_k E_l)
          const [re, im] = product(flat(k), flat(l))
          const r = rho.rho.subarray(8 * a, 8 * a + 8)
          let trace = 0
          for (let i = 0; i < 2; i++)
            for (let j = 0; j < 2; j++)
              trace += r[2 * (2 * i + j)] * im.get(j, i) + r[2 * (2 * i + j) + 1] * re.get(j, i)
          B.set(4 + a * size + k, 4 + a * size + l, (2 * trace) / (small[a] * HBAR))
        }
    }
    return B
  }
  const specimen = (step: Flow<DensityHybridState>, name: string) => ({
    method: name,
    problem: 'koopmons',
    poisson: tensor,
    prepare: () => {
      const { state } = densityCloud(system.shape, 2)
      const block = read(state)
      return {
        block,
        step: (h: number) => {
          write(state, block)
          const status = step(state, h)
          block.set(read(state))
          return status
        },
      }
    },
  })

  test('is a Poisson map; RK4 is not', () => {
    const midpoint = densityMidpoint(system, { tolerance: 1e-15 })
    expect(poissonDefect(specimen(midpoint.flow, 'midpoint'), 0.1)).toBeLessThan(1e-9)
    expect(poissonDefect(specimen(densityRungeKutta(system), 'rk4'), 0.1)).toBeGreaterThan(1e-6)
  })

  test('without convergence leaves the state as it was and says so', () => {
    const { state } = densityCloud(system.shape, 2)
    const before = state.block.slice()
    expect(densityMidpoint(system, { iterations: 2 }).flow(state, 0.5)).toBe(STATUS.notConverged)
    expect(distance(state.block, before)).toBe(0)
  })

  test('of a particle made of two states is not that of the two, though h is', () => {
    const { state } = densityCloud(densityKoopmon(two, { ...options, weights: new Float64Array([1]) }).shape, 2)
    const mixed = densityEhrenfest(two, { weights: new Float64Array([1]), hbar: HBAR })
    const parts: DensityHybridSystem = densityEhrenfest(two, { weights: new Float64Array([0.25, 0.75]), hbar: HBAR })
    const apart = allocateDensityHybrid(parts.shape)
    const whole = allocateDensityHybrid(mixed.shape)
    whole.q.set(state.q)
    whole.rho.set([0.25, 0, 0, 0, 0, 0, 0.75, 0])
    apart.q.fill(state.q[0])
    apart.rho[0] = 1
    apart.rho[14] = 1
    expect(Math.abs(mixed.energy(whole) - parts.energy(apart))).toBeLessThan(1e-15)
    for (let k = 0; k < 20; k++) {
      densityMidpoint(mixed).flow(whole, 0.1)
      densityMidpoint(parts).flow(apart, 0.1)
    }
    expect(Math.abs(0.25 * apart.q[0] + 0.75 * apart.q[1] - whole.q[0])).toBeGreaterThan(1e-3)
  })
})

test('densityClosure refuses a density of other sizes', () =>
  expect(() => densityClosure(two, correlationDensity(three, 1), options)).toThrow('has 3 levels and 1 degrees'))
