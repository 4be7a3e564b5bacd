import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as E from 'fp-ts/lib/Either.js'
import { figuresOf } from '../figures/figuresOf.ts'
import { figureJson, figureSvg } from '../figures/renderFigure.ts'
import type { Report } from '../Report.ts'
import { folderSpec } from './folderSpec.ts'
import { hdf5Ready } from './hdf5File.ts'
import { observablesMetadata, observablesTable } from './observablesTable.ts'
import { stageFolder } from './stageFolder.ts'
import type { Tables } from './tables.ts'
import { writeHdf5 } from './writeHdf5.ts'

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
 * Staged as `stageFolder` does, so what an earlier run of the same spec wrote and this one did not is removed. `tables` are those the run was given.
 */
export const writeFolder = async (
  path: string,
  name: string,
  report: Report,
  tables: Tables = new Map(),
): Promise<E.Either<string, ReadonlyArray<string>>> => {
  const texts = await textFiles(report, tables)
  await hdf5Ready()
  return stageFolder(path, name, (staging) => {
    writeHdf5(join(staging, 'result.h5'), report)
    for (const [file, text] of texts) writeFileSync(join(staging, file), text)
  })
}
