import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { isMapping } from './describeValue.ts'
import { methodLabels } from './methodLabels.ts'
import { unknownName } from './nearestName.ts'

type Keys = ReadonlyArray<string>

const isIndex = (key: string): boolean => /^\d+$/.test(key)

const at = (keys: Keys, depth: number): string => (depth === 0 ? 'the spec' : keys.slice(0, depth).join('.'))

const setIn = (target: unknown, keys: Keys, depth: number, value: unknown): E.Either<string, unknown> => {
  const key = keys[depth]
  if (key === undefined) return E.right(value)
  if (Array.isArray(target)) {
    const index = isIndex(key) ? Number(key) : Number.NaN
    if (!(index <= target.length)) {
      const allowed = target.length === 0 ? 'only 0' : `a number from 0 to ${target.length}`
      return E.left(`${at(keys, depth)} is a list of ${target.length}, so ${key} must be ${allowed}`)
    }
    return E.map((entry: unknown) => [...target.slice(0, index), entry, ...target.slice(index + 1)])(
      setIn(target[index], keys, depth + 1, value),
    )
  }
  if (target !== undefined && target !== null && !isMapping(target))
    return E.left(`${at(keys, depth)} is ${JSON.stringify(target)}, which has nothing inside to set`)
  const mapping = isMapping(target) ? target : {}
  const inner = Object.hasOwn(mapping, key) ? mapping[key] : undefined
  return E.map((entry: unknown) => ({ ...mapping, [key]: entry }))(setIn(inner, keys, depth + 1, value))
}

const nameOf = (method: unknown): string => (isMapping(method) && typeof method.name === 'string' ? method.name : '')

/** The place of a method in the list from its name, the first of several, or from its label in the comparison. */
const methodIndex = (methods: ReadonlyArray<unknown>, given: string): E.Either<string, number> => {
  const names = methods.map((method) => nameOf(method).toLowerCase())
  const labels = methodLabels(names)
  const key = given.toLowerCase()
  const index = labels.includes(key) ? labels.indexOf(key) : names.indexOf(key)
  if (index >= 0) return E.right(index)
  const known = [...new Set([...names, ...labels])].filter((label) => label !== '' && !label.startsWith('-'))
  const numbers = `the numbers from 0 to ${methods.length - 1}`
  return E.left(unknownName('method', given, known, [...known, numbers]))
}

/**
 * The keys that a path with dots names in a document: the key of a method is its number in the list, though a path may
 * give its name or label, and the path of a sweep is one key.
 *
 * Errors: one sentence for a path with an empty step, or a method that the document has not.
 *
 * @example
 * import * as E from 'fp-ts/lib/Either.js'
 * const methods = [{ name: 'exact' }, { name: 'koopmon' }]
 * keysOf('methods.koopmon.particles')({ methods }) // => E.right(['methods', '1', 'particles'])
 * keysOf('sweep.problem.coupling')({ methods }) // => E.right(['sweep', 'problem.coupling'])
 */
export const keysOf =
  (path: string) =>
  (document: unknown): E.Either<string, Keys> => {
    const keys = path.split('.')
    if (keys.some((key) => key.trim() === ''))
      return E.left(`'${path}' is no path: give keys with a dot between, as in problem.coupling`)
    const [first, second] = keys
    const held = isMapping(document) ? document : {}
    if (first === 'sweep' && second !== undefined) {
      const numbered = Array.isArray(held.sweep) ? 2 : 1
      const rest = keys.slice(numbered).join('.')
      return E.right(rest === '' ? keys : [...keys.slice(0, numbered), rest])
    }
    const { methods } = held
    if (first !== 'methods' || second === undefined || !Array.isArray(methods) || isIndex(second)) return E.right(keys)
    if (!methods.some((method) => nameOf(method) !== '')) return E.right(keys)
    return pipe(
      methodIndex(methods, second),
      E.map((index) => [first, String(index), ...keys.slice(2)]),
    )
  }

/**
 * A document with the value at a path replaced: keys and list indices with dots between, entries of `methods` also by
 * their name or their label in the comparison (`methods.koopmon.particles`, `methods.koopmon-2.particles`).
 *
 * A missing mapping on the way is made; one index past the end of a list appends. The document itself is not changed.
 * Errors: one sentence.
 *
 * @example
 * import * as E from 'fp-ts/lib/Either.js'
 * setAt('problem.coupling', 0.2)({}) // => E.right({ problem: { coupling: 0.2 } })
 * const methods = [{ name: 'exact' }]
 * setAt('methods.exact.grid.points', 64)({ methods }) // => E.right({ methods: [{ name: 'exact', grid: { points: 64 } }] })
 */
export const setAt =
  (path: string, value: unknown) =>
  (document: unknown): E.Either<string, unknown> =>
    pipe(
      keysOf(path)(document),
      E.chain((keys) => setIn(document, keys, 0, value)),
    )
