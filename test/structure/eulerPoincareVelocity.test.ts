import { localStride } from '@casimir/algebra'
import {
  allocatePathVelocity,
  correlationDensity,
  ehrenfestEnergy,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  meanFieldEnergy,
  transportRate,
  velocityVariation,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { velocityOf } from '../support/actionOfFields.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'
import { distance } from '../support/sampleCloud.ts'

const HBAR = 0.6
const largest = (x: Float64Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0)

describe('the velocities (11)', () => {
  test.each([
    [2, 1, 16],
    [3, 1, 16],
    [2, 2, 8],
  ])('carry P along the vector field (12): %i levels, %i degrees of freedom', (n, dof, points) => {
    const fields = hermitianFields(periodicGrid(points, dof), n)
    const hamiltonian = periodicHamiltonian(n, { seed: 4, dof })
    const P = smoothPacket(fields, { seed: 2, rank: 'full' })
    const velocity = allocatePathVelocity(fields)
    const [carried, expected] = [fields.allocate(), fields.allocate()]
    for (const energy of [hybridEnergy(fields, hamiltonian, HBAR), meanFieldEnergy(fields, hamiltonian)]) {
      velocityOf(fields, energy)(velocity, P, 0)
      transportRate(fields, HBAR)(carried, velocity, P)
      hybridBracket(fields, HBAR).vectorField(energy)(expected, P)
      expect(distance(carried, expected)).toBeLessThan(1e-12 * largest(expected))
    }
  })

  test('are X = X_{dh/dD} + <X_{dh/dP}> with D a variable of its own, and the same with D = Tr P (T4)', () => {
    const n = 2
    const fields = hermitianFields(periodicGrid(64), n)
    const { grid, packing } = fields
    const hamiltonian = periodicHamiltonian(n, { seed: 4 })
    const P = smoothPacket(fields, { seed: 2 })
    const density = correlationDensity(hamiltonian, HBAR)
    // dh/dD = b and dh/dP = H + B - d_j C^j at fixed D, gathered from the density node by node
    const slopes = density.axes.map((axis) => {
      const slope = fields.allocate()
      fields.spectral.derivative(slope, P, axis)
      return slope
    })
    const [G, b, D] = [fields.allocate(), new Float64Array(grid.nodes), new Float64Array(grid.nodes)]
    const C = density.axes.map(() => fields.allocate())
    fields.trace(D, P)
    ehrenfestEnergy(fields, hamiltonian).derivative(G, P)
    const nn = packing.size
    const coefficients = new Float64Array(density.coefficients)
    const [node, partials] = [new Float64Array(localStride(density)), new Float64Array(localStride(density) + 1)]
    for (let m = 0; m < grid.nodes; m++) {
      density.tabulate(coefficients, 0, Float64Array.of(grid.coordinates[2 * m], grid.coordinates[2 * m + 1]))
      node[0] = D[m]
      ;[P, ...slopes].forEach((field, k) => {
        node.set(field.subarray(m * nn, (m + 1) * nn), 1 + nn * k)
      })
      density.evaluate(partials, 0, node, 0, coefficients, 0)
      b[m] = partials[0]
      for (let c = 0; c < nn; c++) G[m * nn + c] += partials[1 + c]
      C.forEach((field, k) => {
        field.set(partials.subarray(1 + nn * (k + 1), 1 + nn * (k + 2)), m * nn)
      })
    }
    C.forEach((field, k) => {
      fields.spectral.derivative(field, field, density.axes[k])
      for (let i = 0; i < G.length; i++) G[i] -= field[i]
    })
    const stated = allocatePathVelocity(fields)
    velocityOf(fields, hybridEnergy(fields, hamiltonian, HBAR))(stated, P, 0)
    const [slope, mean, scalar] = [fields.allocate(), new Float64Array(grid.nodes), new Float64Array(grid.nodes)]
    for (const axis of [0, 1]) {
      const sign = axis === 0 ? 1 : -1
      fields.spectral.derivative(slope, G, 1 - axis)
      fields.product(mean, P, slope)
      fields.scalar.derivative(scalar, b, 1 - axis)
      const X = mean.map((v, m) => sign * (v / D[m] + scalar[m]))
      expect(distance(X, stated.X[axis])).toBeLessThan(1e-10 * largest(X))
      // one extension's dh/dP without its own dh/dD
      expect(
        distance(
          mean.map((v, m) => (sign * v) / D[m]),
          stated.X[axis],
        ),
      ).toBeGreaterThan(0.01 * largest(X))
    }
    // i hbar xi may differ by what commutes with P: the generator turns P the same way
    const [turned, expected] = [fields.allocate(), fields.allocate()]
    fields.commutator(turned, G, P)
    fields.commutator(expected, stated.generator, P)
    expect(distance(turned, expected)).toBeLessThan(1e-12 * largest(expected))
  })

  test.each([0, -1, Number.NaN])('hbar = %s is refused', (hbar) => {
    const fields = hermitianFields(periodicGrid(4), 1)
    expect(() => transportRate(fields, hbar)).toThrow(`hbar is ${hbar}`)
    expect(() => velocityVariation(fields, hbar)).toThrow(`hbar is ${hbar}`)
  })
})
