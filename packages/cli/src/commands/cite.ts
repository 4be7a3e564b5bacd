import { resolve } from 'node:path'
import {
  allCitations,
  bibtex,
  type CitedWork,
  type CompareSpec,
  citationsFor,
  type Decoded,
  decodeRun,
  decodeStudy,
  type ReadText,
  type RunSpec,
  type SpecProblem,
  type StudyPlan,
} from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { map, type NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Request } from '../arguments/parseArguments.ts'
import { exitCodes } from '../exitCodes.ts'
import { loadModules } from '../modules/loadModules.ts'
import { readSpec } from '../spec/readSpec.ts'
import { readText } from '../spec/readText.ts'
import type { Terminal } from '../Terminal.ts'

/** What a spec file uses, whichever kind of document it is; or one sentence per problem. */
const citedBy = async (
  file: string,
  terminal: Terminal,
): Promise<E.Either<NonEmptyArray<string>, ReadonlyArray<CitedWork>>> => {
  const source = readSpec(file, [], terminal)
  if (E.isLeft(source)) return source
  const { raw, folder } = source.right
  const readTable: ReadText = (path) => readText(resolve(folder, path), path)
  const { load } = await loadModules(raw, folder)
  const isRun = typeof raw === 'object' && raw !== null && 'method' in raw && !('methods' in raw)
  const specs = isRun
    ? E.map(({ spec }: Decoded<RunSpec>): ReadonlyArray<RunSpec | CompareSpec> => [spec])(
        decodeRun(raw, readTable, load),
      )
    : E.map(({ points }: StudyPlan) => points.map(({ decoded }) => decoded.spec))(decodeStudy(raw, readTable, load))
  if (E.isRight(specs)) return E.right(citationsFor(specs.right))
  return E.left(map(({ path, message }: SpecProblem) => `${path === '' ? file : path}: ${message}`)(specs.left))
}

/** `casimir cite [SPEC]`: BibTeX of what a spec uses, or of everything; resolves to the exit code. */
export const cite = async (request: Extract<Request, { kind: 'command' }>, terminal: Terminal): Promise<number> => {
  const [file] = request.positionals
  const works = file === undefined ? E.right(allCitations()) : await citedBy(file, terminal)
  if (E.isRight(works)) {
    terminal.out(bibtex(works.right))
    return exitCodes.ok
  }
  for (const sentence of works.left) terminal.err(`${sentence}\n`)
  return exitCodes.refused
}
