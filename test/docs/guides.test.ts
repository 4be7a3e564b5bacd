import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { claimCount, runExample } from '../support/docExamples.ts'
import { root, sourceFiles } from '../support/sourceTree.ts'

/** The guide whose blocks are specs and not programs: compareMethodsGuide.test.ts holds it. */
const SPECS = 'docs/guide/compare-methods.md'
const guides = sourceFiles('docs/guide', '.md').filter(({ path }) => path !== SPECS)

/** The `ts` blocks of a page, in order, as one program. */
const programOf = (page: string): string =>
  [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code).join('')

/** What a page links to or names as a file of the repository, from the root. */
const filesNamedBy = (path: string, page: string): string[] => [
  ...[...page.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => join(dirname(path), link)),
  ...[...page.matchAll(/`((?:packages|test|docs)\/[\w/.-]+\.\w+)`/g)].map(([, named]) => named),
]

/** Modules as a file of the given folder imports them. */
const loadFrom =
  (folder: string) =>
  (specifier: string): Promise<unknown> => {
    const target = specifier.startsWith('.') ? pathToFileURL(join(root, folder, specifier)).href : specifier
    return import(/* @vite-ignore */ target)
  }

const close = (value: unknown): unknown => (value instanceof Float64Array ? Array.from(value) : value)
const run = async (path: string, program: string): Promise<number> => {
  let claims = 0
  await runExample(program, {
    names: {},
    load: loadFrom(dirname(path)),
    claim: (actual, expected, statement) => {
      claims += 1
      expect(close(actual), statement).toEqual(expected)
    },
  })
  return claims
}

describe.each(guides.map(({ path, text }) => [path, text] as const))('%s', (path, page) => {
  test('its blocks run, in order, and every claim holds', async () => {
    const program = programOf(page)
    expect(await run(path, program)).toBe(claimCount(program))
    expect(claimCount(program)).toBeGreaterThan(2)
  })
  test('every file that it names is there', () => {
    const named = filesNamedBy(path, page)
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})

test('the four guides are there', () =>
  expect(guides.map(({ path }) => path)).toEqual(
    ['add-a-group', 'add-a-scheme', 'choose-an-integrator', 'your-own-model'].map((name) => `docs/guide/${name}.md`),
  ))

describe('the checker itself', () => {
  const page = (...lines: string[]): string =>
    `text\n\n\`\`\`ts\nconst x = 1\n\`\`\`\n\ntext\n\n\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n`
  test('runs the blocks of a page as one program', async () =>
    expect(await run('docs/guide/page.md', programOf(page('x + 1 // => 2')))).toBe(1))
  test('fails what is false, and what throws', async () => {
    await expect(run('docs/guide/page.md', programOf(page('x + 1 // => 3')))).rejects.toThrow(/x \+ 1 \/\/ => 3/)
    await expect(run('docs/guide/page.md', programOf(page('nowhere()')))).rejects.toThrow(/nowhere is not defined/)
  })
  test('loads packages by name and files from the page', async () =>
    expect(
      await run(
        'docs/guide/page.md',
        programOf(
          page(
            "import { strang } from '@casimir/integrators'",
            "import { groupTable } from '../../test/support/lieGroupTable.ts'",
            'strang.length // => 4',
            'groupTable.length > 5 // => true',
          ),
        ),
      ),
    ).toBe(2))
  test('finds the files a page names', () =>
    expect(
      filesNamedBy('docs/guide/page.md', 'see [a](../b.md#c), [d](https://e.org) and `test/f.ts`, not `g.ts`'),
    ).toEqual([join('docs', 'b.md'), 'test/f.ts']))
})
