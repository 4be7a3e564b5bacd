import type { ContinuumModel } from '@casimir/models'
import { hybridAmplitudes, hybridContinuum, hybridTransport } from '@casimir/models'
import { expect, test } from 'vitest'
import { joined, packetRate, relativeDifference, vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'

const energyRate = ({ fields, energy }: ContinuumModel, at: Float64Array, rate: Float64Array): number => {
  const G = fields.allocate()
  energy.derivative(G, at)
  return Math.abs(fields.pair(G, rate)) / Math.sqrt(fields.pair(G, G) * fields.pair(rate, rate))
}

test('two degrees of freedom: (3)-(5) is the vector field of (11), to the accuracy of the grid', () => {
  const differences = [8, 16].map((points) => {
    const { fields, hamiltonian, hbar, at, state, packet } = amplitudeSample(2, { points, dof: 2, amplitude: 0.2 })
    const model = hybridContinuum(fields, hamiltonian, hbar)
    const velocity = fields.allocate()
    model.velocity(velocity, packet)
    expect(energyRate(model, packet, velocity)).toBeLessThan(1e-15)
    const rate = { D: new Float64Array(at.D.length), psi: new Float64Array(at.psi.length) }
    hybridAmplitudes(fields, hamiltonian, hbar)(rate, at)
    const other = packetRate(fields, at, rate)
    const [X, Y] = [vectorFieldOn(fields), vectorFieldOn(fields)]
    model.transport(X, packet)
    hybridTransport(fields, hamiltonian, hbar)(Y, at.D, state)
    if (points === 16) {
      expect(energyRate(model, packet, other)).toBeLessThan(1e-12)
      hybridTransport(fields, hamiltonian, 0)(Y, at.D, state)
      expect(relativeDifference(joined(Y), joined(X))).toBeGreaterThan(1e-2)
      hybridTransport(fields, hamiltonian, hbar)(Y, at.D, state)
    }
    return [relativeDifference(other, velocity), relativeDifference(joined(Y), joined(X))]
  })
  // spectral: twice the points square the relative error, constants aside
  differences[1].forEach((fine, k) => {
    expect(differences[0][k]).toBeLessThan(1e-3)
    expect(fine).toBeLessThan(1e-3 * differences[0][k])
  })
})
