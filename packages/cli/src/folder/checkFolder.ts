import { existsSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { parse } from 'yaml'
import type { Report } from '../Report.ts'
import { reasonOf } from '../spec/reasonOf.ts'
import { folderSpec } from './folderSpec.ts'
import { isOutputName } from './outputNames.ts'
import type { Tables } from './tables.ts'
import { tableNames } from './tables.ts'

const nearestFolder = (path: string): string => (existsSync(path) ? path : nearestFolder(dirname(path)))

const sameSpec = (folder: string, spec: string): boolean => {
  const path = join(folder, 'spec.yaml')
  try {
    return existsSync(path) && isDeepStrictEqual(parse(readFileSync(path, 'utf8')), parse(spec))
  } catch {
    return false
  }
}

const sameTables = (folder: string, tables: Tables): boolean =>
  Object.values(tableNames).every((name) => {
    const path = join(folder, name)
    return (existsSync(path) ? readFileSync(path, 'utf8') : undefined) === tables.get(name)
  })

/**
 * Checks before a run that its result can be written to a folder: one sentence when it cannot, nothing left behind.
 *
 * The folder may be missing, or hold the result of the same spec, which is then replaced; files of other names are left alone.
 * `name` is the folder as the user wrote it, `text` its spec.yaml. Writability is tried, not asked, so that it holds for every kind of user.
 */
export const checkFolderFor = (path: string, name: string, text: string, tables: Tables): E.Either<string, void> => {
  try {
    if (existsSync(path)) {
      if (!statSync(path).isDirectory()) return E.left(`${name} is a file: --out needs the name of a folder`)
      const held = readdirSync(path).filter(isOutputName)
      if (held.length > 0 && !(sameSpec(path, text) && sameTables(path, tables)))
        return E.left(`${name} already holds a different result: choose another folder for --out, or remove that one`)
    }
    rmdirSync(mkdtempSync(join(nearestFolder(path), '.casimir-')))
    return E.right(undefined)
  } catch (error) {
    return E.left(`${name} cannot be written: ${reasonOf(error)}`)
  }
}

/** The same for the spec of a run or of a comparison. */
export const checkFolder = (path: string, name: string, spec: Report['spec'], tables: Tables): E.Either<string, void> =>
  checkFolderFor(path, name, folderSpec(spec), tables)
