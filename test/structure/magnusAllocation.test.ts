import { describe, expect, test } from 'vitest'
import { runProbe } from '../support/runProbe.ts'

interface Row {
  readonly name: string
  readonly levels: number
  readonly vectors: number
  readonly heap: number
  readonly arrayBuffers: number
}

const { rows, stderr } = runProbe<Row>(new URL('../support/drivenAllocationProbe.ts', import.meta.url))
const FEW = 10
const pairs = rows
  .filter(({ vectors }) => vectors === FEW)
  .map(
    (few) =>
      [
        few.name,
        few.levels,
        few,
        rows.find((row) => row.name === few.name && row.levels === few.levels && row.vectors > FEW),
      ] as const,
  )

/** Heap growth is a few boxed doubles, the same for any number of vectors; one per vector would be 16 bytes times 200. */
const SLACK = 1000

describe('a Magnus step allocates nothing', () => {
  test('the probe ran', () => {
    expect(stderr).toBe('')
    expect(pairs.length).toBe(14)
  })

  test.each(pairs.filter(([name]) => !name.includes('allocates')))('%s on %i levels', (_, _levels, few, many) => {
    expect(few.arrayBuffers).toBe(0)
    expect(many?.arrayBuffers).toBe(0)
    expect(few.heap).toBeLessThan(SLACK)
    expect(many?.heap).toBeLessThan(SLACK)
  })

  test('a flow that allocates an array per vector is caught by both measures', () => {
    const [, , , many] = pairs.find(([name]) => name.includes('allocates')) ?? []
    expect(many?.arrayBuffers).toBeGreaterThan(0)
    expect(many?.heap).toBeGreaterThan(SLACK)
  })
})
