import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compare, decodeCompare, decodeRun, run } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')
const readme = text('README.md')
const noFiles = (): E.Either<string, string> => E.left('this test gives no files')

describe('README', () => {
  test('the library example is docs/examples/library.ts, at most 20 lines, and it runs', async () => {
    const [, code] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
    expect(code).toBe(text('docs/examples/library.ts'))
    expect(code.trim().split('\n').length).toBeLessThanOrEqual(20)
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    await import('../../docs/examples/library.ts')
    expect(log.mock.calls.flat().join(' ')).toMatch(/^energy error -?\d\.\de-[4-9] in \d+ gradients$/)
    log.mockRestore()
  })

  test('every file and figure it names is there', () => {
    const named = [...readme.matchAll(/(?:docs\/[\w./-]+\.(?:md|ts|yaml|svg)|CITATION\.cff|CONTRIBUTING\.md)/g)].map(
      ([path]) => path,
    )
    expect(named.length).toBeGreaterThan(8)
    expect(named.filter((path) => !existsSync(`${root}/${path}`))).toEqual([])
  })

  test('the table is what docs/examples/rabi.yaml gives', async () => {
    const decoded = decodeCompare(parse(text('docs/examples/rabi.yaml')), noFiles)
    if (E.isLeft(decoded)) throw new Error(decoded.left.map(({ message }) => message).join('\n'))
    const { runs, status } = await compare(decoded.right)
    expect(status).toBe('ok')
    for (const { label, deviations } of runs) {
      const row = readme
        .split('\n')
        .find((line) => line.startsWith(`${label} `))
        ?.trim()
        .split(/\s+/)
      if (!row) throw new Error(`README has no row '${label}'`)
      if (!deviations) expect(row.slice(1, 5)).toEqual(['-', '-', '-', '-'])
      else
        [deviations.population, deviations.purity, deviations.q, deviations.p].forEach(({ rms }, k) => {
          expect(Math.abs(Number(row[k + 1]) - rms)).toBeLessThan(0.006 * rms)
        })
    }
  })
})

describe('docs/examples', () => {
  test.each([
    ['tully1.yaml', 0.1],
    ['tully2-compare.yaml', 0.1],
    ['linear-vibronic.yaml', 1 / 76],
  ])('%s decodes, and runs to a part of its end', async (name, part) => {
    const document = parse(text(`docs/examples/${name}`))
    document.time.end *= part
    if (document.methods) {
      const decoded = decodeCompare(document, noFiles)
      if (E.isLeft(decoded)) throw new Error(decoded.left.map(({ message }) => message).join('\n'))
      expect((await compare(decoded.right)).status).toBe('ok')
    } else {
      const decoded = decodeRun(document, noFiles)
      if (E.isLeft(decoded)) throw new Error(decoded.left.map(({ message }) => message).join('\n'))
      expect((await run(decoded.right)).status).toBe('ok')
    }
  })
})
