import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'

/** Checks that a folder holds no result of another version of the program, whose numbers may be others: one sentence when it does. */
export const checkVersion = async (path: string, name: string): Promise<E.Either<string, void>> => {
  if (!existsSync(join(path, 'result.h5'))) return E.right(undefined)
  const { readResultFile } = await import('./readResultFile.ts')
  const made = await readResultFile(path, (file) => file.attrs.version?.value)
  return made === undefined || made === version
    ? E.right(undefined)
    : E.left(
        `${name} holds the result of version ${String(made)}, and this is ${version}: choose another folder for --out, or remove that one`,
      )
}
