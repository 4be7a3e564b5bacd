import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a whole file. */
export type WriteFile = (path: string, content: Uint8Array) => Promise<void>

/** Makes the names in a folder durable, where the system can: some cannot open folders, and lose no more than the newest name. */
const syncFolder = async (path: string): Promise<void> => {
  try {
    const folder = await open(path, 'r')
    await folder.sync().finally(() => folder.close())
  } catch {
    return
  }
}

/** Writes a file so that at any moment it is whole or not there, and is on the disk when this resolves. */
export const writeDurably: WriteFile = async (path, content) => {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(path))
}
