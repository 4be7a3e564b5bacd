import * as h5wasm from 'h5wasm/node'
import type { StudySummary } from '../quantities/StudySummary.ts'
import { summariseStudy } from '../quantities/StudySummary.ts'
import { settingUnit } from '../quantities/settingUnits.ts'
import { numberOf, settingText } from '../quantities/settingValue.ts'
import type { StudyRun } from '../study/StudyRun.ts'
import { documentText } from './folderSpec.ts'
import { addReal, addText } from './hdf5Datasets.ts'
import { checkHdf5, withStillClock } from './hdf5File.ts'
import { writeRunGroup } from './writeRunGroup.ts'
import { writeSummaryGroup } from './writeSummaryGroup.ts'

/** Writes axes/<n>/<path>: the values at every path of an axis, as numbers where all are. */
const writeAxes = (file: h5wasm.Group, { axes, units }: StudySummary): void => {
  const group = file.create_group('axes')
  axes.forEach(({ paths, values }, n) => {
    const axis = group.create_group(String(n))
    paths.forEach((path, j) => {
      const given = values.map((tuple) => tuple[j])
      const numbers = given.map(numberOf)
      const label = {
        name: path,
        units: settingUnit(path, units) ?? 'unknown',
        description: 'values along the axis [value]',
      }
      if (numbers.every((value) => value !== undefined)) addReal(axis, label, numbers)
      else addText(axis, label, given.map(settingText))
    })
  })
}

/** The first that is not the usual one. */
const firstOther = <A>(values: ReadonlyArray<A>, usual: A): A => values.find((value) => value !== usual) ?? usual

/**
 * Writes a study as HDF5, point by point: points/<index>/<method label>/ as `writeHdf5` writes a comparison, axes/ and summary/.
 *
 * Root attributes: version, spec (the document with the sweep), status (the first that is not ok), message, and hbar where no point changes it. Needs `hdf5Ready`; throws when
 * the file cannot be written. Returns what the points come to.
 */
export const writeStudyHdf5 = async (path: string, study: StudyRun): Promise<StudySummary> => {
  const datasets: string[] = []
  const messages: string[] = []
  const hbars = new Set<number>()
  const write = async (file: h5wasm.File): Promise<StudySummary> => {
    const points = withStillClock(() => file.create_group('points'))
    const summary = await summariseStudy(study, (comparison, { index, settings }) =>
      withStillClock(() => {
        hbars.add(comparison.spec.hbar)
        const group = points.create_group(String(index))
        for (const setting of settings)
          group.create_attribute(setting.path, numberOf(setting.value) ?? settingText(setting.value))
        for (const run of comparison.runs) {
          writeRunGroup(group.create_group(run.label), run)
          datasets.push(`points/${index}/${run.label}/observables/norm`)
          messages.push(run.result.message)
        }
      }),
    )
    withStillClock(() => {
      file.create_attribute('version', summary.version)
      file.create_attribute('spec', documentText(summary.spec))
      const [hbar] = hbars
      if (hbar !== undefined && hbars.size === 1) file.create_attribute('hbar', hbar)
      const statuses = summary.points.flatMap(({ runs }) => runs.map(({ status }) => status))
      file.create_attribute('status', firstOther(statuses, 'ok'))
      file.create_attribute('message', firstOther(messages, ''))
      writeAxes(file, summary)
      writeSummaryGroup(file, summary)
    })
    return summary
  }
  const file = withStillClock(() => new h5wasm.File(path, 'w'))
  const summary = await write(file).finally(() => withStillClock(() => file.close()))
  checkHdf5(path, datasets)
  return summary
}
