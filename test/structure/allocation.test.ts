import { describe, expect, test } from 'vitest'
import { runProbe } from '../support/runProbe.ts'

interface Row {
  readonly name: string
  readonly N: number
  readonly heap: number
  readonly arrayBuffers: number
}

const { rows, stderr } = runProbe<Row>(new URL('../support/allocationProbe.ts', import.meta.url))
const pairs = rows
  .filter(({ N }) => N === 50)
  .map((few) => [few.name, few, rows.find(({ name, N }) => name === few.name && N === 400)] as const)

/** Methods on states without a number of trajectories. */
const fixed = rows.filter(({ N }) => N === 1).map((row) => [row.name, row] as const)

/** Heap growth is boxed doubles, the same few hundred bytes for any N; one boxed number per trajectory would be 16 bytes times 350. */
const SLACK = 1000

describe('a step allocates nothing per particle', () => {
  test('the probe ran', () => {
    expect(stderr).toBe('')
    expect(pairs.length).toBe(16)
    expect(fixed.length).toBe(7)
  })

  test.each(pairs.filter(([name]) => !name.includes('that allocate')))('%s', (_, few, many) => {
    expect(few.arrayBuffers).toBe(0)
    expect(many?.arrayBuffers).toBe(0)
    expect((many?.heap ?? Number.NaN) - few.heap).toBeLessThan(SLACK)
  })

  test('a flow that allocates an array per trajectory is caught by both measures', () => {
    const [, few, many] = pairs.find(([name]) => name.includes('that allocate')) ?? []
    expect(many?.arrayBuffers).toBeGreaterThan(0)
    expect((many?.heap ?? 0) - (few?.heap ?? 0)).toBeGreaterThan(SLACK)
  })

  test.each(fixed.filter(([name]) => !name.includes('that allocate')))('%s', (_, row) => {
    expect(row.arrayBuffers).toBe(0)
    expect(row.heap).toBeLessThan(SLACK)
  })

  test('a step that allocates arrays is caught by both measures', () => {
    const [, row] = fixed.find(([name]) => name.includes('that allocate')) ?? []
    expect(row?.arrayBuffers).toBeGreaterThan(0)
    expect(row?.heap).toBeGreaterThan(SLACK)
  })
})
