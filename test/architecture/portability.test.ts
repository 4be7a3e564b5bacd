import { builtinModules } from 'node:module'
import { describe, expect, test } from 'vitest'
import { importsOf, packageOf, withoutStrings } from '../support/sourceCode.ts'
import { packageNames, sourceFiles } from '../support/sourceTree.ts'

const GLOBALS = ['process', 'Buffer', '__dirname', '__filename', 'require', 'global', 'setImmediate', 'clearImmediate']
const USE = new RegExp(`(?<![.\\w$])(${GLOBALS.join('|')})\\b(?!\\s*[:=?]|\\w)`, 'g')

/** The modules and globals of a source that only Node has. */
const nodeOnly = (text: string): string[] => [
  ...importsOf(text).filter(
    (specifier) => specifier.startsWith('node:') || builtinModules.includes(packageOf(specifier)),
  ),
  ...[...withoutStrings(text).matchAll(USE)].map(([, name]) => name),
]

test.each(packageNames().filter((name) => name !== 'cli'))('%s runs in a browser', (name) =>
  expect(
    sourceFiles(`packages/${name}/src`).flatMap(({ path, text }) => nodeOnly(text).map((use) => `${path}: ${use}`)),
  ).toEqual([]),
)

describe('the checker sees', () => {
  test('modules of Node, with and without the prefix', () => {
    expect(nodeOnly("import { readFileSync } from 'node:fs'")).toEqual(['node:fs'])
    expect(nodeOnly("import { join } from 'path'\nimport { x } from 'fs/promises'")).toEqual(['path', 'fs/promises'])
  })
  test('globals of Node', () => {
    expect(nodeOnly('const t = process.hrtime()')).toEqual(['process'])
    expect(nodeOnly('const b = Buffer.from(x); setImmediate(f)')).toEqual(['Buffer', 'setImmediate'])
    expect(nodeOnly('const here = join(__dirname, x)')).toEqual(['__dirname'])
  })
  test('and takes no word or property for one', () => {
    expect(
      nodeOnly("// process.env\nconst s = 'process.env and Buffer'\nconst globalError = result.process + processed"),
    ).toEqual([])
  })
  test('the command line, which is made for Node', () =>
    expect(sourceFiles('packages/cli/src').flatMap(({ text }) => nodeOnly(text)).length).toBeGreaterThan(3))
})
