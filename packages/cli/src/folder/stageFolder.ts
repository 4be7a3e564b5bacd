import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from '../spec/reasonOf.ts'
import { isOutputName } from './outputNames.ts'

/**
 * Has files written beside the place of a result folder and then renamed into it; returns their names, or one sentence when the disk refused.
 *
 * So no file is ever there in part. Files of other names are left alone; outputs that were there and were not written again are removed. `name` is the folder as the user
 * wrote it. What `write` throws besides refusals of the disk is thrown on, with nothing left behind.
 */
export const stageFolder = async (
  path: string,
  name: string,
  write: (staging: string) => void | Promise<void>,
): Promise<E.Either<string, ReadonlyArray<string>>> => {
  const replaces = existsSync(path)
  let staging: string | undefined
  const clear = () => {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
  process.once('exit', clear)
  try {
    mkdirSync(dirname(path), { recursive: true })
    staging = mkdtempSync(replaces ? join(path, '.casimir-') : `${path}.casimir-`)
    await write(staging)
    const names = readdirSync(staging).sort()
    if (replaces) {
      for (const file of names) renameSync(join(staging, file), join(path, file))
      for (const file of readdirSync(path)) if (isOutputName(file) && !names.includes(file)) rmSync(join(path, file))
    } else {
      chmodSync(staging, 0o777 & ~process.umask())
      renameSync(staging, path)
    }
    return E.right(names)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    return E.left(`${name} could not be written: ${reasonOf(error)}`)
  } finally {
    process.off('exit', clear)
    clear()
  }
}
