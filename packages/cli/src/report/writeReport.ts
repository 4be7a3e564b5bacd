import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from '../spec/reasonOf.ts'
import { REPORT_MARK } from './reportPage.ts'

/** Why a report cannot go to a file, so that nothing else is ever replaced by one; undefined when it can. */
export const reportRefusal = (path: string, name: string): string | undefined => {
  if (extname(path) !== '.html') return `--out ${name}: give a file that ends in .html`
  try {
    if (statSync(path).isDirectory()) return `--out ${name}: it is a folder; give a file in it`
    return readFileSync(path, 'utf8').includes(REPORT_MARK)
      ? undefined
      : `${name} is there already, and it is no report of casimir: give another name with --out`
  } catch (error) {
    const isNew = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isNew ? undefined : `${name} cannot be written: ${reasonOf(error)}`
  }
}

/** Writes a page beside its place and renames it there, so that it is never there in part; or one sentence when the disk refused. */
export const writeReport = (path: string, name: string, page: string): E.Either<string, void> => {
  let staging: string | undefined
  const clear = () => {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
  process.once('exit', clear)
  try {
    staging = mkdtempSync(join(dirname(path), '.casimir-'))
    const staged = join(staging, 'report.html')
    writeFileSync(staged, page)
    renameSync(staged, path)
    return E.right(undefined)
  } catch (error) {
    return E.left(`${name} could not be written: ${reasonOf(error)}`)
  } finally {
    process.off('exit', clear)
    clear()
  }
}
