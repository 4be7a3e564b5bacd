import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf } from '../support/sourceCode.ts'
import type { SourceFile } from '../support/sourceTree.ts'
import { packageNames, sourceFiles } from '../support/sourceTree.ts'

type Graph = ReadonlyMap<string, ReadonlyArray<string>>

const relativeImports = ({ path, text }: SourceFile): string[] =>
  importsOf(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier))

const graphOf = (files: ReadonlyArray<SourceFile>): Graph =>
  new Map(files.map((file) => [file.path, relativeImports(file)]))

/** One import cycle, as the files along it, or none: a depth-first search that meets its own path. */
const findCycle = (graph: Graph): ReadonlyArray<string> => {
  const finished = new Set<string>()
  const visit = (file: string, path: ReadonlyArray<string>): ReadonlyArray<string> => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (finished.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle.length > 0) return cycle
    }
    finished.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

/** Relative imports of files that are not in the same tree. */
const strays = (files: ReadonlyArray<SourceFile>): string[] => {
  const known = new Set(files.map(({ path }) => path))
  return files.flatMap((file) =>
    relativeImports(file)
      .filter((target) => !known.has(target))
      .map((target) => `${file.path} imports ${target}`),
  )
}

/** The folders of a package and the folders they import from, its root left out: that gathers what the folders hold, and holds what they share. */
const folderGraph = (files: ReadonlyArray<SourceFile>): Graph => {
  const folders = new Map<string, string[]>()
  const isRoot = (folder: string): boolean => folder.endsWith('/src')
  for (const file of files) {
    const from = posix.dirname(file.path)
    if (isRoot(from)) continue
    const others = relativeImports(file).map((target) => posix.dirname(target))
    folders.set(from, [...(folders.get(from) ?? []), ...others.filter((to) => to !== from && !isRoot(to))])
  }
  return folders
}

describe.each(packageNames())('%s', (name) => {
  const files = sourceFiles(`packages/${name}/src`)
  test('has no import cycle, type imports included', () => expect(findCycle(graphOf(files))).toEqual([]))
  test('imports relatively only files of its own that exist', () => expect(strays(files)).toEqual([]))
  test('has a graph worth searching', () =>
    expect([...graphOf(files).values()].flat().length).toBeGreaterThan(files.length / 2))
})

test('no two folders of models import each other, directly or round about', () =>
  expect(findCycle(folderGraph(sourceFiles('packages/models/src')))).toEqual([]))

describe('the checkers see', () => {
  const file = (path: string, text: string): SourceFile => ({ path, text })
  test('a cycle through three files, entered from outside', () => {
    const files = [
      file('p/src/index.ts', "export { a } from './a.ts'"),
      file('p/src/a.ts', "import { b } from './deep/b.ts'"),
      file('p/src/deep/b.ts', "import type { C } from '../c.ts'"),
      file('p/src/c.ts', "import { a } from './a.ts'"),
    ]
    expect(findCycle(graphOf(files))).toEqual(['p/src/a.ts', 'p/src/deep/b.ts', 'p/src/c.ts', 'p/src/a.ts'])
    expect(findCycle(graphOf(files.slice(0, 3)))).toEqual([])
  })
  test('folders that import each other by different files', () => {
    const files = [
      file('p/src/a/one.ts', "import { x } from '../b/one.ts'"),
      file('p/src/a/two.ts', "import { y } from './one.ts'"),
      file('p/src/b/two.ts', "import type { Z } from '../a/two.ts'"),
    ]
    expect(findCycle(graphOf(files))).toEqual([])
    expect(findCycle(folderGraph(files))).toEqual(['p/src/a', 'p/src/b', 'p/src/a'])
    expect(findCycle(folderGraph(files.slice(0, 2)))).toEqual([])
  })
  test('a file that imports itself', () =>
    expect(findCycle(graphOf([file('a.ts', "import { x } from './a.ts'")]))).toEqual(['a.ts', 'a.ts']))
  test('an import from another package by its path', () =>
    expect(strays([file('packages/p/src/a.ts', "import { b } from '../../q/src/b.ts'")])).toEqual([
      'packages/p/src/a.ts imports packages/q/src/b.ts',
    ]))
})
