import { join } from 'node:path'
import * as h5wasm from 'h5wasm/node'

/** Closes a file, also one that could not be read; while it is open another of its name would be taken for it. */
const closeFile = (file: h5wasm.File | undefined): void => {
  try {
    file?.close()
  } catch {
    // What is damaged may not close.
  }
}

/** What `read` makes of result.h5 of a folder; undefined when that is damaged, or cannot be read. */
export const readResultFile = async <A>(folder: string, read: (file: h5wasm.File) => A): Promise<A | undefined> => {
  const hdf5 = await h5wasm.ready
  // The library prints its errors to stderr unless it is told to throw them.
  hdf5.activate_throwing_error_handler()
  let file: h5wasm.File | undefined
  try {
    file = new h5wasm.File(join(folder, 'result.h5'), 'r')
    return read(file)
  } catch {
    return undefined
  } finally {
    closeFile(file)
    hdf5.deactivate_throwing_error_handler()
  }
}
