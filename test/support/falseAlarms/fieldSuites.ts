import type { Functional, LocalDensity, MollifierFactor } from '@casimir/algebra'
import type { Drawn, MollifierParameters } from '@casimir/checks'
import { bracketLaws, functionalLaws, localDensityLaws, mollifierLaws, mollifierParameters } from '@casimir/checks'
import type { HermitianFields } from '@casimir/models'
import {
  addDensities,
  bspline,
  correlationDensity,
  expectationDensity,
  gaussian,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  localFunctional,
  quadraticDensity,
  spectralCasimir,
  twoFormCasimir,
} from '@casimir/models'
import * as fc from 'fast-check'
import { rotating, three, two } from '../modelInstances.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../periodicHamiltonian.ts'
import type { LawSuite } from './LawSuite.ts'

const HBAR = 0.7
const SEEDS = fc.integer({ min: 1, max: 2 ** 30 })
const fine = hermitianFields(periodicGrid(16), 2)
const coarse = hermitianFields(periodicGrid(8), 2)

const functionals = (space: HermitianFields): fc.Arbitrary<Drawn<Functional>> =>
  fc.tuple(fc.constantFrom('linear', 'quadratic', 'energy'), SEEDS).map(([kind, seed]) => {
    const H = periodicHamiltonian(space.levels, { seed, dof: space.grid.dof })
    const value =
      kind === 'energy'
        ? hybridEnergy(space, H, HBAR)
        : localFunctional(
            space,
            kind === 'linear' ? expectationDensity(H) : quadraticDensity({ left: H, perDensity: true }),
          )
    return { value, code: `const functional = ${kind}(periodicHamiltonian(${space.levels}, { seed: ${seed} }))` }
  })
const packets = (space: HermitianFields, rank: 'one' | 'full'): fc.Arbitrary<Drawn<Float64Array>> =>
  SEEDS.map((seed) => ({
    value: smoothPacket(space, { seed, rank, amplitude: 0.1 }),
    code: `const P = smoothPacket(fields, { seed: ${seed}, rank: '${rank}', amplitude: 0.1 })`,
  }))

const cube = { name: 'x^3', phi: (x: number) => x ** 3, slope: (x: number) => 3 * x * x }
const inverse = { name: '1/x', lambda: (x: number) => 1 / x, slope: (x: number) => -1 / (x * x) }

const densities: ReadonlyArray<LocalDensity> = [
  correlationDensity(rotating, 0.8),
  correlationDensity(three, 1),
  correlationDensity(periodicHamiltonian(2, { dof: 2 }), 1),
  expectationDensity(three),
  quadraticDensity({ left: two, right: rotating, perDensity: true }),
  addDensities(expectationDensity(two), correlationDensity(two, 0.5)),
]

const cutAt =
  (...cut: [] | [number]) =>
  ({ shape, degree, alpha }: MollifierParameters): MollifierFactor =>
    shape === 'gaussian' ? gaussian(alpha, ...cut) : bspline(degree, alpha)

/** Brackets, functionals, local densities and mollifiers. */
export const fieldSuites = (): ReadonlyArray<LawSuite> => [
  {
    name: 'bracketLaws',
    subjects: [
      {
        name: 'the hybrid bracket, 16 x 16 points',
        laws: bracketLaws({
          bracket: hybridBracket(fine, HBAR),
          functionals: functionals(fine),
          fields: packets(fine, 'full'),
          casimirs: [
            { functional: spectralCasimir(fine, cube) },
            { functional: twoFormCasimir(fine, HBAR, inverse), fields: packets(fine, 'one') },
          ],
          // what 16 points an axis leave of the products of these packets and functionals
          accuracy: 1e-6,
        }),
      },
    ],
  },
  {
    name: 'functionalLaws',
    subjects: [
      {
        name: 'functionals on 8 x 8 points',
        laws: functionalLaws({ functionals: functionals(coarse), fields: packets(coarse, 'full') }),
      },
    ],
  },
  {
    name: 'localDensityLaws',
    subjects: densities.map((density) => ({ name: density.name, laws: localDensityLaws(density) })),
  },
  {
    name: 'mollifierLaws',
    subjects: [
      ['B-splines, and Gaussians cut at 8.5 alpha', cutAt(8.5)] as const,
      ['B-splines, and Gaussians cut at 6.5 alpha', cutAt()] as const,
    ].map(([name, make]) => ({ name, laws: mollifierLaws({ name, parameters: mollifierParameters(), make }) })),
  },
]
