import { describe, expect, test } from 'vitest'
import { runProbe } from '../support/runProbe.ts'

interface Growth {
  readonly arrayBuffers: number
}
interface Row {
  readonly name: string
  readonly few: Growth
  readonly many: Growth
}

const { rows, stderr } = runProbe<Row>(new URL('../support/runLoopAllocationProbe.ts', import.meta.url))

describe('a step of the run loop allocates no array', () => {
  test('the probe ran', () => {
    expect(stderr).toBe('')
    expect(rows.length).toBe(3)
  })
  test.each(rows.filter(({ name }) => !name.includes('copies')).map((row) => [row.name, row] as const))(
    '%s',
    (_, { few, many }) => {
      // an array a step would be 80 bytes at least
      expect(Math.max(few.arrayBuffers, many.arrayBuffers)).toBeLessThan(1)
    },
  )
  test('an observer that copies every state is caught', () => {
    const copies = rows.find(({ name }) => name.includes('copies'))
    expect(copies?.many.arrayBuffers).toBeGreaterThan(0)
  })
})
