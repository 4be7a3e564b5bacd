import * as E from 'fp-ts/lib/Either.js'
import { parseDocument } from './parseDocument.ts'

const isMapping = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const at = (path: ReadonlyArray<string>, depth: number): string =>
  depth === 0 ? 'the spec' : path.slice(0, depth).join('.')

const setIn = (
  target: unknown,
  path: ReadonlyArray<string>,
  depth: number,
  value: unknown,
): E.Either<string, unknown> => {
  const key = path[depth]
  if (key === undefined) return E.right(value)
  if (Array.isArray(target)) {
    const index = /^\d+$/.test(key) ? Number(key) : Number.NaN
    if (!(index <= target.length)) {
      const allowed = target.length === 0 ? 'only 0' : `a number from 0 to ${target.length}`
      return E.left(`${at(path, depth)} is a list of ${target.length}, so ${key} must be ${allowed}`)
    }
    return E.map((entry: unknown) => [...target.slice(0, index), entry, ...target.slice(index + 1)])(
      setIn(target[index], path, depth + 1, value),
    )
  }
  if (target !== undefined && target !== null && !isMapping(target))
    return E.left(`${at(path, depth)} is ${JSON.stringify(target)}, which has nothing inside to set`)
  const mapping = isMapping(target) ? target : {}
  const inner = Object.hasOwn(mapping, key) ? mapping[key] : undefined
  return E.map((entry: unknown) => ({ ...mapping, [key]: entry }))(setIn(inner, path, depth + 1, value))
}

/**
 * Applies one `path=value` to a document: keys and list indices separated by dots, the value read as YAML.
 *
 * A missing mapping on the way is made; one index past the end of a list appends. Errors are one sentence.
 *
 * @example
 * import * as E from 'fp-ts/lib/Either.js'
 * applySetting('problem.coupling=0.2')({}) // => E.right({ problem: { coupling: 0.2 } })
 */
export const applySetting =
  (setting: string) =>
  (document: unknown): E.Either<string, unknown> => {
    const equals = setting.indexOf('=')
    const path = setting.slice(0, Math.max(equals, 0)).split('.')
    if (equals < 1 || path.some((key) => key.trim() === ''))
      return E.left(`--set ${setting} is not of the form path=value, as in --set problem.coupling=0.2`)
    const value = parseDocument(setting.slice(equals + 1), `the value of --set ${setting}`)
    if (E.isLeft(value)) return value
    return E.mapLeft((reason: string) => `--set ${setting}: ${reason}`)(setIn(document, path, 0, value.right))
  }
