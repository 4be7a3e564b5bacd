import { resolve } from 'node:path'
import {
  type CompareSpec,
  type Decoded,
  decodeRun,
  decodeStudy,
  type ReadText,
  type RunSpec,
  type StudyPlan,
} from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { loadModules } from '../modules/loadModules.ts'
import { readText } from '../spec/readText.ts'
import type { HeldResult } from './HeldResult.ts'

/** The specs of a result, one per point; or one sentence why this version of the program does not accept them. Modules that they name are loaded. */
export const heldSpecs = async (
  { kind, document }: HeldResult,
  folder: string,
): Promise<E.Either<string, ReadonlyArray<RunSpec | CompareSpec>>> => {
  const readTable: ReadText = (path) => readText(resolve(folder, path), path)
  const { load } = await loadModules(document, folder)
  const specs =
    kind === 'run'
      ? E.map(({ spec }: Decoded<RunSpec>): ReadonlyArray<RunSpec | CompareSpec> => [spec])(
          decodeRun(document, readTable, load),
        )
      : E.map(
          ({ points }: StudyPlan): ReadonlyArray<RunSpec | CompareSpec> => points.map(({ decoded }) => decoded.spec),
        )(decodeStudy(document, readTable, load))
  return E.mapLeft((problems: ReadonlyArray<{ readonly path: string; readonly message: string }>) => {
    const [first] = problems
    return `${first?.path === '' || first === undefined ? 'spec' : first.path}: ${first?.message ?? 'it is not accepted'}`
  })(specs)
}
