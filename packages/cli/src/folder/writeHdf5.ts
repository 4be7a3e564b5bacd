import * as h5wasm from 'h5wasm/node'
import type { Report } from '../Report.ts'
import { folderSpec } from './folderSpec.ts'
import { writeRunGroup } from './writeRunGroup.ts'

/** Resolves when HDF5 files can be written. */
export const hdf5Ready = async (): Promise<void> => {
  await h5wasm.ready
}

/** Writes with the clock held still: HDF5 stamps every object with its time, and equal runs shall give equal files. */
const withStillClock = <A>(write: () => A): A => {
  const now = Date.now
  Date.now = () => 0
  try {
    return write()
  } finally {
    Date.now = now
  }
}

const check = (path: string, groups: ReadonlyArray<string>): void => {
  const file = new h5wasm.File(path, 'r')
  try {
    if (!groups.every((group) => file.get(`${group}observables/norm`) instanceof h5wasm.Dataset)) throw new Error()
  } catch {
    throw Object.assign(new Error('result.h5 could not be written in full'), { code: 'ENOSPC' })
  } finally {
    file.close()
  }
}

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
  check(
    path,
    report.runs.map((run) => (grouped ? `${run.label}/` : '')),
  )
}
