import type { Functional } from '@casimir/algebra'
import { derivativeDefect } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import {
  gibbsEntropy,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  hybridTwoForm,
  spectralCasimir,
  twoFormCasimir,
  vonNeumannEntropy,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { casimirRate, linearFunctional } from '../support/casimirRate.ts'
import {
  packetOf,
  periodicGrid,
  periodicHamiltonian,
  smoothDirection,
  smoothPacket,
} from '../support/periodicHamiltonian.ts'

const HBAR = 0.7
const grid = periodicGrid(64)
const spaces = new Map([2, 3].map((n) => [n, hermitianFields(grid, n)]))
const coarse = new Map([2, 3].map((n) => [n, hermitianFields(periodicGrid(8), n)]))
const space = (n: number) => spaces.get(n)!
const cube = { name: 'x^3', phi: (x: number) => x ** 3, slope: (x: number) => 3 * x * x }
const wave = { name: 'cos 2x', phi: (x: number) => Math.cos(2 * x), slope: (x: number) => -2 * Math.sin(2 * x) }
const inverse = { name: '1/x', lambda: (x: number) => 1 / x, slope: (x: number) => -1 / (x * x) }
const sine = { name: 'sin x/20', lambda: (x: number) => Math.sin(x / 20), slope: (x: number) => Math.cos(x / 20) / 20 }

const generators = (n: number): Functional[] => [
  linearFunctional(space(n), smoothDirection(space(n), { seed: 5 })),
  hybridEnergy(space(n), periodicHamiltonian(n, { seed: 7 }), HBAR),
]
const ratesAt = (n: number, casimir: Functional, P: Float64Array): number[] =>
  generators(n).map((h) => casimirRate(space(n), hybridBracket(space(n), HBAR), casimir, h, P))
const rates = (n: number, casimir: Functional, rank: 'one' | 'full'): number[] =>
  ratesAt(n, casimir, smoothPacket(space(n), { seed: 3, rank }))

/** A full-rank packet whose P/D has no eigenvalue below 1/(6 n): logarithms of it are resolved. */
const mixture = (fields: HermitianFields): Float64Array => {
  const { levels: n, grid } = fields
  const P = smoothPacket(fields, { seed: 3, rank: 'full' })
  const D = new Float64Array(grid.nodes)
  fields.trace(D, P)
  return P.map((x, i) => x + (i % (n * n) < n ? (0.2 * D[Math.floor(i / (n * n))]) / n : 0))
}

describe.each([2, 3])('C1, %i levels', (n) => {
  test('the derivative is that of the value, on full rank', () => {
    const fields = coarse.get(n)!
    const P = mixture(fields)
    const direction = P.map((_, i) => 2e-3 * Math.sin(3 * i))
    for (const f of [spectralCasimir(fields, cube), spectralCasimir(fields, wave), vonNeumannEntropy(fields)])
      expect(derivativeDefect(f, P, [direction], 1e-1)).toBeLessThan(1e-10)
  })

  test.each(['one', 'full'] as const)('constant along the flow of any generator, rank %s', (rank) => {
    for (const f of [cube, wave]) {
      for (const x of rates(n, spectralCasimir(space(n), f), rank)) expect(x).toBeLessThan(1e-9)
    }
  })

  test('Tr Phi(P) for D Tr Phi(P/D) is no Casimir', () => {
    const fields = space(n)
    const square: Functional = {
      name: 'int Tr P^2',
      space: fields,
      value: (P) => fields.pair(P, P),
      derivative: (out, P) => {
        for (let i = 0; i < out.length; i++) out[i] = 2 * P[i]
      },
    }
    for (const x of rates(n, square, 'full')) expect(x).toBeGreaterThan(1e-3)
  })

  test('T7: on rank one C1 is [(n-1) Phi(0) + Phi(1)] int D; on full rank it is not', () => {
    const fields = space(n)
    const D = new Float64Array(grid.nodes)
    for (const rank of ['one', 'full'] as const) {
      const P = smoothPacket(fields, { seed: 3, rank })
      fields.trace(D, P)
      const total = grid.measure * D.reduce((sum, x) => sum + x, 0)
      const trivial = ((n - 1) * wave.phi(0) + wave.phi(1)) * total
      const difference = Math.abs(spectralCasimir(fields, wave).value(P) - trivial) / Math.abs(total)
      if (rank === 'one') expect(difference).toBeLessThan(1e-14)
      else expect(difference).toBeGreaterThan(0.01)
    }
  })

  test('the von Neumann entropy: 0 on rank one, ln n int D where P/D = 1/n, constant', () => {
    const fields = space(n)
    const entropy = vonNeumannEntropy(fields)
    expect(Math.abs(entropy.value(smoothPacket(fields, { seed: 3 })))).toBeLessThan(1e-12)
    const even = fields.allocate()
    fields.sample(even, (m, z) => {
      for (let j = 0; j < n; j++) m[2 * (j * n + j)] = (2 + Math.sin(z[0])) / n
    })
    expect(entropy.value(even) / (2 * (2 * Math.PI) ** 2 * Math.log(n))).toBeCloseTo(1, 13)
    for (const x of ratesAt(n, entropy, mixture(fields))) expect(x).toBeLessThan(1e-9)
  })
})

describe.each([2, 3])('C2, %i levels', (n) => {
  test.each([1, 2])('the derivative is that of the value, %i degrees of freedom', (dof) => {
    const fields = hermitianFields(periodicGrid(dof === 1 ? 8 : 4, dof), n)
    const P = smoothPacket(fields, { seed: 3, rank: 'full', amplitude: 0.3 })
    const direction = P.map((x, i) => 0.1 * Math.sin(3 * i) * (Math.abs(x) + P[0]))
    for (const lambda of [inverse, sine]) {
      const d = derivativeDefect(twoFormCasimir(fields, HBAR, lambda), P, [direction], 1e-2)
      expect(d).toBeLessThan(1e-9)
    }
  })

  test('constant along the flow of any generator, on rank one', () => {
    for (const f of [inverse, sine]) {
      for (const x of rates(n, twoFormCasimir(space(n), HBAR, f), 'one')) expect(x).toBeLessThan(1e-9)
    }
  })

  test('T5: not without the factor 2, not with the sign flipped, not on full rank', () => {
    const fields = space(n)
    const right = twoFormCasimir(fields, HBAR, inverse)
    const transposed = (P: ArrayLike<number>): Float64Array => {
      const at = (c: number): number => c - n
      return Float64Array.from(P, (x, i) => {
        const c = i % (n * n)
        return at(c) >= 0 && at(c) % 2 === 1 ? -x : x
      })
    }
    const flipped: Functional = {
      ...right,
      value: (P) => right.value(transposed(P)),
      derivative: (out, P) => {
        right.derivative(out, transposed(P))
        out.set(transposed(out))
      },
    }
    for (const r of [
      rates(n, twoFormCasimir(fields, HBAR / 2, inverse), 'one'),
      rates(n, flipped, 'one'),
      rates(n, right, 'full'),
    ]) {
      for (const x of r) expect(x).toBeGreaterThan(1e-3)
    }
  })

  test('the Gibbs entropy is -int D ln D + int D ln Omega, constant on rank one', () => {
    const fields = space(n)
    const P = smoothPacket(fields, { seed: 3 })
    const D = new Float64Array(grid.nodes)
    const omega = new Float64Array(grid.nodes)
    fields.trace(D, P)
    hybridTwoForm(fields, HBAR).volume(omega, P)
    let sum = 0
    for (let m = 0; m < grid.nodes; m++) sum += grid.measure * D[m] * (Math.log(omega[m]) - Math.log(D[m]))
    const entropy = gibbsEntropy(fields, HBAR)
    expect(Math.abs(entropy.value(P) - sum)).toBeLessThan(1e-12 * Math.abs(sum))
    for (const x of rates(n, entropy, 'one')) expect(x).toBeLessThan(1e-9)
  })
})

describe('C2 in two degrees of freedom', () => {
  const fields = hermitianFields(periodicGrid(16, 2), 2)
  const P = smoothPacket(fields, { seed: 3, amplitude: 0.6 })
  const h = linearFunctional(fields, smoothDirection(fields, { seed: 5 }))
  const rate = (hbar: number): number =>
    casimirRate(fields, hybridBracket(fields, HBAR), twoFormCasimir(fields, hbar, inverse), h, P)

  test('constant on rank one', () => expect(rate(HBAR)).toBeLessThan(1e-9))
  test('not without the factor 2', () => expect(rate(HBAR / 2)).toBeGreaterThan(1e-4))
})

describe('refusals', () => {
  test('an entropy of a field that is not positive is not a number', () => {
    const fields = coarse.get(2)!
    const P = fields.allocate()
    fields.sample(P, (m) => {
      m[0] = 1.1
      m[6] = -0.1
    })
    expect(vonNeumannEntropy(fields).value(P)).toBeNaN()
    const out = fields.allocate()
    vonNeumannEntropy(fields).derivative(out, P)
    expect(out[0]).toBeNaN()
  })

  test('the Gibbs entropy where V < 0 is not a number', () => {
    const fields = space(2)
    const V = new Float64Array(grid.nodes)
    /** theta = pi/2 + sin q, phi = turns p: V = 1 + (hbar/2) turns sin(theta) cos q. */
    const wound = (turns: number): Float64Array => {
      const psi = new Float64Array(4 * grid.nodes)
      for (let m = 0; m < grid.nodes; m++) {
        const [q, p] = [grid.coordinates[2 * m], grid.coordinates[2 * m + 1]]
        const half = Math.PI / 4 + Math.sin(q) / 2
        psi.set([Math.cos(half), 0, Math.sin(half) * Math.cos(turns * p), Math.sin(half) * Math.sin(turns * p)], 4 * m)
      }
      return packetOf(fields, { D: new Float64Array(grid.nodes).fill(1), psi })
    }
    const lowest = (P: Float64Array): number => {
      hybridTwoForm(fields, HBAR).volume(V, P)
      return Math.min(...V)
    }
    expect(lowest(wound(1))).toBeGreaterThan(0.5)
    expect(gibbsEntropy(fields, HBAR).value(wound(1))).not.toBeNaN()
    expect(lowest(wound(5))).toBeLessThan(-0.5)
    expect(gibbsEntropy(fields, HBAR).value(wound(5))).toBeNaN()
  })

  test('a slope that is not the derivative, with the numbers', () => {
    expect(() => spectralCasimir(space(2), { ...cube, slope: (x) => 2 * x * x })).toThrow(
      /'x\^3' states the slope 0\.125 at 0\.25, finite differences of its value give 0\.1875/,
    )
    expect(() => twoFormCasimir(space(2), 1, { ...inverse, slope: (x) => 1 / (x * x) })).toThrow(/'1\/x' states/)
    expect(() => spectralCasimir(space(2), { ...cube, slope: (x) => 3.0003 * x * x })).toThrow(
      /'x\^3' states the slope/,
    )
    expect(() => twoFormCasimir(space(2), 1, { ...sine, slope: (x) => 0.0501 * Math.cos(x / 20) })).toThrow(
      /'sin x\/20' states the slope/,
    )
  })
  test('hbar that is not positive', () =>
    expect(() => twoFormCasimir(space(2), 0, inverse)).toThrow('hbar is 0; give a positive number'))
})
