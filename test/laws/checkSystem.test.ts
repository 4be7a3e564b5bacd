import {
  discreteGradient,
  dormandPrince853,
  gaussLegendre,
  implicitMidpoint,
  isospectralGauss,
  isospectralMidpoint,
  rkmk,
  rungeKutta4,
  symmetricProjection,
  taoExtended,
} from '@casimir/integrators'
import { ehrenfestSplit, rabi } from '@casimir/models'
import { expect, test } from 'vitest'

const split = ehrenfestSplit(rabi({ omega: 1, splitting: 1, coupling: 0.1 }), { trajectories: 1, hbar: 1 })
/** A system of the wrong kind, as plain JavaScript would pass it. */
const wrong = <T>(system: unknown): T => system as T

test.each([
  ['implicitMidpoint', () => implicitMidpoint(wrong(split))],
  ['gaussLegendre', () => gaussLegendre(wrong(split), { stages: 2 })],
  ['discreteGradient', () => discreteGradient(wrong(split))],
  ['symmetricProjection', () => symmetricProjection(wrong(split))],
  ['taoExtended', () => taoExtended(wrong(split), { omega: 1 })],
  ['rungeKutta4', () => rungeKutta4(wrong(split))],
  ['dormandPrince853', () => dormandPrince853(wrong(split))],
  ['isospectralMidpoint', () => isospectralMidpoint(wrong(split))],
  ['isospectralGauss', () => isospectralGauss(wrong(split), { stages: 2 })],
  ['rkmk', () => rkmk(wrong(split))],
])('%s refuses a split system with its name and the remedy', (method, prepare) => {
  expect(prepare).toThrow(
    new RegExp(
      `^${method}: 'ehrenfest rabi' is no .*; it is a split system: prepare a word for it with wordMethod\\.$`,
    ),
  )
})

test('what is no system at all is refused too', () => {
  expect(() => implicitMidpoint(wrong(undefined))).toThrow(
    'implicitMidpoint: what was given is no hybrid system on (q, p, psi) with shape, hbar and gradient; give a system of that kind.',
  )
})
