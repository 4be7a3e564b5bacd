import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { root } from '../support/sourceTree.ts'

const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8')
const COLUMNS = { catalogue: 4, equations: 5 }
const IDS = [...Array.from({ length: 6 }, (_, k) => `E${k + 1}`), ...Array.from({ length: 13 }, (_, k) => `T${k + 1}`)]

interface Row {
  readonly label: string
  readonly cells: ReadonlyArray<string>
}
/** The rows of every table with that many columns, without heads and rules; bars, < and * are escaped, which markdown would take for its own. */
const rowsOf = (page: string, columns: number): Row[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (?:---|id|equation) \|/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replace(/\\([<*|])/g, '$1')),
    )
    .filter((cells) => cells.length === columns)
    .map((cells) => ({ label: cells[0], cells }))

const LITERAL = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
/** The strings of a source, quotes and comments left out. */
const stringsOf = (source: string): string[] =>
  [...source.matchAll(LITERAL)].flatMap(([, quoted]) => (quoted ? [quoted.slice(1, -1)] : []))

/** What a cell of tests names that is not there: files, and quoted titles that no string of the file holds, or several do. */
const testFaults = (cell: string): string[] => {
  const parts = cell.split(/\[\w+\]\(\.\.\/(test\/[^)]+)\)/).slice(1)
  const faults: string[] = []
  for (let k = 0; k < parts.length; k += 2) {
    const path = parts[k]
    const titles = [...parts[k + 1].matchAll(/"([^"]+)"/g)].map(([, title]) => title)
    if (!existsSync(`${root}/${path}`)) faults.push(`no file ${path}`)
    else if (titles.length === 0) faults.push(`no title quoted for ${path}`)
    else {
      const strings = stringsOf(read(path))
      for (const title of titles) {
        const count = strings.filter((s) => s.includes(title)).length
        if (count !== 1) faults.push(`${count} strings of ${path} hold "${title}"`)
      }
    }
  }
  return faults
}
const namesTest = (cell: string): boolean => cell === 'not tested' || /\]\(\.\.\/test\/\w+\/\w+\.test\.ts\)/.test(cell)

/** What a cell of functions names that its file or the index of its package does not export. */
const functionFaults = (cell: string): string[] => {
  if (cell === 'in the test') return []
  const named = [...cell.matchAll(/\[`(\w+)`\]\(\.\.\/(packages\/\w+)\/(src\/[\w/.]+)\)/g)]
  if (named.length === 0) return [`'${cell}' names no function`]
  return named.flatMap(([, name, folder, path]) => {
    if (!existsSync(`${root}/${folder}/${path}`)) return [`no file ${folder}/${path}`]
    const exported = new RegExp(`^export (?:const|interface|type|function) ${name}\\b`, 'm')
    const listed = new RegExp(
      `^export [^;]*?\\b${name}\\b[^;]*? from '\\./${path.slice(4).replaceAll('.', '\\.')}'$`,
      'm',
    )
    const faults = []
    if (!exported.test(read(`${folder}/${path}`))) faults.push(`${folder}/${path} does not export ${name}`)
    if (
      !read(`${folder}/src/index.ts`)
        .split(/\n(?=export )/)
        .some((entry) => listed.test(entry.trimEnd()))
    )
      faults.push(`the index of ${folder} does not export ${name} from ${path}`)
    return faults
  })
}

/** Ids that no row of the catalogue explains, that no row of the equations cites, and cited ids that do not exist. */
const idFaults = (catalogue: ReadonlyArray<Row>, cited: ReadonlyArray<string>): string[] => [
  ...IDS.filter((id) => catalogue.filter(({ label }) => label === id).length !== 1).map((id) => `${id} explained`),
  ...IDS.filter((id) => !cited.includes(id)).map((id) => `${id} cited`),
  ...cited.filter((id) => !IDS.includes(id)).map((id) => `${id} unknown`),
]
const citedIn = (rows: ReadonlyArray<Row>): string[] =>
  rows.flatMap(({ cells }) => [...cells[2].matchAll(/\b[ET]\d+\b/g)].map(([id]) => id))
const missingNumbers = (rows: ReadonlyArray<Row>): number[] =>
  Array.from({ length: 16 }, (_, k) => k + 1).filter((k) => !rows.some(({ label }) => label.startsWith(`(${k})`)))
const repeated = (rows: ReadonlyArray<Row>): string[] =>
  rows.map(({ label }) => label).filter((label, k, labels) => labels.indexOf(label) !== k)

const page = read('docs/equations.md')
const catalogue = rowsOf(page, COLUMNS.catalogue)
const equations = rowsOf(page, COLUMNS.equations)

describe('docs/equations.md', () => {
  test('has rows of four and of five columns only, none with an empty cell', () => {
    const lines = page.split('\n').filter((line) => line.startsWith('|'))
    // a head and a rule for each of the four tables
    expect(catalogue.length + equations.length).toBe(lines.length - 8)
    expect([...catalogue, ...equations].filter(({ cells }) => cells.includes(''))).toEqual([])
  })
  test('has every equation from (1) to (16), and no label twice', () => {
    expect(missingNumbers(equations)).toEqual([])
    expect(repeated([...catalogue, ...equations])).toEqual([])
  })
  test('explains every misprint and trap, and cites each where it belongs', () =>
    expect(idFaults(catalogue, citedIn(equations))).toEqual([]))
  test('names functions that their files and packages export', () =>
    expect(equations.flatMap(({ cells }) => functionFaults(cells[3]))).toEqual([]))
  test('names a test for every row, or says that there is none, and every quoted test is there', () => {
    const cells = [...catalogue, ...equations].map(({ cells }) => cells[cells.length - 1])
    expect(cells.filter((cell) => !namesTest(cell))).toEqual([])
    expect(cells.flatMap(testFaults)).toEqual([])
  })
  test('has no < or * that markdown would swallow', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'))
    expect(rows.filter((line) => /(?<!\\)[<*]/.test(line))).toEqual([])
  })
  test('links only to pages that are there', () => {
    const links = [...page.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, path]) => path)
    expect(links.filter((path) => !existsSync(`${root}/docs/${path}`))).toEqual([])
  })
})

describe('the checkers see', () => {
  const row = (label: string, right = ''): Row => ({ label, cells: [label, '', right, '', ''] })
  test('functions of another file, of no index, and none', () => {
    const link = (name: string, file: string): string => `[\`${name}\`](../packages/models/src/${file}.ts)`
    expect(functionFaults(link('koopmon', 'closures/koopmon'))).toEqual([])
    expect(functionFaults(link('koopmon', 'closures/ehrenfest'))).toHaveLength(2)
    expect(functionFaults(link('liouvilleDensity', 'fields/liouvilleDensity'))).toEqual([
      'the index of packages/models does not export liouvilleDensity from src/fields/liouvilleDensity.ts',
    ])
    expect(functionFaults(link('koopmon', 'closures/gone'))).toHaveLength(1)
    expect(functionFaults('koopmon')).toHaveLength(1)
  })
  test('titles that are gone, ambiguous, in a comment, or not quoted, and files that are gone', () => {
    const link = '[twoForm](../test/structure/twoForm.test.ts)'
    expect(testFaults(`${link} "Omega is closed on rank one" "not without the 2"`)).toEqual([])
    expect(testFaults(`${link} "no such title"`)).toHaveLength(1)
    expect(testFaults(`${link} "not with the sign flipped"`)).toHaveLength(1)
    // 16 points an axis: a comment of that file
    expect(read('test/structure/twoForm.test.ts')).toContain('16 points an axis')
    expect(testFaults(`${link} "16 points an axis"`)).toHaveLength(1)
    expect(testFaults(link)).toHaveLength(1)
    expect(testFaults('[gone](../test/docs/gone.test.ts) "x"')).toEqual(['no file test/docs/gone.test.ts'])
    expect(namesTest('tested somewhere')).toBe(false)
  })
  test('a number missing, a label twice, and ids unexplained, uncited or unknown', () => {
    const rows = Array.from({ length: 15 }, (_, k) => row(`(${k + 1}) x`))
    expect(missingNumbers(rows)).toEqual([16])
    expect(repeated([...rows, row('(3) x')])).toEqual(['(3) x'])
    const all = IDS.map((id) => row(id))
    expect(idFaults(all, IDS)).toEqual([])
    expect(idFaults(all.slice(1), [...IDS.slice(0, -1), 'E7'])).toEqual(['E1 explained', 'T13 cited', 'E7 unknown'])
    expect(citedIn([row('x', 'as printed, T10 (E2)')])).toEqual(['T10', 'E2'])
  })
})
