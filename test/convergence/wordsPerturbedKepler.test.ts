import type { Scheme } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import { schemeCatalogue, twoPartWord } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { keplerFlow } from '../support/keplerFlow.ts'
import { endError, swappedStages, wordSpecimen } from '../support/wordTestbed.ts'
import type { WordProblem } from '../support/wordTestbedProblems.ts'

const T = 6

/** H = |p|^2 / 2 - 1/r + eps x^2 y, from an orbit of eccentricity 0.2, in the exact Kepler flow A and the kick B of the rest. */
const perturbed = (eps: number): WordProblem => ({
  name: `Kepler + ${eps} x^2 y`,
  T: () => T,
  prepare: () => ({
    block: Float64Array.from([0.8, 0, 0, Math.sqrt(1.5), 0]),
    split: {
      name: 'perturbed Kepler',
      parts: {
        A: {
          kind: 'exact',
          flow: (y, h) => {
            const status = keplerFlow(y, h)
            y[4] += h
            return status
          },
        },
        B: {
          kind: 'exact',
          flow: (y, h) => {
            const [x, z] = y
            y[2] -= 2 * h * eps * x * z
            y[3] -= h * eps * x * x
            return 0
          },
        },
      },
    },
  }),
  field: (out, [x, z, px, pz]) => {
    const r3 = Math.hypot(x, z) ** 3
    out.set([px, pz, -x / r3 - 2 * eps * x * z, -z / r3 - eps * x ** 2, 1])
  },
})

const find = (name: string): Scheme<'A' | 'B'> => {
  const row = schemeCatalogue.find((r) => r.name === name)
  if (!row) throw new Error(`the catalogue has no ${name}`)
  return twoPartWord(row)
}
const errorOf = (scheme: Scheme<'A' | 'B'>, eps: number, N: number): number =>
  endError(wordSpecimen(perturbed(eps), 'word', scheme), T, N)

/** The power of eps in the error at a fixed number of steps. */
const powerOfEps = (scheme: Scheme<'A' | 'B'>, epsilons: ReadonlyArray<number>, N: number): number =>
  convergenceOrder(epsilons, (eps) => errorOf(scheme, eps, N), 1e-12, 1).slope
/** The power of h in the error at a fixed eps. */
const powerOfH = (scheme: Scheme<'A' | 'B'>, eps: number, counts: ReadonlyArray<number>) =>
  convergenceOrder(
    counts.map((N) => T / N),
    (h) => errorOf(scheme, eps, Math.round(T / h)),
    1e-12,
    1e-2,
  )

describe('Kepler + eps x^2 y, eps from 1e-4 to 1e-2: the error at a fixed step is proportional to', () => {
  const epsilons = [1e-2, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4]
  test.each([
    ['strang', 32, 1],
    ['suzuki4', 16, 1],
    ['blanesMoan4', 16, 1],
    ['laskarRobutel(4)', 32, 2],
  ] as const)('%s in %i steps: eps^%i', (name, N, power) => {
    const slope = powerOfEps(find(name), epsilons, N)
    expect(Math.abs(slope - power), `slope ${slope}`).toBeLessThan(0.2)
  })
  test('blanes864 in 64 steps: eps^3, on eps from 0.03 to 0.1', () => {
    const slope = powerOfEps(find('blanes864'), [0.1, 0.08, 0.06, 0.05, 0.04, 0.03], 64)
    expect(Math.abs(slope - 3), `slope ${slope}`).toBeLessThan(0.2)
  })
  test('laskarRobutel(4) and blanes864 with two coefficients exchanged: eps', () => {
    for (const name of ['laskarRobutel(4)', 'blanes864']) {
      const slope = powerOfEps(swappedStages(find(name)), epsilons, 32)
      expect(Math.abs(slope - 1), `${name}: slope ${slope}`).toBeLessThan(0.2)
    }
  })
})

describe('the error at a fixed eps is proportional to', () => {
  test.each([
    ['laskarRobutel(4)', 1e-2, [24, 32, 40, 50, 64, 80, 100, 128], 2],
    ['blanes864', 0.1, [48, 54, 60, 68, 76, 86, 96, 108], 4],
  ] as const)('%s where the last power of eps rules, eps = %f', (name, eps, counts, order) => {
    const { slope } = powerOfH(find(name), eps, counts)
    expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.3)
  })
  test.each(['laskarRobutel(4)', 'blanes864'])('%s where the first rules, eps = 1e-5: at least h^8', (name) => {
    const { slope, points } = powerOfH(find(name), 1e-5, [7, 8, 9, 10, 11])
    expect(points).toBe(5)
    expect(slope).toBeGreaterThan(7.8)
    expect(powerOfH(find('blanesMoan4'), 1e-5, [16, 20, 24, 28, 32]).slope).toBeLessThan(5)
  })
})

test('for the same number of kicks, eps = 1e-3: five times below Strang, a thousand below Suzuki', () => {
  expect(errorOf(find('laskarRobutel(4)'), 1e-3, 16)).toBeLessThan(errorOf(find('strang'), 1e-3, 64) / 5)
  expect(errorOf(find('blanes864'), 1e-3, 20)).toBeLessThan(errorOf(find('suzuki4'), 1e-3, 28) / 1000)
})

test('the Kepler flow is exact: any number of steps gives one orbit', () => {
  const { prepare } = perturbed(0)
  const many = prepare().block
  const once = prepare().block
  for (let k = 0; k < 100; k++) keplerFlow(many, T / 100)
  keplerFlow(once, T)
  expect(Math.abs(many[0] - once[0]) + Math.abs(many[3] - once[3])).toBeLessThan(1e-13)
  expect(errorOf(find('strang'), 0, 10)).toBeLessThan(1e-13)
})
