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

describe.each(packageNames())('%s', (name) => {
  const files = sourceFiles(`packages/${name}/src`)
  test('has no import cycle, type imports included', () => expect(findCycle(graphOf(files))).toEqual([]))
  test('imports relatively only files of its own that exist', () => expect(strays(files)).toEqual([]))
  test('has a graph worth searching', () =>
    expect([...graphOf(files).values()].flat().length).toBeGreaterThan(files.length / 2))
})

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
  test('a file that imports itself', () =>
    expect(findCycle(graphOf([file('a.ts', "import { x } from './a.ts'")]))).toEqual(['a.ts', 'a.ts']))
  test('an import from another package by its path', () =>
    expect(strays([file('packages/p/src/a.ts', "import { b } from '../../q/src/b.ts'")])).toEqual([
      'packages/p/src/a.ts imports packages/q/src/b.ts',
    ]))
})
