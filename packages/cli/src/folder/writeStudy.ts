import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as E from 'fp-ts/lib/Either.js'
import { figureJson, figureSvg } from '../figures/renderFigure.ts'
import { studyFigures } from '../figures/studyFigures.ts'
import type { StudyRun } from '../study/StudyRun.ts'
import { documentText } from './folderSpec.ts'
import { hdf5Ready } from './hdf5File.ts'
import { stageFolder } from './stageFolder.ts'
import { studyMetadata, studyTable } from './studyTable.ts'
import type { Tables } from './tables.ts'
import { writeStudyHdf5 } from './writeStudyHdf5.ts'

/**
 * Writes a study into a folder: result.h5, study.csv with its description, spec.yaml and figures; returns their names, or one sentence when the disk refused.
 *
 * The points are asked for once, in order, and no more than one is kept. Equal studies give equal bytes. Staged as `stageFolder` does. `tables` are those the study was
 * given; its document must name them as they are named here.
 */
export const writeStudy = async (
  path: string,
  name: string,
  study: StudyRun,
  tables: Tables = new Map(),
): Promise<E.Either<string, ReadonlyArray<string>>> => {
  await hdf5Ready()
  return stageFolder(path, name, async (staging) => {
    const write = (file: string, text: string) => writeFileSync(join(staging, file), text)
    const summary = await writeStudyHdf5(join(staging, 'result.h5'), study)
    write('study.csv', studyTable(summary))
    write('study.csv-metadata.json', studyMetadata(summary))
    write('spec.yaml', documentText(summary.spec))
    for (const [file, text] of tables) write(file, text)
    for (const figure of studyFigures(summary)) {
      write(`${figure.name}.vl.json`, figureJson(figure))
      write(`${figure.name}.svg`, await figureSvg(figure))
    }
  })
}
