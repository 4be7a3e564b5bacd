import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

interface Growth {
  readonly arrayBuffers: number
}
interface Row {
  readonly name: string
  readonly few: Growth
  readonly many: Growth
}

const probe = fileURLToPath(new URL('../support/runLoopAllocationProbe.ts', import.meta.url))
const child = spawnSync(
  process.execPath,
  [
    '--expose-gc',
    '--min-semi-space-size=256',
    '--max-semi-space-size=256',
    '--conditions=@casimir/source',
    '--import',
    'tsx',
    probe,
  ],
  { encoding: 'utf8', cwd: fileURLToPath(new URL('../..', import.meta.url)) },
)
const rows: ReadonlyArray<Row> = child.status === 0 ? JSON.parse(child.stdout) : []

describe('a step of the run loop allocates no array', () => {
  test('the probe ran', () => {
    expect(child.stderr).toBe('')
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
