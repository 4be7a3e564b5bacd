import * as h5wasm from 'h5wasm/node'

/** Resolves when HDF5 files can be written. */
export const hdf5Ready = async (): Promise<void> => {
  await h5wasm.ready
}

/** Writes with the clock held still: HDF5 stamps every object with its time, and equal runs shall give equal files. */
export const withStillClock = <A>(write: () => A): A => {
  const now = Date.now
  Date.now = () => 0
  try {
    return write()
  } finally {
    Date.now = now
  }
}

/** Throws, as a full disk does, unless the file can be read and holds these datasets. */
export const checkHdf5 = (path: string, datasets: ReadonlyArray<string>): void => {
  const file = new h5wasm.File(path, 'r')
  try {
    if (!datasets.every((dataset) => file.get(dataset) instanceof h5wasm.Dataset)) throw new Error()
  } catch {
    throw Object.assign(new Error('result.h5 could not be written in full'), { code: 'ENOSPC' })
  } finally {
    file.close()
  }
}
