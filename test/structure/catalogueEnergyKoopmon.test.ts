import { allocateHybrid } from '@casimir/algebra'
import { correlation } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../support/catalogue.ts'
import { coarseKoopmons } from '../support/catalogueProblems.ts'
import { measureEnergy } from '../support/measureEnergy.ts'
import { sampleCloud } from '../support/sampleCloud.ts'

const { hamiltonian, options, system } = coarseKoopmons
const isKoopmons = (problem: string): boolean => problem === system.name
const rows = catalogue.filter(({ specimens }) => specimens.some(({ specimen }) => isKoopmons(specimen.problem)))
const named = rows.map((row) => [row.name, row] as const)

describe('the energy of koopmons over 10^4 steps', () => {
  test.each(named.filter(([, { claims }]) => claims.energy))('is bounded and shrinks as h^p: %s', (_, row) => {
    const [{ bounded, shrinks, excursion }] = measureEnergy(row, isKoopmons)
    expect(bounded).toBe(true)
    expect(excursion).toBeGreaterThan(1e-9)
    expect(Math.abs(shrinks - row.claims.order), `shrinks as h^${shrinks}`).toBeLessThan(0.25)
  })
  test.each(named.filter(([, { claims }]) => !claims.energy))('drifts: %s', (_, row) => {
    const [{ bounded }] = measureEnergy(row, isKoopmons)
    expect(bounded).toBe(false)
  })
  test('is watched for methods that keep it and for one that does not', () => {
    expect(named.filter(([, { claims }]) => claims.energy).length).toBeGreaterThanOrEqual(7)
    expect(named.filter(([, { claims }]) => !claims.energy).map(([name]) => name)).toEqual(['rungeKutta4'])
  })
  test('holds the hbar term, which is no rounding error', () => {
    const state = allocateHybrid(system.shape)
    state.block.set(sampleCloud(system.shape, 0.5, 0.3).block)
    expect(Math.abs(correlation(hamiltonian, options).energy(state))).toBeGreaterThan(5e-4)
  })
})
