import * as h5wasm from 'h5wasm/node'
import type { Report } from '../Report.ts'
import { folderSpec } from './folderSpec.ts'
import { checkHdf5, withStillClock } from './hdf5File.ts'
import { writeRunGroup } from './writeRunGroup.ts'

/**
 * Writes a report as HDF5: a run at the root, a comparison with one group per method label.
 *
 * Every dataset carries `units` and `description`; complex numbers are compounds (r, i), which h5py reads as complex128.
 * Root attributes: version, spec (the resolved YAML), status, message, hbar. Needs `hdf5Ready`; throws when the file cannot be written.
 */
export const writeHdf5 = (path: string, report: Report): void => {
  const grouped = report.kind === 'comparison'
  withStillClock(() => {
    const file = new h5wasm.File(path, 'w')
    if (grouped) {
      file.create_attribute('version', report.version)
      file.create_attribute('spec', folderSpec(report.spec))
      file.create_attribute('hbar', report.spec.hbar)
      const messages = report.runs.map((run) => run.result.message).filter((message) => message !== '')
      file.create_attribute('status', report.status)
      file.create_attribute('message', messages[0] ?? '')
    }
    for (const run of report.runs) writeRunGroup(grouped ? file.create_group(run.label) : file, run)
    file.close()
  })
  checkHdf5(
    path,
    report.runs.map((run) => `${grouped ? `${run.label}/` : ''}observables/norm`),
  )
}
