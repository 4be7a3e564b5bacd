import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../support/sourceTree.ts'

const TOP_LEVEL = [
  '.ci',
  '.gitignore',
  '.pnpm-version',
  'CITATION.cff',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'docs',
  'package.json',
  'packages',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'scripts',
  'test',
  'tsconfig.base.json',
  'tsconfig.json',
  'vitest.config.ts',
]

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The names that .gitignore hides at the top, for a copy of the repository without its history. */
const ignored = (): string[] =>
  read('.gitignore')
    .split('\n')
    .map((line) => line.trim().replace(/^\/|\/$/g, ''))

/** The repository's files at the top: those git tracks or, in a copy without git, all that are not ignored. */
const topLevel = (): string[] => {
  try {
    const files = execFileSync('git', ['ls-files', '-z'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const names = new Set(files.split('\0').map((path) => path.split('/')[0]))
    if (names.has('package.json')) return [...names].filter((name) => name !== '')
  } catch {
    // no git here, or not a repository
  }
  const hidden = new Set(['.git', ...ignored()])
  return readdirSync(root).filter((name) => !hidden.has(name))
}

const unknownNames = (names: ReadonlyArray<string>): string[] => names.filter((name) => !TOP_LEVEL.includes(name))

/** Lines of a lockfile that tie it to one registry. */
const addresses = (lockfile: string): string[] =>
  lockfile.split('\n').filter((line) => /tarball:|https?:\/\//.test(line))

describe('the top level', () => {
  test('holds no other names', () => expect(unknownNames(topLevel())).toEqual([]))
  test('holds all of these', () => expect(TOP_LEVEL.filter((name) => !topLevel().includes(name))).toEqual([]))
  test('a name too many is seen', () =>
    expect(unknownNames([...TOP_LEVEL, 'notes.txt', 'src'])).toEqual(['notes.txt', 'src']))
})

describe('the lockfile', () => {
  test('names no registry and no tarball', () => expect(addresses(read('pnpm-lock.yaml'))).toEqual([]))
  test('is a lockfile', () => expect(read('pnpm-lock.yaml')).toMatch(/^lockfileVersion: '9/))
  test('an address in it is seen', () => {
    expect(addresses("  resolution: {integrity: sha512-x, tarball: 'x.tgz'}\nok")).toHaveLength(1)
    expect(addresses('  a: http://registry.example/a\n  b: https://registry.example/b')).toHaveLength(2)
  })
})
