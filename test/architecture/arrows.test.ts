import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, packageOf } from '../support/sourceCode.ts'
import type { SourceFile } from '../support/sourceTree.ts'
import { packageNames, root, sourceFiles } from '../support/sourceTree.ts'

/** Which packages each package may use: arrows go up only. */
const ALLOWED: { readonly [name: string]: ReadonlyArray<string> } = {
  algebra: [],
  integrators: ['algebra'],
  models: ['algebra'],
  checks: ['algebra'],
  experiments: ['algebra', 'integrators', 'models', 'checks'],
  cli: ['experiments'],
}

interface Manifest {
  readonly name: string
  readonly dependencies?: { readonly [name: string]: string }
  readonly devDependencies?: { readonly [name: string]: string }
}
const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

/** Imports of workspace packages that the table does not allow, or that reach past a package's front door. */
const wrongArrows = (name: string, files: ReadonlyArray<SourceFile>): string[] =>
  files.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((specifier) => specifier.startsWith('@casimir/'))
      .filter((specifier) => !ALLOWED[name]?.some((allowed) => specifier === `@casimir/${allowed}`))
      .map((specifier) => `${path} imports ${specifier}`),
  )

/** Workspace packages that a manifest depends on without leave. */
const wrongDependencies = (name: string, { dependencies, devDependencies }: Manifest): string[] =>
  Object.keys({ ...dependencies, ...devDependencies })
    .filter((d) => d.startsWith('@casimir/'))
    .filter((d) => !ALLOWED[name]?.includes(d.replace('@casimir/', '')))

/** Packages that sources import and the manifest does not list as dependencies. */
const undeclared = ({ dependencies = {} }: Manifest, files: ReadonlyArray<SourceFile>): string[] =>
  files.flatMap(({ path, text }) =>
    importsOf(text)
      .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
      .filter((specifier) => !(packageOf(specifier) in dependencies))
      .map((specifier) => `${path} imports ${specifier}`),
  )

test('every package has its place in the table', () =>
  expect(packageNames().toSorted()).toEqual(Object.keys(ALLOWED).toSorted()))

describe.each(packageNames())('%s', (name) => {
  const files = sourceFiles(`packages/${name}/src`)
  test('is called after its folder', () => expect(manifest(`packages/${name}`).name).toBe(`@casimir/${name}`))
  test('imports only packages below it, through their index', () => expect(wrongArrows(name, files)).toEqual([]))
  test('depends only on packages below it', () =>
    expect(wrongDependencies(name, manifest(`packages/${name}`))).toEqual([]))
  test('declares what it imports', () => expect(undeclared(manifest(`packages/${name}`), files)).toEqual([]))
})

test('the root package depends on no other, so an undeclared import cannot resolve', () => {
  const { dependencies, devDependencies } = manifest('.')
  expect(Object.keys({ ...dependencies, ...devDependencies }).filter((d) => d.startsWith('@casimir/'))).toEqual([])
})

describe('the checkers see', () => {
  const file = (text: string): SourceFile[] => [{ path: 'bad.ts', text }]
  test('an arrow that goes down, types and re-exports included', () => {
    expect(wrongArrows('algebra', file("import type { Stepper } from '@casimir/integrators'"))).toHaveLength(1)
    expect(wrongArrows('checks', file("import {\n  rabi,\n} from '@casimir/models'"))).toHaveLength(1)
    expect(wrongArrows('cli', file("export { allocate } from '@casimir/algebra'"))).toHaveLength(1)
    expect(wrongArrows('models', file("const x = await import('@casimir/experiments')"))).toHaveLength(1)
  })
  test('an import past the front door', () =>
    expect(wrongArrows('models', file("import { adjoint } from '@casimir/algebra/src/Scheme.ts'"))).toHaveLength(1))
  test('a dependency that goes down', () =>
    expect(
      wrongDependencies('checks', { name: 'c', devDependencies: { '@casimir/models': 'workspace:*' } }),
    ).toHaveLength(1))
  test('an undeclared package', () => {
    expect(
      undeclared({ name: 'c', dependencies: { zod: '4' } }, file("import * as z from 'zod'\nimport 'yaml'")),
    ).toEqual(['bad.ts imports yaml'])
  })
  test('and no import in a comment or a string', () => {
    expect(importsOf("// import { a } from 'b'\n/* import 'c' */\nconst s = \"import { d } from 'e'\"")).toEqual([])
    expect(importsOf("import { a } from 'b' // c\nexport * from './d.ts'\nimport 'e'")).toEqual(['b', './d.ts', 'e'])
  })
})
