import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson } from './canonicalJson.ts'
import { describeValue, isMapping, listed } from './describeValue.ts'
import { SWEEP } from './documentFields.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'
import { keysOf, setAt } from './setAt.ts'
import type { Setting, SweepAxis } from './sweep.ts'

/** Keys at the top of a document that a sweep cannot change. */
const FIXED: { readonly [key: string]: string } = {
  sweep: 'a sweep cannot change the sweep: give the path of a parameter',
  spec: 'the version of the format is the same for all points: give the path of a parameter',
  method: 'a study has a list of methods: name one of them, as in methods.koopmon.particles',
}

/** One path of a sweep as far as it is right: where messages place it, its keys in the document, and its axis. */
interface SweptPath {
  readonly at: string
  readonly path: string
  readonly keys: ReadonlyArray<string>
  readonly first: unknown
}

const readValues = (log: ProblemLog, given: unknown, at: string): ReadonlyArray<unknown> | undefined => {
  if (Array.isArray(given) && given.length > 0) return given
  const hint = isMapping(given) ? ', the path written with dots, as in problem.coupling: [0.1, 0.2]' : ''
  return log.complain(at, `got ${describeValue(given)}; give a list of one value or more${hint}`)
}

const readPath = (
  log: ProblemLog,
  document: unknown,
  { at, path, values }: { readonly at: string; readonly path: string; readonly values: ReadonlyArray<unknown> },
  known: ReadonlyArray<SweptPath>,
): SweptPath | undefined => {
  const keys = keysOf(path)(document)
  if (E.isLeft(keys)) return log.complain(at, keys.left)
  const [first = ''] = keys.right
  if (Object.hasOwn(FIXED, first)) return log.complain(at, FIXED[first])
  const set = setAt(path, values[0])(document)
  if (E.isLeft(set)) return log.complain(at, set.left)
  const swept = { at, path, keys: keys.right, first: values[0] }
  const shares = (short: SweptPath, long: SweptPath): boolean => short.keys.every((key, i) => key === long.keys[i])
  const other = known.find((one) => shares(one, swept) || shares(swept, one))
  if (other === undefined) return swept
  const relation =
    other.keys.length === keys.right.length ? `is what ${other.at} sweeps too` : `and ${other.at} change the same place`
  return log.complain(at, `this path ${relation}: keep one of them`)
}

/** The tuples of an axis, once those that occur twice are complained about. */
const readTuples = (
  log: ProblemLog,
  lists: ReadonlyArray<ReadonlyArray<unknown>>,
  at: string,
): ReadonlyArray<ReadonlyArray<unknown>> => {
  const tuples = (lists[0] ?? []).map((_, k) => lists.map((list) => list[k]))
  const seen = new Map<string, number>()
  tuples.forEach((tuple, k) => {
    const key = canonicalJson(tuple)
    const before = seen.get(key)
    if (before === undefined) seen.set(key, k)
    else {
      const what = listed(tuple.map(describeValue))
      log.complain(
        at,
        `${what} is there twice, as entries ${before} and ${k}, which makes the same point twice: keep one`,
      )
    }
  })
  return tuples
}

/** Reads the axes of one mapping: one each for a grid, one for all together otherwise. */
const readMapping = (
  log: ProblemLog,
  document: unknown,
  { raw, at, together }: { readonly raw: unknown; readonly at: string; readonly together: boolean },
  known: SweptPath[],
): ReadonlyArray<SweepAxis> => {
  if (!isMapping(raw) || Object.keys(raw).length === 0) {
    const wanted = together ? 'a mapping of paths to lists of values, such as { problem.coupling: [0.1, 0.2] }' : SWEEP
    log.complain(at, `got ${describeValue(raw)}; give ${wanted}`)
    return []
  }
  const entries = Object.entries(raw).flatMap(([path, given]) => {
    const place = within(at, path)
    const values = readValues(log, given, place)
    const swept = values && readPath(log, document, { at: place, path, values }, known)
    if (values === undefined || swept === undefined) return []
    known.push(swept)
    return [{ path, place, values }]
  })
  if (!together)
    return entries.map(({ path, place, values }) => ({ paths: [path], values: readTuples(log, [values], place) }))
  if (new Set(entries.map(({ values }) => values.length)).size > 1) {
    const lengths = listed(entries.map(({ path, values }) => `${path} has ${values.length}`))
    log.complain(
      at,
      `these lists go together and are not equally long, ${lengths}: give as many to each, or an entry of the sweep to each, which multiplies them`,
    )
    return []
  }
  const values = readTuples(
    log,
    entries.map((entry) => entry.values),
    at,
  )
  return [{ paths: entries.map(({ path }) => path), values }]
}

/** What a sweep says: its axes, and the first value at every place in the document that it changes. */
export interface SweepReading {
  readonly axes: ReadonlyArray<SweepAxis>
  readonly first: ReadonlyArray<Setting>
}

/**
 * Reads the key `sweep` of a document that is given without it, complaining about all that is wrong: a mapping is a
 * grid, every path an axis; in a list of mappings the lists of one mapping go together.
 */
export const readSweep = (log: ProblemLog, sweep: unknown, document: unknown): SweepReading => {
  const known: SweptPath[] = []
  const listedAxes = (entries: ReadonlyArray<unknown>): ReadonlyArray<SweepAxis> =>
    entries.flatMap((raw, i) => readMapping(log, document, { raw, at: `sweep.${i}`, together: true }, known))
  const axes =
    Array.isArray(sweep) && sweep.length > 0
      ? listedAxes(sweep)
      : readMapping(log, document, { raw: sweep, at: 'sweep', together: false }, known)
  return { axes, first: known.map(({ keys, first }) => ({ path: keys.join('.'), value: first })) }
}
