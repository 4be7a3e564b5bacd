import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { LoadModule } from '../modules/LoadModule.ts'
import { noModules } from '../modules/LoadModule.ts'
import { type Decoded, decodeCompare } from './decode.ts'
import type { ReadText } from './decodeInitial.ts'
import { isMapping } from './describeValue.ts'
import { isSlip } from './nearestName.ts'
import { makeProblemLog } from './ProblemLog.ts'
import type { Cloud, CompareSpec } from './Spec.ts'
import type { SpecProblem } from './SpecProblem.ts'
import { setAt } from './setAt.ts'
import type { SweepPlan, SweepPoint } from './sweep.ts'
import { readSweep } from './sweepAxes.ts'
import { sweepPoints } from './sweepPoints.ts'
import { makePointProblems } from './sweepProblems.ts'
import { sweepRepeats } from './sweepRepeats.ts'

/** One point of a study, decoded. */
export interface StudyPoint extends SweepPoint {
  readonly decoded: Decoded<CompareSpec>
}

/** A study before it is computed: its document without the sweep, its axes, and a comparison at each of their points. */
export interface StudyPlan extends SweepPlan {
  readonly points: ReadonlyArray<StudyPoint>
}

interface Expansion extends SweepPlan {
  readonly problems: ReadonlyArray<SpecProblem>
  /** What a point would be, as far as the sweep could be read. */
  readonly example: unknown
}

const expand = (raw: unknown): Expansion => {
  const key = isMapping(raw)
    ? 'sweep' in raw
      ? 'sweep'
      : Object.keys(raw).find((one) => isSlip(one, 'sweep'))
    : undefined
  const whole = { document: raw, axes: [], points: [{ index: 0, settings: [], raw }], problems: [], example: raw }
  if (!isMapping(raw) || key === undefined || raw[key] === undefined) return whole
  const { [key]: sweep, ...document } = raw
  const log = makeProblemLog()
  if (key !== 'sweep') log.complain(key, `unknown key '${key}': the nearest is 'sweep'`)
  if (raw.method !== undefined && raw.methods === undefined) {
    log.complain('method', 'a sweep needs a list of methods: give methods: [..] instead of method')
    return { ...whole, document, points: [], problems: log.problems() }
  }
  const { axes, first } = readSweep(log, sweep, document)
  const example = first.reduce<unknown>((set, { path, value }) => {
    const next = setAt(path, value)(set)
    return E.isRight(next) ? next.right : set
  }, document)
  const points = log.problems().length === 0 ? sweepPoints(log, axes, document) : []
  return { document, axes, points, problems: log.problems(), example }
}

const someProblems = (problems: ReadonlyArray<SpecProblem>): NonEmptyArray<SpecProblem> =>
  problems as NonEmptyArray<SpecProblem>

/**
 * Takes the sweep of a document apart, without decoding its points: a mapping of paths to lists is a grid, every path
 * an axis; in a list of mappings the lists of one mapping go together, and the mappings multiply, the last fastest.
 *
 * Paths are those of `setAt`; a method's name is looked up in the document, not in what a point makes of it. Without a sweep there is one
 * point. At most 100 000 points. Errors: every problem of the sweep.
 *
 * @example
 * const sweep = { 'problem.coupling': [0.1, 0.2], hbar: [1, 2] }
 * const { points } = expandSweep({ problem: { name: 'rabi' }, sweep }).right
 * points.map(({ raw }) => [raw.problem.coupling, raw.hbar]) // => [[0.1, 1], [0.1, 2], [0.2, 1], [0.2, 2]]
 */
export const expandSweep = (raw: unknown): E.Either<NonEmptyArray<SpecProblem>, SweepPlan> => {
  const { problems, document, axes, points } = expand(raw)
  return problems.length > 0 ? E.left(someProblems(problems)) : E.right({ document, axes, points })
}

/** Gives equal clouds of different points as one, so that a sweep holds each file once. */
const makeShareClouds = () => {
  const known: Cloud[] = []
  const same = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((x, i) => x === b[i])
  return (decoded: Decoded<CompareSpec>): Decoded<CompareSpec> => {
    const { cloud } = decoded
    if (cloud === undefined) return decoded
    const found = known.find(
      (one) =>
        same(one.weights, cloud.weights) && same(one.q, cloud.q) && same(one.p, cloud.p) && same(one.psi, cloud.psi),
    )
    if (found === undefined) known.push(cloud)
    return { ...decoded, cloud: found ?? cloud }
  }
}

/**
 * Decodes a document with a list `methods` that may carry a `sweep`: every point as `decodeCompare` does.
 *
 * Errors: every problem of every point, the same one of several points once with their number and what they have in
 * common; a sweep that is wrong itself is reported with what is wrong in the rest of the document; and points that come
 * out the same computation. `readText` is called once for each file. Cost: one decoding for each point.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const methods = [{ name: 'exact' }, { name: 'koopmon' }]
 * const sweep = { 'problem.coupling': [0.1, 0.2], 'methods.koopmon.particles': [100, 200, 300] }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, methods, time: { end: 24 }, sweep }
 * const readText = () => ({ _tag: 'Left', left: 'there are no files here' })
 * const { points } = decodeStudy(document, readText).right
 * points.length // => 6
 * points[4].settings.map(({ value }) => value) // => [0.2, 200]
 * points[4].decoded.spec.methods[1].particles // => 200
 * decodeStudy({ ...document, sweep: { 'problem.couplin': [1, 2] } }, readText).left[0].path // => 'problem.couplin'
 */
export const decodeStudy = (
  raw: unknown,
  readText: ReadText,
  loadModule: LoadModule = noModules,
): E.Either<NonEmptyArray<SpecProblem>, StudyPlan> => {
  const { document, axes, points, problems, example } = expand(raw)
  const texts = new Map<string, ReturnType<ReadText>>()
  const readOnce: ReadText = (path) => {
    const text = texts.get(path) ?? readText(path)
    texts.set(path, text)
    return text
  }
  if (problems.length > 0) {
    const rest = isMapping(example) && example.method === undefined
    const others = rest ? decodeCompare(example, readOnce, loadModule) : E.right(undefined)
    return E.left(someProblems([...problems, ...(E.isLeft(others) ? others.left : [])]))
  }
  const found = makePointProblems()
  const shared = makeShareClouds()
  const decodedPoints: StudyPoint[] = []
  for (const point of points) {
    const decoded = decodeCompare(point.raw, readOnce, loadModule)
    if (E.isLeft(decoded)) found.add(point, decoded.left)
    else decodedPoints.push({ ...point, decoded: shared(decoded.right) })
  }
  const wrong = found.problems(points.length)
  const faults = wrong.length > 0 ? wrong : sweepRepeats(decodedPoints)
  return faults.length > 0 ? E.left(someProblems(faults)) : E.right({ document, axes, points: decodedPoints })
}
