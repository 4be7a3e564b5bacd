import { expect, test } from 'vitest'
import { runProbe } from '../support/runProbe.ts'

interface Row {
  readonly name: string
  readonly N: number
  readonly heap: number
  readonly arrayBuffers: number
}

const { rows, stderr } = runProbe<Row>(new URL('../support/surfaceHoppingAllocationProbe.ts', import.meta.url))

/**
 * The number that `uniform` returns comes through a call: where the engine does not inline it, it is boxed, 16 bytes for each of 350 trajectories more. A second box a step would be over this.
 */
const SLACK = 16 * 350 + 1000
const growth = (allocates: boolean) =>
  rows
    .filter(({ N, name }) => N === 400 && name.includes('that allocate') === allocates)
    .map((many) => many.heap - (rows.find(({ name, N }) => name === many.name && N === 50)?.heap ?? Number.NaN))

test('a step of surface hopping allocates nothing per trajectory but, at most, the number it draws', () => {
  expect(stderr).toBe('')
  expect(rows.length).toBe(12)
  // a buffer of the start-up may still be freed while it is measured
  for (const { arrayBuffers } of rows) expect(arrayBuffers).toBeLessThanOrEqual(0)
  for (const more of growth(false)) expect(more).toBeLessThan(SLACK)
})

test('an array per draw is seen', () => {
  for (const more of growth(true)) expect(more).toBeGreaterThan(SLACK)
})
