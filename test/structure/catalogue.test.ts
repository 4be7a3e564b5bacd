import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Specimen } from '@casimir/checks'
import { energyDrift, invariantDrift, poissonDefect, reversibilityDefect } from '@casimir/checks'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../support/catalogue.ts'
import { catalogueTable, TABLE } from '../support/catalogueTable.ts'
import { measureRow } from '../support/measureRow.ts'
import { wrongMethods } from '../support/wrongMethods.ts'

/** A law holds when its defect is below this, and is shown to be broken when it is above 1e3 times that. */
const HOLDS = 1e-10
const BROKEN = 1e3 * HOLDS

const measured = catalogue.map((row) => ({ row, figures: measureRow(row) }))
const holds = (defect: number | undefined, claimed: boolean | undefined, what: string): void => {
  if (claimed === undefined) expect(defect, what).toBeUndefined()
  else if (claimed) expect(defect, what).toBeLessThan(HOLDS)
  else expect(defect, what).toBeGreaterThan(BROKEN)
}

type Law = keyof typeof defects
const defects = {
  reversibility: (specimen: Specimen, h: number) => reversibilityDefect(specimen, h, 20),
  poisson: (specimen: Specimen, h: number) => poissonDefect(specimen, h),
  invariants: (specimen: Specimen, h: number) => invariantDrift(specimen, h, 20),
  energy: (specimen: Specimen, h: number) => {
    const { energy = () => Number.NaN, prepare } = specimen
    const { block, step } = prepare()
    const series = Float64Array.from({ length: 10_000 }, () => {
      step(h / 4)
      return energy(block)
    })
    const { bounded, shift } = energyDrift(series)
    return bounded ? 0 : shift
  },
}
const controls: ReadonlyArray<readonly [string, ReadonlyArray<Law>, ReturnType<typeof wrongMethods.explicitEuler>]> = [
  ['explicit Euler', ['reversibility', 'poisson', 'invariants', 'energy'], wrongMethods.explicitEuler()],
  ['an adjoint that is not reversed: A B A B for Strang', ['reversibility'], wrongMethods.unreversedAdjoint()],
  ['no back-reaction on the momenta', ['poisson'], wrongMethods.noBackReaction()],
]

describe('every method of the catalogue is what its row claims', () => {
  test.each(measured.map(({ row, figures }) => [row.name, row, figures] as const))('%s', (_, { claims }, figures) => {
    for (const { problem, slope, points } of figures.slopes) {
      // beyond order 8 doubles leave too little room between the asymptotic range and round-off for an upper bound or eight points
      expect(slope, `order on ${problem}`).toBeGreaterThan(claims.order - 0.2)
      if (claims.order <= 8) expect(slope, `order on ${problem}`).toBeLessThan(claims.order + 0.2)
      expect(points, `points on ${problem}`).toBeGreaterThanOrEqual(claims.order <= 8 ? 8 : 5)
    }
    holds(figures.reversibility, claims.symmetric, 'reversibility')
    if (figures.reversal !== undefined) holds(figures.reversal, claims.symmetric, 'time reversal')
    holds(figures.poisson, claims.poisson, 'Poisson defect')
    holds(figures.invariants, claims.invariants, 'invariants')
  })
})

describe('each law fails on a method made wrong on purpose', () => {
  test.each(controls)('%s', (_, broken, specimens) => {
    for (const law of broken)
      expect(Math.max(...specimens.map(({ specimen, h }) => defects[law](specimen, h))), law).toBeGreaterThan(BROKEN)
  })

  test('a step that fails is no pass', () => {
    const [{ specimen, h }] = wrongMethods.frozen()
    for (const law of ['reversibility', 'poisson', 'invariants'] as const)
      expect(() => defects[law](specimen, h), law).toThrow('a step ended with status 1')
  })

  test('a step that writes what is not a number is no pass', () => {
    const [{ specimen, h }] = wrongMethods.notANumber()
    for (const law of ['poisson', 'reversibility'] as const) expect(defects[law](specimen, h) < HOLDS, law).toBe(false)
  })

  test('and each law on one of them at least', () => {
    expect(new Set(controls.flatMap(([, broken]) => broken))).toEqual(new Set(Object.keys(defects)))
  })
})

describe('docs/integrators.md', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/integrators.md', import.meta.url)), 'utf8')
  const cells = (table: string): string[][] =>
    table
      .trim()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))

  test('holds the table that these measurements make', () => {
    const [, written = ''] = TABLE.exec(page) ?? []
    const fresh = cells(catalogueTable(measured))
    const old = cells(written)
    expect(old.length).toBe(fresh.length)
    fresh.forEach((row, i) => {
      row.forEach((cell, j) => {
        // slopes are compared as numbers: their last digit may differ from one processor to another
        const slopes = /^[\d. ]+$/.test(cell) && cell.includes('.')
        if (!slopes) expect(old[i]?.[j]).toBe(cell)
        else
          cell.split(' ').forEach((slope, k) => {
            expect(Math.abs(Number(slope) - Number(old[i]?.[j]?.split(' ')[k]))).toBeLessThan(0.06)
          })
      })
    })
  })
})
