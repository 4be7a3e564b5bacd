import type { FieldVelocity, HybridHamiltonian, Reading } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import {
  continuumModel,
  ehrenfestAmplitudes,
  ehrenfestContinuum,
  gaussian,
  hermitianFields,
  hybridAmplitudes,
  hybridContinuum,
  hybridTransport,
  meanFieldContinuum,
  meanFieldForm,
  regularisedContinuum,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { joined, packetRate, relativeDifference, vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'

// round-off of two spectral derivatives at 32 points: eps 16^2
const ROUND_OFF = 5e-14

const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }

const velocityOf = (fields: HermitianFields, velocity: FieldVelocity, at: Reading): Float64Array => {
  const out = fields.allocate()
  velocity(out, at)
  return out
}

/** The integral of a packed field, packed. */
const total = ({ grid, packing }: HermitianFields, field: Reading): Float64Array => {
  const out = new Float64Array(packing.size)
  for (let i = 0; i < field.length; i++) out[i % packing.size] += grid.measure * field[i]
  return out
}

const traceOf = (fields: HermitianFields, field: Reading): Float64Array => {
  const out = new Float64Array(fields.grid.nodes)
  fields.trace(out, field)
  return out
}

/** The rate of the purity Tr rho^2, rho = int P, over |rho| |rho_t|. */
const purityRate = (fields: HermitianFields, packet: Reading, rate: Reading): number => {
  const rho = total(fields, packet)
  const v = total(fields, rate)
  return (2 * rho.reduce((sum, x, i) => sum + x * v[i], 0)) / (Math.hypot(...rho) * Math.hypot(...v))
}

describe.each([2, 3])('%i levels', (n) => {
  const { fields, hamiltonian, hbar, at, state, packet } = amplitudeSample(n)
  const models = [
    ehrenfestContinuum(fields, hamiltonian, hbar),
    meanFieldContinuum(fields, hamiltonian, hbar),
    hybridContinuum(fields, hamiltonian, hbar),
    regularisedContinuum(fields, hamiltonian, hbar, mollifier),
  ]
  const [ehrenfest, meanField, hybrid] = models
  const rates = models.map(({ velocity }) => velocityOf(fields, velocity, packet))
  const allocate = () => ({ D: new Float64Array(at.D.length), psi: new Float64Array(at.psi.length) })

  test.each([
    ['(1)', 0, ehrenfestAmplitudes],
    ['(3)-(5)', 2, hybridAmplitudes],
  ] as const)('eq. %s in (D, psi) is the vector field of its energy at D psi psi^+', (_, index, form) => {
    const rate = allocate()
    form(fields, hamiltonian, hbar)(rate, at)
    const other = packetRate(fields, at, rate)
    expect(relativeDifference(other, rates[index])).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(other, rates[2 - index])).toBeGreaterThan(1e-2)
    // |psi(z)| is kept at every point
    for (let m = 0; m < fields.grid.nodes; m++) {
      let slope = 0
      for (let c = 2 * n * m; c < 2 * n * (m + 1); c++) slope += 2 * at.psi[c] * rate.psi[c]
      expect(Math.abs(slope)).toBeLessThan(ROUND_OFF)
    }
    // and the energy of the model, not that of the other, along the printed equations
    const G = fields.allocate()
    const energyRate = (model: number): number => {
      models[model].energy.derivative(G, packet)
      return fields.pair(G, other) / Math.sqrt(fields.pair(G, G) * fields.pair(other, other))
    }
    expect(Math.abs(energyRate(index))).toBeLessThan(1e-15)
    expect(Math.abs(energyRate(2 - index))).toBeGreaterThan(1e-4)
  })

  test('eq. (4) is the transport of the hybrid model, with hbar = 0 that of Ehrenfest', () => {
    const X = vectorFieldOn(fields)
    const Y = vectorFieldOn(fields)
    for (const [model, h] of [
      [hybrid, hbar],
      [ehrenfest, 0],
    ] as const) {
      model.transport(X, packet)
      hybridTransport(fields, hamiltonian, h)(Y, at.D, state)
      expect(relativeDifference(joined(Y), joined(X))).toBeLessThan(ROUND_OFF)
      const right = joined(Y)
      hybridTransport(fields, hamiltonian, 0)(Y, at.D, state)
      const flipped = joined(Y).map((x, i) => 2 * x - right[i])
      if (h > 0) expect(relativeDifference(flipped, joined(X))).toBeGreaterThan(1e-2)
    }
  })

  test('eq. (2) is what the mean-field model does to D = Tr P and rho = int P', () => {
    const out = { D: new Float64Array(at.D.length), rho: new Float64Array(n * n) }
    const rho = total(fields, packet)
    meanFieldForm(fields, hamiltonian, hbar)(out, { D: at.D, rho })
    expect(relativeDifference(out.D, traceOf(fields, rates[1]))).toBeLessThan(1e-12)
    expect(relativeDifference(out.rho, total(fields, rates[1]))).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(out.D, traceOf(fields, rates[0]))).toBeGreaterThan(1e-2)
    // its energy Tr(rho int D H) along (2), read on the uncorrelated field D rho
    const outer = (D: Float64Array, matrix: Float64Array): Float64Array =>
      fields.allocate().map((_, i) => D[Math.floor(i / (n * n))] * matrix[i % (n * n)])
    const moved = outer(at.D, out.rho)
    const along = outer(out.D, rho).map((x, i) => x + moved[i])
    const G = fields.allocate()
    meanField.energy.derivative(G, outer(at.D, rho))
    const size = Math.sqrt(fields.pair(G, G) * fields.pair(along, along))
    expect(Math.abs(fields.pair(G, along)) / size).toBeLessThan(1e-15)
    ehrenfest.energy.derivative(G, packet)
    expect(Math.abs(fields.pair(G, rates[1])) / size).toBeGreaterThan(1e-4)
  })

  test.each(models.map((model, k) => [model.name, model, k] as const))(
    '%s keeps its energy and int D',
    (_, model, k) => {
      const G = fields.allocate()
      model.energy.derivative(G, packet)
      const size = (rate: Float64Array): number => Math.sqrt(fields.pair(G, G) * fields.pair(rate, rate))
      expect(Math.abs(fields.pair(G, rates[k])) / size(rates[k])).toBeLessThan(1e-15)
      for (const other of rates.filter((_rate, j) => j !== k))
        expect(Math.abs(fields.pair(G, other)) / size(other)).toBeGreaterThan(1e-5)
      const D = traceOf(fields, rates[k])
      const gross = D.reduce((sum, x) => sum + Math.abs(x), 0)
      expect(Math.abs(D.reduce((sum, x) => sum + x, 0)) / gross).toBeLessThan(1e-14)
    },
  )

  test('mean field keeps the purity of rho, the others do not', () => {
    expect(Math.abs(purityRate(fields, packet, rates[1]))).toBeLessThan(1e-14)
    for (const k of [0, 2, 3]) expect(Math.abs(purityRate(fields, packet, rates[k]))).toBeGreaterThan(1e-3)
  })
})

describe('bad input is refused while building', () => {
  const { fields, hamiltonian, hbar, packet } = amplitudeSample(2)
  const three = amplitudeSample(3)

  test('energies of other fields', () => {
    const other = hermitianFields(periodicGrid(8), 2)
    const { energy } = ehrenfestContinuum(other, hamiltonian, hbar)
    expect(() => continuumModel({ fields, hbar, energy })).toThrow(/8 x 8 nodes, not on the .*32 x 32 nodes/)
  })
  test('an energy whose derivative is not that of its value, and a density that is not positive or not resolved', () => {
    const { energy } = hybridContinuum(fields, hamiltonian, hbar)
    expect(continuumModel({ fields, hbar, energy, at: packet }).name).toBe(energy.name)
    const halved = {
      ...energy,
      name: 'halved',
      derivative: (out: Float64Array, at: Reading) => {
        energy.derivative(out, at)
        for (let i = 0; i < out.length; i++) out[i] *= 0.5
      },
    }
    expect(() => continuumModel({ fields, hbar, energy: halved, at: packet })).toThrow(
      /the derivative of 'halved' differs from/,
    )
    expect(() => continuumModel({ fields, hbar, energy, at: packet.map((x) => -x) })).toThrow(/Tr P is -/)
    const rough = packet.map((x, i) => x * (1 + 0.5 * (Math.floor(i / 4) % 2)))
    expect(() => continuumModel({ fields, hbar, energy, at: rough })).toThrow(/32 x 32 points are too coarse/)
  })
  test.each([
    ['ehrenfestContinuum', ehrenfestContinuum],
    ['meanFieldContinuum', meanFieldContinuum],
    ['hybridContinuum', hybridContinuum],
    [
      'regularisedContinuum',
      (space: HermitianFields, H: HybridHamiltonian, h: number) => regularisedContinuum(space, H, h, mollifier),
    ],
    ['hybridAmplitudes', hybridAmplitudes],
    ['ehrenfestAmplitudes', ehrenfestAmplitudes],
    ['meanFieldForm', meanFieldForm],
  ] as const)('%s: hbar, levels and Hermiticity', (_, build) => {
    expect(() => build(fields, hamiltonian, 0)).toThrow(/hbar is 0; give a positive number/)
    expect(() => build(fields, three.hamiltonian, hbar)).toThrow(/has 3 levels .* have 2/)
    const skew = { ...hamiltonian, value: (out: Float64Array) => out.set([0, 0, 1, 0, 0, 0, 0, 0]) }
    expect(() => build(fields, skew, hbar)).toThrow(
      /is not Hermitian: at \(.*\) entry \(0, 1\) has an anti-Hermitian part of 0\.500/,
    )
  })
})
