import { isospectralMidpoint, sphericalMidpoint } from '@casimir/integrators'
import { expect, test } from 'vitest'
import { copyDensity } from '../support/densityFlow.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { endOf, orderOf, stepNumbers } from '../support/orderOf.ts'
import { drivenBody, ellipticMomentum, freeBody, momentumAfter, spinAt } from '../support/rigidBody.ts'

const T = 10
test.each([
  ['free', freeBody, spinAt([0.3, 0, 0.9]), () => ellipticMomentum([0.3, 0.9], T)],
  ['driven', drivenBody, spinAt([0.6, -0.2, 0.7]), () => momentumAfter([0.6, -0.2, 0.7], T, 20_000, true)],
] as const)('the spherical midpoint method has order 2 on the %s rigid body', (_, system, start, end) => {
  const prepare = () => sphericalMidpoint(system).flow
  const run = { start, prepare, copy: copyDensity, T }
  const { slope, points } = orderOf({ ...run, reference: spinAt(end()).block, steps: stepNumbers(1400, 1.2, 9) })
  expect(points).toBeGreaterThanOrEqual(8)
  expect(Math.abs(slope - 2), `slope ${slope}`).toBeLessThan(0.2)
  // another method of the same order, not the same map
  const other = endOf({ ...run, prepare: () => isospectralMidpoint(system).flow }, 100)
  expect(largestDifference(endOf(run, 100), other)).toBeGreaterThan(1e-6)
})
