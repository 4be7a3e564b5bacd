import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expandSweep, methodLabels, version } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { File, Group } from 'h5wasm/node'
import { readResultFile } from '../folder/readResultFile.ts'
import { parseDocument } from '../spec/parseDocument.ts'
import { reasonOf } from '../spec/reasonOf.ts'
import { PARTS } from '../study/folderStore.ts'
import type { HeldPoint, HeldResult, HeldRun } from './HeldResult.ts'
import { anyText, groupIn, textOf } from './heldValues.ts'
import { readHeldRun } from './readHeldRun.ts'

/** The names of the methods of a document, in its order. */
const methodNames = (document: unknown): ReadonlyArray<string> => {
  if (typeof document !== 'object' || document === null || !('methods' in document)) return []
  const { methods } = document
  if (!Array.isArray(methods)) return []
  return methods.map((method: unknown) =>
    typeof method === 'object' && method !== null && 'name' in method ? String(method.name) : '',
  )
}

/** The runs of a group, as its document orders the methods: HDF5 keeps the order of the alphabet. */
const readRuns = (group: Group, document: unknown): ReadonlyArray<HeldRun> => {
  const order = methodLabels(methodNames(document))
  const place = (label: string): number => (order.includes(label) ? order.indexOf(label) : order.length)
  return group
    .keys()
    .flatMap((label) => {
      const held = groupIn(group, label)
      const run = held && readHeldRun(held, label)
      return run === undefined ? [] : [run]
    })
    .sort((a, b) => place(a.label) - place(b.label))
}

/** The swept paths of a document, in its order. */
const sweptPaths = (document: unknown): ReadonlyArray<string> => {
  const plan = expandSweep(document)
  return E.isRight(plan) ? plan.right.axes.flatMap(({ paths }) => paths) : []
}

const readPoints = (points: Group, document: unknown): ReadonlyArray<HeldPoint> => {
  const swept = sweptPaths(document)
  return points
    .keys()
    .filter((key) => /^\d+$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((key) => {
      const point = groupIn(points, key)
      if (point === undefined) return []
      const settings = Object.keys(point.attrs)
        .sort((a, b) => swept.indexOf(a) - swept.indexOf(b))
        .map((path) => ({ path, text: anyText(point, path) }))
      return [{ index: Number(key), settings, runs: readRuns(point, document) }]
    })
}

const readFile = (file: File, name: string): E.Either<string, HeldResult> => {
  const [madeBy, specText] = [textOf(file, 'version'), textOf(file, 'spec')]
  if (madeBy === undefined || specText === undefined)
    return E.left(`${name} is damaged, or no result of casimir: it has no version or no spec; compute it again`)
  const parsed = parseDocument(specText, `the spec in ${name}`)
  if (E.isLeft(parsed)) return parsed
  const document = parsed.right
  const points = groupIn(file, 'points')
  const alone = readHeldRun(file)
  const found: ReadonlyArray<HeldPoint> =
    points !== undefined
      ? readPoints(points, document)
      : [{ index: 0, settings: [], runs: alone === undefined ? readRuns(file, document) : [alone] }]
  if (!found.some(({ runs }) => runs.length > 0))
    return E.left(
      `${name} was written by casimir ${madeBy} and holds no run that this version, ${version}, can read; make the report with that version, or compute it again`,
    )
  const kind = points !== undefined ? 'study' : alone === undefined ? 'comparison' : 'run'
  return E.right({ kind, version: madeBy, specText, document, points: found })
}

const missing = (folder: string, name: string): string | undefined => {
  try {
    if (!statSync(folder).isDirectory()) return `${name} is a file: give the folder that --out of run or compare named`
    if (existsSync(join(folder, 'result.h5'))) return undefined
    return existsSync(join(folder, PARTS))
      ? `${name} holds a study that is not finished: the command that began it goes on with it; make the report then`
      : `${name} holds no result, as it has no result.h5: give the folder that --out of run or compare named`
  } catch (error) {
    return `${name} cannot be read: ${reasonOf(error)}`
  }
}

/**
 * Reads result.h5 of a result folder, of a run, a comparison or a study alike; or one sentence why it cannot be read. `name` is the folder as the user wrote it.
 *
 * A file of another version of the program is read as far as it can be: what is not there stays absent.
 */
export const readHeldResult = async (folder: string, name: string): Promise<E.Either<string, HeldResult>> => {
  const refusal = missing(folder, name)
  if (refusal !== undefined) return E.left(refusal)
  const held = await readResultFile(folder, (file) => readFile(file, `${name}/result.h5`))
  return held ?? E.left(`${name}/result.h5 is damaged, or cannot be read: compute it again`)
}
