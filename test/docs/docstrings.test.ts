import * as algebra from '@casimir/algebra'
import * as experiments from '@casimir/experiments'
import * as integrators from '@casimir/integrators'
import * as models from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { docExamples, undocumentedExports } from '../support/docExamples.ts'
import { sourceFiles } from '../support/sourceTree.ts'

const packages: ReadonlyArray<readonly [string, { readonly [name: string]: unknown }]> = [
  ['algebra', algebra],
  ['experiments', experiments],
  ['integrators', integrators],
  ['models', models],
]

/** The functions among the exports that no example of the sources documents. */
const withoutExample = (exports: { readonly [name: string]: unknown }, sources: ReadonlyArray<string>): string[] => {
  const shown = new Set(sources.flatMap(docExamples).map((example) => example.name))
  return Object.entries(exports)
    .filter(([name, value]) => typeof value === 'function' && !shown.has(name))
    .map(([name]) => name)
}

describe.each(packages)('%s', (name, exports) => {
  const files = sourceFiles(`packages/${name}/src`)
  test('every exported value has a docstring', () =>
    expect(files.flatMap(({ path, text }) => undocumentedExports(text).map((e) => `${path}: ${e}`))).toEqual([]))
  test('every public function has an example', () =>
    expect(
      withoutExample(
        exports,
        files.map(({ text }) => text),
      ),
    ).toEqual([]))
})

describe('the checkers see what is missing', () => {
  const bad =
    '/** Shown.\n *\n * @example\n * f() // => 1\n */\nexport const f = () => 1\n\nexport const g = () => 2\nexport type T = 1\n'
  test('an export without a docstring', () => expect(undocumentedExports(bad)).toEqual(['g']))
  test('a function without an example', () =>
    expect(withoutExample({ f: () => 1, g: () => 2, h: 3 }, [bad])).toEqual(['g']))
})
