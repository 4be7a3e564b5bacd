import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { HoppingRow } from '../support/hoppingPage.ts'
import { hoppingBlock, hoppingRow, momenta, references, steps, TOLERANCE } from '../support/hoppingPage.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const { particles, rows }: { particles: number; rows: ReadonlyArray<HoppingRow> } = JSON.parse(
  read('docs/data/surface-hopping.json'),
)

describe('docs/surface-hopping.md', () => {
  test('is made from its data, at least 20 000 trajectories at every momentum and step', () => {
    expect(read('docs/surface-hopping.md')).toContain(hoppingBlock(particles, rows))
    expect(particles).toBeGreaterThanOrEqual(20_000)
    expect(rows.map(({ k, dt }) => `${k} ${dt}`)).toEqual(steps.flatMap((dt) => momenta.map((k) => `${k} ${dt}`)))
  })
  test.each(rows.map((row) => [row.k, row.dt, row] as const))('k = %i, dt = %i: the known fraction', (_, dt, row) => {
    expect(Math.abs(row.upper - references[row.k as keyof typeof references])).toBeLessThan(TOLERANCE)
    expect(row.error).toBeLessThan(TOLERANCE / 3)
    expect(row.inside).toBeLessThanOrEqual(1e-4)
    if (dt === 1) expect(row.energyChange).toBeLessThan(1e-5)
  })
  test('the energy of single trajectories changes by the square of the step, the hops by little', () => {
    const mean = (dt: number, read: (row: HoppingRow) => number): number =>
      rows.filter((row) => row.dt === dt).reduce((sum, row) => sum + read(row) / momenta.length, 0)
    const ratio = mean(10, ({ energyChange }) => energyChange) / mean(1, ({ energyChange }) => energyChange)
    expect(ratio).toBeGreaterThan(50)
    expect(ratio).toBeLessThan(200)
    expect(mean(1, ({ bias }) => bias)).toBeLessThan(mean(10, ({ bias }) => bias) / 10)
  })
  test('another, smaller run gives the same within four standard errors', async () => {
    const again = await hoppingRow(20, 5, 1024)
    const stated = rows.find(({ k, dt }) => k === 20 && dt === 5)
    if (!stated) throw new Error('the data have no row for k = 20, dt = 5')
    expect(Math.abs(again.upper - stated.upper)).toBeLessThan(4 * Math.hypot(again.error, stated.error))
    expect(Math.abs(again.energyChange / stated.energyChange - 1)).toBeLessThan(0.5)
  })
})
