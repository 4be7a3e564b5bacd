import type { Decoded, RunSpec } from '@casimir/experiments'
import { decodeRun } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'

const noFiles = (): E.Either<string, string> => E.left('this test gives no files')
const right = <A>(decoded: E.Either<ReadonlyArray<{ readonly path: string; readonly message: string }>, A>): A => {
  if (E.isRight(decoded)) return decoded.right
  throw new Error(decoded.left.map(({ path, message }) => `${path}: ${message}`).join('\n'))
}

/** Decodes a run document that is expected to be right. */
export const runSpec = (document: unknown): Decoded<RunSpec> => right(decodeRun(document, noFiles))
