import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { planParts, type RunSpec, runKey, runOf, type StudyPoint } from '@casimir/experiments'

/** A run of a study, computed once however many points ask for it. */
export interface DistinctRun {
  /** Equal for equal computations, of the files they name too, and different otherwise. */
  readonly key: string
  readonly spec: RunSpec
  /** The first point, and the method in it, that asks for the run. */
  readonly point: number
  readonly method: number
  /** The number of its parts, or the most there may be. */
  readonly parts: number
}

/** A study as the runs to be computed, and which of them each method of each point is. */
export interface StudyLayout {
  readonly runs: ReadonlyArray<DistinctRun>
  readonly runsOfPoint: ReadonlyArray<ReadonlyArray<number>>
}

const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** Hashes of the files that a run's spec names. */
const makeFilesOf = (folder: string, texts: ReadonlyMap<string, string>) => {
  const modules = new Map<string, string>()
  const moduleHash = (path: string): string => {
    const known = modules.get(path) ?? hash(readFileSync(resolve(folder, path)))
    modules.set(path, known)
    return known
  }
  const tables = new Map(Array.from(texts, ([path, text]) => [path, hash(text)]))
  return ({ problem, method, initial }: RunSpec): ReadonlyArray<string> => [
    ...(problem.module ? [moduleHash(problem.module.path)] : []),
    ...('module' in method ? [moduleHash(method.module)] : []),
    ...('particles' in initial ? [tables.get(initial.particles) ?? ''] : []),
  ]
}

/** Lays out the runs of a study in the order of its points and their methods, equal ones once. */
export const layOut = (
  points: ReadonlyArray<StudyPoint>,
  folder: string,
  texts: ReadonlyMap<string, string>,
): StudyLayout => {
  const filesOf = makeFilesOf(folder, texts)
  const runs: DistinctRun[] = []
  const known = new Map<string, number>()
  const runsOfPoint = points.map(({ decoded }, point) =>
    decoded.spec.methods.map((each, method) => {
      const spec = runOf(decoded.spec, each)
      const key = hash(JSON.stringify([runKey(spec), ...filesOf(spec)]))
      const found = known.get(key)
      if (found !== undefined) return found
      known.set(key, runs.length)
      return runs.push({ key, spec, point, method, parts: planParts(spec).parts }) - 1
    }),
  )
  return { runs, runsOfPoint }
}
