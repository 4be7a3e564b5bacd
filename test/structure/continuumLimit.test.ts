import type { MollifierFactor } from '@casimir/algebra'
import { gaussian, hybridContinuum, hybridGenerator, hybridTransport, regularisedContinuum } from '@casimir/models'
import { expect, test } from 'vitest'
import { joined, relativeDifference, vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'

const ALPHAS = [0.1, 0.05, 0.025]

const orders = (errors: ReadonlyArray<number>): number[] => errors.slice(1).map((e, k) => Math.log2(errors[k] / e))

test('as alpha tends to 0 the regularised model tends to (11), (4) and (5) with order 2', () => {
  const { fields, hamiltonian, hbar, at, state, packet } = amplitudeSample(2)
  const h = hybridContinuum(fields, hamiltonian, hbar).energy.value(packet)
  const X = vectorFieldOn(fields)
  hybridTransport(fields, hamiltonian, hbar)(X, at.D, state)
  const K = fields.allocate()
  hybridGenerator(fields, hamiltonian, hbar)(K, at.D, state)
  const turn = fields.allocate()
  fields.commutator(turn, K, packet)

  const errorsWith = (kernel: (alpha: number) => MollifierFactor) =>
    ALPHAS.map((alpha) => {
      const mollifier = { q: [kernel(alpha)], p: [kernel(alpha)] }
      const model = regularisedContinuum(fields, hamiltonian, hbar, mollifier)
      const Y = vectorFieldOn(fields)
      model.transport(Y, packet)
      const [G, turned] = [fields.allocate(), fields.allocate()]
      model.energy.derivative(G, packet)
      fields.commutator(turned, G, packet)
      return {
        energy: Math.abs(model.energy.value(packet) - h),
        transport: relativeDifference(joined(Y), joined(X)),
        generator: relativeDifference(turned, turn),
      }
    })
  // int K = 1 matters (T12): the hbar term is linear in K
  const heavy = (alpha: number): MollifierFactor => ({
    ...gaussian(alpha),
    transform: (k) => 1.1 * gaussian(alpha).transform(k),
  })
  const [right, wrong] = [errorsWith(gaussian), errorsWith(heavy)]
  for (const key of ['energy', 'transport', 'generator'] as const) {
    for (const order of orders(right.map((e) => e[key]))) {
      expect(order).toBeGreaterThan(1.95)
      expect(order).toBeLessThan(2.02)
    }
    expect(orders(wrong.map((e) => e[key]))[1]).toBeLessThan(1)
  }
})
