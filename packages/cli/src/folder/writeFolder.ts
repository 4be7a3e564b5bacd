import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { figuresOf } from '../figures/figuresOf.ts'
import { figureJson, figureSvg } from '../figures/renderFigure.ts'
import type { Report } from '../Report.ts'
import { reasonOf } from '../spec/reasonOf.ts'
import { folderSpec } from './folderSpec.ts'
import { observablesMetadata, observablesTable } from './observablesTable.ts'
import { isOutputName } from './outputNames.ts'
import type { Tables } from './tables.ts'
import { hdf5Ready, writeHdf5 } from './writeHdf5.ts'

const textFiles = async (report: Report, tables: Tables): Promise<ReadonlyMap<string, string>> => {
  const files = new Map([
    ['observables.csv', observablesTable(report)],
    ['observables.csv-metadata.json', observablesMetadata(report)],
    ['spec.yaml', folderSpec(report.spec)],
  ])
  for (const [name, text] of tables) files.set(name, text)
  for (const figure of figuresOf(report)) {
    files.set(`${figure.name}.vl.json`, figureJson(figure))
    files.set(`${figure.name}.svg`, await figureSvg(figure))
  }
  return files
}

/**
 * Writes a report's data, tables and figures into a folder; returns their names, or one sentence when it failed.
 *
 * Everything is written beside its place first and then renamed, so no file is ever there in part; what an earlier
 * run of the same spec wrote and this one did not is removed. `tables` are those the run was given.
 */
export const writeFolder = async (
  path: string,
  name: string,
  report: Report,
  tables: Tables = new Map(),
): Promise<E.Either<string, ReadonlyArray<string>>> => {
  const texts = await textFiles(report, tables)
  await hdf5Ready()
  const replaces = existsSync(path)
  let staging: string | undefined
  const clear = () => {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true })
  }
  process.once('exit', clear)
  try {
    mkdirSync(dirname(path), { recursive: true })
    staging = mkdtempSync(replaces ? join(path, '.casimir-') : `${path}.casimir-`)
    writeHdf5(join(staging, 'result.h5'), report)
    for (const [file, text] of texts) writeFileSync(join(staging, file), text)
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
