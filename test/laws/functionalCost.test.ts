import { composeFunctionals, functionalRing, scaleFunctional } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import {
  continuumModel,
  correlationDensity,
  gaussian,
  hermitianFields,
  hybridEnergy,
  localFunctional,
  regularisedEnergy,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'

/** The same space, which counts derivatives and filterings of one axis. */
const counting = (fields: HermitianFields) => {
  const counts = { derivative: 0, multiply: 0 }
  const { spectral } = fields
  const space: HermitianFields = {
    ...fields,
    spectral: {
      ...spectral,
      derivative: (...given) => {
        counts.derivative++
        spectral.derivative(...given)
      },
      multiply: (...given) => {
        counts.multiply++
        spectral.multiply(...given)
      },
    },
  }
  return { space, counts }
}

const fields = hermitianFields(periodicGrid(8), 2)
const H = periodicHamiltonian(2, { seed: 3 })
const P = smoothPacket(fields)
const mollifier = { q: [gaussian(0.3)], p: [gaussian(0.3)] }

describe('the cost of an energy, in spectral derivatives and filterings of an axis', () => {
  const costOf = (build: (space: HermitianFields) => ReturnType<typeof hybridEnergy>) => {
    const { space, counts } = counting(fields)
    const energy = build(space)
    Object.assign(counts, { derivative: 0, multiply: 0 })
    energy.value(P)
    const value = { ...counts }
    Object.assign(counts, { derivative: 0, multiply: 0 })
    energy.derivative(space.allocate(), P)
    return { value, derivative: { ...counts } }
  }
  test('the hybrid energy: one derivative an axis, for dh/dP two', () =>
    expect(costOf((space) => hybridEnergy(space, H, 1))).toEqual({
      value: { derivative: 2, multiply: 0 },
      derivative: { derivative: 4, multiply: 0 },
    }))
  test('the regularised energy: as much and one filtering, for dh/dP two', () =>
    expect(costOf((space) => regularisedEnergy(space, H, 1, mollifier))).toEqual({
      value: { derivative: 2, multiply: 2 },
      derivative: { derivative: 4, multiply: 4 },
    }))
  test('sums, differences and multiples take no values for a derivative; a product and a composition do', () => {
    const term = (space: HermitianFields) => localFunctional(space, correlationDensity(H, 1))
    const cost = (build: Parameters<typeof costOf>[0]): number => costOf(build).derivative.derivative
    expect(cost((space) => functionalRing(space).add(term(space), term(space)))).toBe(8)
    expect(cost((space) => functionalRing(space).sub(term(space), term(space)))).toBe(8)
    expect(cost((space) => scaleFunctional(2, term(space)))).toBe(4)
    expect(cost((space) => functionalRing(space).mul(term(space), term(space)))).toBe(12)
    const square = (space: HermitianFields) =>
      composeFunctionals(
        'square',
        [term(space)],
        ([x]) => x * x,
        (out, [x]) => {
          out[0] = 2 * x
        },
      )
    expect(cost(square)).toBe(6)
  })
})

test('what the ring makes of energies is an energy', () => {
  const ring = functionalRing(fields)
  const h = hybridEnergy(fields, H, 1)
  const [twice, of, out] = [ring.add(h, h), fields.allocate(), fields.allocate()]
  const model = continuumModel({ fields, hbar: 0.5, energy: scaleFunctional(0.5, twice) })
  expect(model.energy.space.grid).toBe(fields.grid)
  model.velocity(out, P)
  continuumModel({ fields, hbar: 0.5, energy: h }).velocity(of, P)
  expect(largestDifference(out, of)).toBeLessThan(1e-14)
})

test('the hybrid energy is the sum of its two terms', () => {
  const ring = functionalRing(fields)
  const sum = ring.add(hybridEnergy(fields, H, 0), localFunctional(fields, correlationDensity(H, 0.7)))
  const h = hybridEnergy(fields, H, 0.7)
  const [a, b] = [fields.allocate(), fields.allocate()]
  sum.derivative(a, P)
  h.derivative(b, P)
  expect(Math.abs(sum.value(P) - h.value(P))).toBeLessThan(1e-14)
  expect(largestDifference(a, b)).toBeLessThan(1e-14)
})
