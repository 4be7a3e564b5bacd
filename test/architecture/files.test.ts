import { describe, expect, test } from 'vitest'
import { importsOf, withoutStrings } from '../support/sourceCode.ts'
import type { SourceFile } from '../support/sourceTree.ts'
import { sourceFiles } from '../support/sourceTree.ts'

const MOST_LINES = 300

const sources = ['packages', 'test', 'docs'].flatMap((folder) => sourceFiles(folder))
const written = sources.filter(({ path }) => !path.endsWith('.d.ts'))
const paths = ['packages', 'test', 'docs', 'scripts']
  .flatMap((folder) => sourceFiles(folder, ''))
  .map(({ path }) => path)

const hasDefaultExport = ({ text }: SourceFile): boolean =>
  /\bexport\s+default\b|\bas\s+default\b/.test(withoutStrings(text))
const hasVagueName = (path: string): boolean =>
  path.split('/').some((part) => /^(utils?|utilities|common|helpers?|misc)(\.|$)/i.test(part))
const isTooLong = ({ text }: SourceFile): boolean => text.trimEnd().split('\n').length > MOST_LINES
const unfinishedImports = ({ text }: SourceFile): string[] =>
  importsOf(text).filter((specifier) => specifier.startsWith('.') && !specifier.endsWith('.ts'))
const named = (files: ReadonlyArray<SourceFile>): string[] => files.map(({ path }) => path)

test('there are files to look at', () => expect(written.length).toBeGreaterThan(150))
test('no source has a default export', () => expect(named(written.filter(hasDefaultExport))).toEqual([]))
test('no file or folder is called utils, common, helpers or misc', () => expect(paths.filter(hasVagueName)).toEqual([]))
test(`no source is longer than ${MOST_LINES} lines`, () => expect(named(written.filter(isTooLong))).toEqual([]))
test('relative imports end in .ts', () =>
  expect(written.filter((file) => unfinishedImports(file).length > 0).map(({ path }) => path)).toEqual([]))

describe('the checkers see', () => {
  const file = (text: string): SourceFile => ({ path: 'bad.ts', text })
  test('default exports', () => {
    expect(hasDefaultExport(file('export default () => 1'))).toBe(true)
    expect(hasDefaultExport(file('const a = 1\nexport { a as default }'))).toBe(true)
    expect(hasDefaultExport(file("// export default\nconst s = 'export default'"))).toBe(false)
  })
  test('vague names, of files and folders', () => {
    expect(
      ['src/utils.ts', 'src/helpers/a.ts', 'Common.ts', 'misc', 'test/support/util.mjs'].map(hasVagueName),
    ).toEqual(Array(5).fill(true))
    expect(['src/commonDivisor.ts', 'src/Scheme.ts'].map(hasVagueName)).toEqual([false, false])
  })
  test('the first line too many', () => {
    expect(isTooLong(file('x\n'.repeat(MOST_LINES)))).toBe(false)
    expect(isTooLong(file('x\n'.repeat(MOST_LINES + 1)))).toBe(true)
  })
  test('imports without the extension', () =>
    expect(
      unfinishedImports(file("import { a } from './a'\nimport { b } from './b.js'\nimport { c } from './c.ts'")),
    ).toEqual(['./a', './b.js']))
})
