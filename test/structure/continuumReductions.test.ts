import type { HybridHamiltonian } from '@casimir/algebra'
import type { ContinuumModel, HermitianFields } from '@casimir/models'
import {
  ehrenfestContinuum,
  gaussian,
  hermitianFields,
  hybridContinuum,
  hybridGenerator,
  hybridTransport,
  meanFieldContinuum,
  regularisedContinuum,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { denseFields } from '../support/amplitudeDense.ts'
import { joined, relativeDifference, stateOf, vectorFieldOn } from '../support/amplitudeRates.ts'
import { uncoupledHamiltonian } from '../support/amplitudeReductions.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'
import { packetOf, periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'

// eps 16^2 for the two spectral derivatives at 32 points, on sums whose terms cancel in part
const ROUND_OFF = 3e-13
const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }

const modelsOf = (fields: HermitianFields, H: HybridHamiltonian, hbar: number): ReadonlyArray<ContinuumModel> => [
  ehrenfestContinuum(fields, H, hbar),
  hybridContinuum(fields, H, hbar),
  regularisedContinuum(fields, H, hbar, mollifier),
  meanFieldContinuum(fields, H, hbar),
]

const velocityOf = ({ fields, velocity }: ContinuumModel, at: Float64Array): Float64Array => {
  const out = fields.allocate()
  velocity(out, at)
  return out
}

/** {H, f} for a scalar H, from its own gradients. */
const scalarBracket = (fields: HermitianFields, H: HybridHamiltonian, f: Float64Array): Float64Array => {
  const fq = new Float64Array(f.length)
  const fp = new Float64Array(f.length)
  fields.scalar.derivative(fq, f, 0)
  fields.scalar.derivative(fp, f, 1)
  const m = new Float64Array(2 * H.levels ** 2)
  return f.map((_, i) => {
    const q = Float64Array.of(fields.grid.coordinates[2 * i])
    const p = Float64Array.of(fields.grid.coordinates[2 * i + 1])
    H.gradientQ(m, q, p, 0)
    const Hq = m[0]
    H.gradientP(m, q, p, 0)
    return Hq * fp[i] - m[0] * fq[i]
  })
}

describe.each([2, 3])('%i levels', (n) => {
  const { fields, hamiltonian, hbar, at, state, packet } = amplitudeSample(n)

  test.each([
    ['X_H = 0', { classical: false, quantum: true }],
    ['H = H_c 1', { classical: true, quantum: false }],
    ['H = H_c 1 + H_q', { classical: true, quantum: true }],
  ])('%s: all hbar terms vanish and all models coincide', (_, parts) => {
    const H = uncoupledHamiltonian(n, parts)
    const models = modelsOf(fields, H, hbar)
    const rates = models.map((model) => velocityOf(model, packet))
    for (const rate of rates) expect(relativeDifference(rate, rates[0])).toBeLessThan(ROUND_OFF)
    const energies = models.map(({ energy }) => energy.value(packet))
    for (const k of [1, 2]) expect(Math.abs(energies[k] - energies[0])).toBeLessThan(5e-15 * Math.abs(energies[0]))
    const [with_, without] = [fields.allocate(), fields.allocate()]
    hybridGenerator(fields, H, hbar)(with_, at.D, state)
    hybridGenerator(fields, H, 0)(without, at.D, state)
    expect(relativeDifference(with_, without)).toBeLessThan(5e-15)
    const D = new Float64Array(fields.grid.nodes)
    fields.trace(D, rates[1])
    if (parts.classical) expect(relativeDifference(D, scalarBracket(fields, H, at.D))).toBeLessThan(ROUND_OFF)
    else expect(Math.max(...D.map(Math.abs))).toBeLessThan(1e-15)
    const coupled = modelsOf(fields, hamiltonian, hbar).map((model) => velocityOf(model, packet))
    for (const rate of coupled.slice(1)) expect(relativeDifference(rate, coupled[0])).toBeGreaterThan(1e-3)
  })

  test('the hbar terms are linear in hbar: without them (4) and (5) are Ehrenfest', () => {
    const X = [0, 0.4, 1.2].map((h) => {
      const out = vectorFieldOn(fields)
      hybridTransport(fields, hamiltonian, h)(out, at.D, state)
      return joined(out)
    })
    const part = (k: number): Float64Array => X[k].map((x, i) => x - X[0][i])
    expect(
      relativeDifference(
        part(2),
        part(1).map((x) => 3 * x),
      ),
    ).toBeLessThan(ROUND_OFF)
    expect(relativeDifference(X[1], X[0])).toBeGreaterThan(1e-2)
  })

  test('T10: for uniform psi h_hbar = 0 and X is that of Ehrenfest, but the generator is not, at a rate without hbar', () => {
    const psi = at.psi.map((_, i) => at.psi[i % (2 * n)])
    const uniform = stateOf(fields, psi)
    const field = packetOf(fields, { D: at.D, psi })
    const difference = [0.5, 2].map((h) => {
      const [plain, hybrid] = modelsOf(fields, hamiltonian, h)
      expect(Math.abs(hybrid.energy.value(field) - plain.energy.value(field))).toBeLessThan(1e-15)
      const [X, Y] = [vectorFieldOn(fields), vectorFieldOn(fields)]
      plain.transport(X, field)
      hybrid.transport(Y, field)
      expect(relativeDifference(joined(Y), joined(X))).toBeLessThan(ROUND_OFF)
      const rate = velocityOf(plain, field)
      return velocityOf(hybrid, field).map((x, i) => x - rate[i])
    })
    const rate = velocityOf(modelsOf(fields, hamiltonian, 2)[0], field)
    const resum = (k: number): Float64Array => difference[k].map((x, i) => x + rate[i])
    expect(relativeDifference(resum(0), rate)).toBeGreaterThan(0.02)
    expect(relativeDifference(resum(1), resum(0))).toBeLessThan(ROUND_OFF)
    // -(i hbar/2D) [{D,H}, P], with dense matrices
    const { of, sum, times, turned, poisson, scalarTimesIdentity } = denseFields(fields)
    const [K, H] = [fields.allocate(), fields.allocate()]
    hybridGenerator(fields, hamiltonian, hbar)(K, at.D, uniform)
    hybridGenerator(fields, hamiltonian, 0)(H, at.D, uniform)
    const along = poisson(scalarTimesIdentity(at.D), of(H))
    const P = of(uniform)
    const order = sum([1, times(along, P)], [-1, times(P, along)])
    expect(
      relativeDifference(of(K.map((x, i) => x - H[i])), sum([at.D.map((x) => (-0.5 * hbar) / x), turned(order)])),
    ).toBeLessThan(ROUND_OFF)
  })
})

test('one level: every model is the Liouville equation D_t = {H, D}', () => {
  const fields = hermitianFields(periodicGrid(32), 1)
  const H = periodicHamiltonian(1, { seed: 4 })
  const D = smoothPacket(fields, { seed: 6, amplitude: 0.25 })
  const expected = scalarBracket(fields, H, D)
  for (const model of modelsOf(fields, H, 0.7).slice(0, 3)) {
    expect(relativeDifference(velocityOf(model, D), expected)).toBeLessThan(ROUND_OFF)
    expect(
      relativeDifference(
        velocityOf(model, D),
        expected.map((x) => -x),
      ),
    ).toBeGreaterThan(1)
  }
})
