import type { LocalDensity } from '@casimir/algebra'
import type { Law } from '@casimir/checks'
import { assertLaw, localDensityLaws } from '@casimir/checks'
import { addDensities, correlationDensity, expectationDensity, quadraticDensity } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { absoluteOffsets } from '../support/faults/absoluteOffsets.ts'
import { flippedDensityPartial } from '../support/faults/flippedDensityPartial.ts'
import { missingMomentum } from '../support/faults/missingMomentum.ts'
import { rotating, three, two } from '../support/modelInstances.ts'
import { periodicHamiltonian } from '../support/periodicHamiltonian.ts'

const planar = periodicHamiltonian(2, { dof: 2 })
const densities: ReadonlyArray<LocalDensity> = [
  correlationDensity(rotating, 0.8),
  correlationDensity(three, 1),
  correlationDensity(planar, 1),
  expectationDensity(three),
  quadraticDensity({ left: two, right: rotating, perDensity: true }),
  addDensities(expectationDensity(two), correlationDensity(two, 0.5)),
]
const verdict = (density: LocalDensity, id: string): string | undefined =>
  localDensityLaws(density)
    .find((law) => law.id === id)
    ?.check({ draws: 20, seed: 1 }).verdict

describe.each(densities)('$name', (density) => {
  test.each(localDensityLaws(density).map((law): [string, Law] => [law.id, law]))('%s', (_, law) => {
    assertLaw(law, { draws: 60, seed: 1 })
  })
})

describe('what the laws see', () => {
  const right = correlationDensity(two, 1)
  test('b with the wrong sign', () =>
    expect(verdict(flippedDensityPartial(right), 'density/derivatives')).toBe('fails'))
  test('C left out', () => {
    expect(verdict(missingMomentum(right), 'density/derivatives')).toBe('fails')
    expect(verdict(missingMomentum(right), 'density/places')).toBe('holds')
  })
  test('an offset that is ignored', () => {
    expect(verdict(absoluteOffsets(right), 'density/places')).toBe('fails')
    expect(verdict(absoluteOffsets(right), 'density/derivatives')).toBe('holds')
  })
  test('a quadratic form that is not divided by D has degree two, and consistent derivatives', () => {
    const square = quadraticDensity({ left: two })
    expect(verdict(square, 'density/degree-one')).toBe('fails')
    expect(verdict(square, 'density/derivatives')).toBe('holds')
  })
})
