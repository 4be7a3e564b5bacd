import type { Functional } from '@casimir/algebra'
import { solveContinuum } from '@casimir/experiments'
import type { PathVelocity } from '@casimir/models'
import {
  allocatePathVelocity,
  blochForm,
  ehrenfestAmplitudes,
  ehrenfestContinuum,
  eulerPoincareLagrangian,
  gaussian,
  hermitianFields,
  hybridBracket,
  hybridContinuum,
  hybridEnergy,
  hybridGenerator,
  hybridTransport,
  meanFieldContinuum,
  meanFieldForm,
  regularisedContinuum,
  spectralCasimir,
  transportRate,
  velocityVariation,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { blochOf, blochRate, packetRate, relativeDifference, vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'
import { casimirRate, linearFunctional } from '../support/casimirRate.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { nodeAt, periodicGrid, smoothDirection, smoothPacket } from '../support/periodicHamiltonian.ts'

/** Two degrees of freedom on 8^4 nodes: what is compared here uses the same derivatives on both sides, or fields of so few modes that they are exact. */
const four = (n: number, amplitude = 0.25) => amplitudeSample(n, { points: 8, dof: 2, amplitude })
const ROUND_OFF = 1e-13

describe('two degrees of freedom', () => {
  test('the Bloch form is (4) and (5) on D and rho = (1 + n . sigma)/2, node by node', () => {
    const { fields, hamiltonian, hbar, at, state } = four(2)
    const bloch = blochOf(fields, at)
    const rate = { D: bloch.D.slice(), n: bloch.n.slice() }
    const form = blochForm(fields.grid, hamiltonian, hbar)
    form.velocity(rate, bloch)
    const [X, G] = [vectorFieldOn(fields), fields.allocate()]
    hybridTransport(fields, hamiltonian, hbar)(X, at.D, state)
    hybridGenerator(fields, hamiltonian, hbar)(G, at.D, state)
    // D_t rho + D rho_t with D_t = -div(D X), rho_t = (1/hbar) i [rho, G] - X . grad rho
    const [expected, slope] = [fields.allocate(), fields.allocate()]
    fields.commutator(expected, state, G)
    const Dt = new Float64Array(at.D.length)
    X.forEach((x, axis) => {
      const flux = x.map((v, m) => v * at.D[m])
      fields.scalar.derivative(flux, flux, axis)
      flux.forEach((v, m) => {
        Dt[m] -= v
      })
      fields.spectral.derivative(slope, state, axis)
      for (let i = 0; i < expected.length; i++) expected[i] -= hbar * x[i >> 2] * slope[i]
    })
    for (let i = 0; i < expected.length; i++) expected[i] = (at.D[i >> 2] * expected[i]) / hbar + Dt[i >> 2] * state[i]
    expect(relativeDifference(blochRate(fields, bloch, rate), expected)).toBeLessThan(ROUND_OFF)
    const energy = hybridEnergy(fields, hamiltonian, hbar)
    const grid = four(2, 0.1)
    expect(Math.abs(form.energy(blochOf(fields, grid.at)) / energy.value(grid.packet) - 1)).toBeLessThan(1e-6)
  })

  test.each([2, 3])('eq. (2) is what the mean-field model does to D and rho, %i levels', (n) => {
    const { fields, hamiltonian, hbar, at, packet } = four(n)
    const total = (field: Float64Array): Float64Array => {
      const out = new Float64Array(n * n)
      for (let i = 0; i < field.length; i++) out[i % (n * n)] += fields.grid.measure * field[i]
      return out
    }
    const rho = total(packet)
    const out = { D: new Float64Array(at.D.length), rho: new Float64Array(n * n) }
    meanFieldForm(fields, hamiltonian, hbar)(out, { D: at.D, rho })
    const [velocity, D] = [fields.allocate(), new Float64Array(at.D.length)]
    meanFieldContinuum(fields, hamiltonian, hbar).velocity(velocity, packet)
    fields.trace(D, velocity)
    expect(relativeDifference(out.D, D)).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(out.rho, total(velocity))).toBeLessThan(1e-12)
  })

  test('eq. (1) is the vector field of its energy, to the accuracy of the grid', () => {
    const differences = [0.2, 0.05].map((amplitude) => {
      const { fields, hamiltonian, hbar, at, packet } = four(2, amplitude)
      const [velocity, rate] = [fields.allocate(), { D: at.D.slice(), psi: at.psi.slice() }]
      ehrenfestContinuum(fields, hamiltonian, hbar).velocity(velocity, packet)
      ehrenfestAmplitudes(fields, hamiltonian, hbar)(rate, at)
      return relativeDifference(packetRate(fields, at, rate), velocity)
    })
    expect(differences[0]).toBeLessThan(1e-3)
    expect(differences[1]).toBeLessThan(1e-2 * differences[0])
  })

  test('C1 is constant along the flow of any generator, at full rank; int Tr P^2 is not', () => {
    const fields = hermitianFields(periodicGrid(8, 2), 2)
    const P = smoothPacket(fields, { seed: 3, rank: 'full', amplitude: 0.2 })
    const h = linearFunctional(fields, smoothDirection(fields, { seed: 5 }))
    const cube = spectralCasimir(fields, { name: 'x^3', phi: (x) => x ** 3, slope: (x) => 3 * x * x })
    const square: Functional = {
      name: 'int Tr P^2',
      space: fields,
      value: (at) => fields.pair(at, at),
      derivative: (out, at) => {
        for (let i = 0; i < out.length; i++) out[i] = 2 * at[i]
      },
    }
    const [right, wrong] = [cube, square].map((f) => casimirRate(fields, hybridBracket(fields, 0.7), f, h, P))
    expect(right).toBeLessThan(1e-9)
    expect(wrong).toBeGreaterThan(1e-4)
  })

  test('the variations (8) and (9) close: carrying P first in time and then across is the other way round', () => {
    const fields = hermitianFields(periodicGrid(8, 2), 2)
    const hbar = 0.7
    const scalars = hermitianFields(periodicGrid(8, 2), 1)
    const wave = (seed: number): PathVelocity => {
      const velocity = allocatePathVelocity(fields)
      velocity.X.forEach((x, j) => {
        x.set(smoothDirection(scalars, { seed: 10 * seed + j }))
      })
      velocity.generator.set(smoothDirection(fields, { seed: 10 * seed + 9 }))
      return velocity
    }
    const [at, by, byRate] = [wave(1), wave(2), wave(3)]
    const P = smoothDirection(fields, { seed: 50 })
    const carry = transportRate(fields, hbar)
    const carried = (velocity: PathVelocity, field: Float64Array): Float64Array => {
      const out = fields.allocate()
      carry(out, velocity, field)
      return out
    }
    const delta = allocatePathVelocity(fields)
    velocityVariation(fields, hbar)(delta, at, by, byRate)
    // d/dt (L_by P) = d/deps (L_at P); every product has modes of at most 3, which 8 points hold
    const [acrossFirst, inTimeFirst, explicit] = [
      carried(by, carried(at, P)),
      carried(at, carried(by, P)),
      carried(byRate, P),
    ]
    const expected = explicit.map((x, i) => x + acrossFirst[i] - inTimeFirst[i])
    expect(relativeDifference(carried(delta, P), expected)).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(explicit, expected)).toBeGreaterThan(0.1)
  })

  test('the Lagrangian is int (D p . X^q + Tr(P i hbar xi)) dz - h', () => {
    const { fields, hamiltonian, hbar, packet } = four(2)
    const velocity = allocatePathVelocity(fields)
    velocity.X.forEach((x, j) => {
      for (let m = 0; m < x.length; m++) x[m] = Math.sin(1.3 * m + j) + 0.4 * j
    })
    velocity.generator.set(smoothDirection(fields, { seed: 12 }))
    const energy = hybridEnergy(fields, hamiltonian, hbar)
    const D = new Float64Array(fields.grid.nodes)
    fields.trace(D, packet)
    let sum = fields.pair(packet, velocity.generator) - energy.value(packet)
    D.forEach((d, m) => {
      const [, , p1, p2] = nodeAt(fields.grid, m)
      sum += fields.grid.measure * d * (p1 * velocity.X[0][m] + p2 * velocity.X[1][m])
    })
    expect(Math.abs(eulerPoincareLagrangian(fields, energy).value(velocity, packet) - sum)).toBeLessThan(1e-12)
  })

  test('the regularised model keeps its energy and tends to (3)-(5) with order 2 in alpha', () => {
    const { fields, hamiltonian, hbar, packet } = four(2)
    const velocity = (alpha: number): Float64Array => {
      const factors = [gaussian(alpha), gaussian(alpha)]
      const model = regularisedContinuum(fields, hamiltonian, hbar, { q: factors, p: factors })
      const [out, G] = [fields.allocate(), fields.allocate()]
      model.velocity(out, packet)
      model.energy.derivative(G, packet)
      const size = Math.sqrt(fields.pair(G, G) * fields.pair(out, out))
      expect(Math.abs(fields.pair(G, out)) / size).toBeLessThan(1e-15)
      return out
    }
    const hybrid = fields.allocate()
    hybridContinuum(fields, hamiltonian, hbar).velocity(hybrid, packet)
    const distances = [0.2, 0.1, 0.05].map((alpha) => relativeDifference(velocity(alpha), hybrid))
    expect(distances[0]).toBeGreaterThan(1e-3)
    for (const k of [0, 1]) expect(Math.abs(distances[k] / distances[k + 1] - 4)).toBeLessThan(0.5)
  })
})

describe.each([
  ['two degrees of freedom', 2, 2, 8],
  ['three levels', 3, 1, 32],
] as const)('a short run of (3)-(5), %s', (_, n, dof, points) => {
  test('keeps energy and mass, agrees with half the step, and is not Ehrenfest', () => {
    const { fields, hamiltonian, hbar, packet } = amplitudeSample(n, { points, dof, amplitude: 0.1 })
    const run = (build: typeof hybridContinuum, dt: number) =>
      solveContinuum({ model: build(fields, hamiltonian, hbar), initial: packet, dt, end: 0.08, tail: 0.5 })
    const [long, short, mean] = [run(hybridContinuum, 0.02), run(hybridContinuum, 0.01), run(ehrenfestContinuum, 0.01)]
    expect([long.status, short.status]).toEqual(['ok', 'ok'])
    const drift = (x: ReadonlyArray<number>): number => Math.max(...x.map((v) => Math.abs(v - x[0])))
    expect(drift(short.energy)).toBeLessThan(1e-6)
    expect(drift(short.mass)).toBeLessThan(1e-13)
    const size = Math.max(...packet)
    expect(largestDifference(long.field, short.field)).toBeLessThan(1e-4 * size)
    expect(largestDifference(mean.field, short.field)).toBeGreaterThan(1e-3 * size)
  })
})
