import * as E from 'fp-ts/lib/Either.js'
import { LineCounter, parseDocument as parseYaml } from 'yaml'

const sentence = (name: string, line: number | undefined, message: string): string =>
  `${name} is not valid YAML${line === undefined ? '' : `, line ${line}`}: ${message.split('\n')[0]!.replace(/:$/, '')}`

const isTree = (value: unknown, above: Set<unknown>): boolean => {
  if (typeof value !== 'object' || value === null) return true
  if (above.has(value)) return false
  above.add(value)
  const inside = Object.values(value).every((entry) => isTree(entry, above))
  above.delete(value)
  return inside
}

/** Parses YAML or JSON text into plain data; an error is one sentence naming `name` and the line. */
export const parseDocument = (text: string, name: string): E.Either<string, unknown> => {
  const lines = new LineCounter()
  const document = parseYaml(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const error = document.errors[0]
  if (error?.code === 'MULTIPLE_DOCS') return E.left(`${name} holds several YAML documents: keep one`)
  if (error !== undefined) return E.left(sentence(name, lines.linePos(error.pos[0]).line, error.message))
  try {
    const value: unknown = document.toJS()
    return isTree(value, new Set()) ? E.right(value) : E.left(`${name} has an alias that refers to the node holding it`)
  } catch (cause) {
    return E.left(sentence(name, undefined, cause instanceof Error ? cause.message : String(cause)))
  }
}
