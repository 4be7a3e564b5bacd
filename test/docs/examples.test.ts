import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { DocExample } from '../support/docExamples.ts'
import { claimCount, docExamples, runExample } from '../support/docExamples.ts'
import { packageNames, root, sourceFiles } from '../support/sourceTree.ts'

type Exports = { readonly [name: string]: unknown }
const load = (specifier: string): Promise<Exports> => import(/* @vite-ignore */ specifier)
const loadFile = (path: string): Promise<Exports> => load(pathToFileURL(join(root, path)).href)

/** Numbers as examples write them: -0 is 0, at any depth. */
const plain = (value: unknown): unknown => {
  if (value === 0) return 0
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Float64Array) return Float64Array.from(value, (x) => x + 0)
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, plain(v)]))
  return value
}

const run = (example: string, names: Exports): Promise<void> =>
  runExample(example, {
    names,
    load,
    claim: (actual, expected, statement) => expect(plain(actual), statement).toEqual(plain(expected)),
  })

const files = sourceFiles('packages').filter(({ path }) => path.includes('/src/') && !path.endsWith('.d.ts'))
const documented = files
  .map(({ path, text }) => ({ path, examples: docExamples(text) }))
  .filter(({ examples }) => examples.length > 0)

/** The public names that an example of a file may use without an import: all libraries' and its own package's. */
const publicNames = async (path: string): Promise<Exports> => {
  const own = path.split('/')[1]
  const used = packageNames().filter((name) => name !== 'cli' || name === own)
  return Object.assign({}, ...(await Promise.all(used.map((name) => loadFile(`packages/${name}/src/index.ts`)))))
}

describe('docstring examples', () => {
  test('are found all over the packages', () => {
    const counts = Object.fromEntries(packageNames().map((name) => [name, 0]))
    for (const { path, examples } of documented) counts[path.split('/')[1]] += examples.length
    expect(counts.algebra).toBeGreaterThan(20)
    expect(counts.integrators).toBeGreaterThan(8)
    expect(counts.models).toBeGreaterThan(15)
    expect(counts.checks).toBeGreaterThan(4)
  })
  for (const { path, examples } of documented)
    test.each(
      examples.map((example, k): [string, DocExample] => [`${example.name || 'no export'} (${k + 1})`, example]),
    )(`${path}: %s`, async (_, example) => {
      expect(claimCount(example.source), 'an example claims something: `expression // => value`').toBeGreaterThan(0)
      await run(example.source, { ...(await publicNames(path)), ...(await loadFile(path)) })
    })
})

describe('the runner itself', () => {
  const block = (lines: string[]): string =>
    docExamples(
      ['/**', ' * Text.', ' *', ' * @example', ...lines.map((l) => ` * ${l}`), ' */', 'export const f = 1'].join('\n'),
    )[0].source

  test('passes what is true, types, imports and several lines included', async () => {
    const example = block([
      "import * as path from 'node:path'",
      "import { sep as separator } from 'node:path'",
      'const double = (x: number): number => 2 * x',
      'double(',
      '  given,',
      ') // => 6',
      '[-0, { a: -0 }] // => [0, { a: 0 }]',
      'path.sep === separator // => true',
      "await Promise.resolve('a // b') // => 'a // b'",
    ])
    expect(claimCount(example)).toBe(4)
    await run(example, { given: 3 })
  })
  test('fails what is false, with the line', async () => {
    await expect(run(block(['const x = 1', 'x + 1 // => 3']), {})).rejects.toThrow(/x \+ 1 \/\/ => 3/)
    await expect(run(block(['[1, 2] // => [2, 1]']), {})).rejects.toThrow()
  })
  test('fails what throws or names what is not there', async () => {
    await expect(run(block(['nowhere() // => 1']), {})).rejects.toThrow(/nowhere is not defined/)
  })
  test('counts no claim in an example without one', () =>
    expect(claimCount(block(['const x = 1 // a comment']))).toBe(0))
  test('ends a block at the next tag', () => {
    const [first, second, ...rest] = docExamples(
      '/**\n * @example\n * a // => 1\n * @example\n * b // => 2\n * @see c\n */',
    )
    expect([first.source, second.source, rest.length]).toEqual(['a // => 1', 'b // => 2', 0])
  })
})
