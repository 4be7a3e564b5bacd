import { transform } from 'esbuild'

/** The docstring of one export, or of nothing when it precedes none. */
interface Docstring {
  readonly name: string
  readonly text: string
}

/** One `@example` block: the export it documents and its lines. */
export interface DocExample {
  readonly name: string
  readonly source: string
}

const DOCSTRING =
  /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(?:export\s+(?:declare\s+)?(?:const|let|function|class|interface|type)\s+(\w+))?/g

/** Every docstring of a TypeScript source, without its comment marks. */
const docstrings = (source: string): Docstring[] =>
  [...source.matchAll(DOCSTRING)].map(([, text, name]) => ({
    name: name ?? '',
    text: text
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, ''))
      .join('\n'),
  }))

/** Every `@example` block of a TypeScript source; a block ends at the next tag. */
export const docExamples = (source: string): DocExample[] =>
  docstrings(source).flatMap(({ name, text }) =>
    text
      .split(/^@/m)
      .filter((section) => section.startsWith('example'))
      .map((section) => ({ name, source: section.replace(/^example/, '').trim() })),
  )

/** The names of exported values (not types) of a source that no docstring precedes. */
export const undocumentedExports = (source: string): string[] => {
  const documented = new Set(docstrings(source).map((d) => d.name))
  return [...source.matchAll(/^export (?:const|let|function|class) (\w+)/gm)]
    .map(([, name]) => name)
    .filter((name) => !documented.has(name))
}

const IMPORT = /^import (?:\* as (\w+)|(\{[^}]*\})) from '([^']+)'$/
const CLAIM = /^(.*?)\s*\/\/ => (.+)$/
const QUOTED = /'[^']*'|"[^"]*"|`[^`]*`/g

/** Lines joined into statements: one ends where its brackets are balanced. */
const statements = (source: string): string[] => {
  const done: string[] = []
  let open: string[] = []
  let depth = 0
  for (const line of source.split('\n')) {
    const code = line.replace(QUOTED, '').replace(/\/\/.*$/, '')
    for (const c of code) depth += '([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0
    open.push(line)
    if (depth === 0) {
      done.push(open.join('\n'))
      open = []
    }
  }
  return [...done, ...open]
}

/** A statement whose last line ends in `// => value` becomes a call of `claim`; an import becomes a dynamic one. */
const translate = (statement: string): string => {
  const imported = IMPORT.exec(statement)
  if (imported) return `const ${imported[1] ?? imported[2]?.replace(/ as /g, ': ')} = await load('${imported[3]}')`
  const lines = statement.split('\n')
  const claimed = CLAIM.exec(lines.at(-1) ?? '')
  if (!claimed) return statement
  const expression = [...lines.slice(0, -1), claimed[1]].join('\n')
  return `claim(${expression}, ${claimed[2]}, ${JSON.stringify(statement)})`
}

/** How many `// =>` lines an example has. */
export const claimCount = (example: string): number =>
  statements(example).filter((s) => CLAIM.test(s.split('\n').at(-1) ?? '')).length

/** What an example's lines see besides their own declarations. */
export interface ExampleScope {
  readonly names: { readonly [name: string]: unknown }
  readonly load: (module: string) => Promise<unknown>
  /** Called once for each `expression // => value`. */
  readonly claim: (actual: unknown, expected: unknown, statement: string) => void
}

/** Runs an example, types stripped, as an async function in the given scope. */
export const runExample = async (example: string, { names, load, claim }: ExampleScope): Promise<void> => {
  const body = statements(example).map(translate).join('\n')
  const { code } = await transform(`async function example() {\n${body}\n}`, { loader: 'ts', target: 'es2022' })
  const run = new Function('claim', 'load', ...Object.keys(names), `'use strict'\n${code}\nreturn example()`)
  await run(claim, load, ...Object.values(names))
}
