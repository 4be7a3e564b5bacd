import type { HybridHamiltonian } from '@casimir/algebra'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { jaynesCummings, kinetic, polynomial, rabi, rashba, separable, surfaceHopping, tully1 } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { quadraticKinetic, swirl } from '../support/surfaceHoppingModels.ts'
import { HOPPING_DEFAULTS } from '../support/surfaceHoppingScattering.ts'

const strong = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const B = strong.split?.B ?? kinetic(2, 1)
const withKinetic = (M: ReadonlyArray<number>, scale = 1): HybridHamiltonian => {
  const A = quadraticKinetic(2, M, [0], 0)
  return separable(
    'given',
    {
      ...A,
      value: (out, p, at) => {
        A.value(out, p, at)
        for (const o of [0, 6]) out[o] *= scale
      },
    },
    B,
  )
}
const { split: _split, ...unsplit } = strong

describe('surface hopping refuses while building', () => {
  const hamiltonians: ReadonlyArray<readonly [string, HybridHamiltonian, RegExp]> = [
    ['H that does not split', unsplit, /'rabi' is not of the form A\(p\) \+ B\(q\).*use ehrenfest or koopmon/],
    [
      'a spin-orbit A',
      rashba({ mass: 1, omega: 1, rashba: 0.3, zeeman: 0.4 }),
      /A\(p\) of 'rashba' is no multiple of the identity: at p = .* entry \(0, 1\)/,
    ],
    ['a coupling by p', jaynesCummings({ omega: 1, splitting: 1, coupling: 0.1 }), /no multiple of the identity/],
    [
      'a quartic A',
      polynomial({ mass: 1, B: [[[0]]], A: [[[0]], [[0]], [[0]], [[0]], [[1e-7]]] }),
      /is not quadratic in p/,
    ],
    ['a negative mass', withKinetic([-1]), /no positive definite matrix of inverse masses \(its diagonal is -1\)/],
    ['a missing mass', withKinetic([0]), /no positive definite/],
    ['an A unlike its derivative', withKinetic([1], 1.1), /is not quadratic in p: .* its value is/],
  ]
  test.each(hamiltonians)('%s', (_, model, sentence) =>
    expect(() => surfaceHopping(model, HOPPING_DEFAULTS)).toThrow(sentence),
  )

  const wrong = (key: string, value: unknown) => ({ ...HOPPING_DEFAULTS, [key]: value }) as SurfaceHoppingOptions
  test.each([
    ['hbar', 0, 'hbar is 0; give a positive finite number'],
    ['hopping', 'sudden', "hopping is 'sudden'; give instantaneous or cumulative"],
    ['rescale', 'energy', "rescale is 'energy'; give nac or velocity"],
    ['frustrated', 'stop', "frustrated is 'stop'; give ignore or reverse"],
    ['decoherence', 'afssh', "decoherence is 'afssh'; give none or edc"],
    ['edcConstant', -1, 'edcConstant is -1; give an energy >= 0'],
  ])('%s = %s', (key, value, sentence) => expect(() => surfaceHopping(strong, wrong(key, value))).toThrow(sentence))

  test('a number of trajectories or a level that there is not', () => {
    const { prepare } = surfaceHopping(strong, HOPPING_DEFAULTS)
    expect(() => prepare(0, () => 0)).toThrow('0 trajectories; give a whole number')
    expect(() => prepare(1, () => 0).start(0, 2)).toThrow('level 2 of 2; give a whole number from 0 to 1')
  })

  test('and takes scalar parts of any quadratic form', () => {
    const tilted = polynomial({
      mass: 3,
      B: [
        [
          [0, 0.1],
          [0.1, 1],
        ],
      ],
      A: [
        [
          [2, 0],
          [0, 2],
        ],
        [
          [0.5, 0],
          [0, 0.5],
        ],
      ],
    })
    for (const model of [strong, swirl, tilted, tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })])
      expect(() => surfaceHopping(model, HOPPING_DEFAULTS)).not.toThrow()
    // the constant and the linear terms are in the energy: a(p) = 2 + p/2 + p^2/6
    const run = surfaceHopping(tilted, HOPPING_DEFAULTS).prepare(1, () => 0)
    run.state.p[0] = 1.2
    run.start(0, 0)
    expect(Math.abs(run.energy(0) - run.activeEnergy(0) - (2 + 0.6 + 1.44 / 6))).toBeLessThan(1e-14)
  })
})

test('a step that leaves the numbers says so', () => {
  const run = surfaceHopping(strong, HOPPING_DEFAULTS).prepare(2, () => 0.5)
  run.state.q[1] = 1e300
  run.start(0, 0)
  run.start(1, 0)
  expect(run.step(0.1)).toBe(2)
  expect(run.stepOne(0, 0.1)).toBe(0)
})
