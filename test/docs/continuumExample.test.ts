import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { root } from '../support/sourceTree.ts'

const text = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')

test('docs/examples/continuum.ts, at most 25 lines, runs and says where it stops and why', async () => {
  expect(text('docs/examples/continuum.ts').trim().split('\n').length).toBeLessThanOrEqual(25)
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await import('../../docs/examples/continuum.ts')
  const [summary, message] = log.mock.calls.map(([line]) => line)
  log.mockRestore()
  expect(summary).toMatch(/^unresolved at t = 1\.\d\d of 3: energy off by \de-([7-9]|1\d), mass by (0e\+0|\de-1[4-6])$/)
  expect(message).toMatch(
    /^Resolution was lost after t = 1\.\d+, cut-off K = 10, .* rose to 1\.\d+e-2, above the bound 0\.01/,
  )
})

test('the pages on the continuum name it', () => {
  expect(text('packages/models/README.md')).toContain('](../../docs/examples/continuum.ts)')
  expect(text('docs/ill-posedness.md')).toContain('](examples/continuum.ts)')
})
