import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = join(fileURLToPath(new URL('.', import.meta.url)), '..', '..')

/** A file of the repository: its path from the root, with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

const SKIPPED = new Set(['node_modules', 'dist'])

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? walk(path) : [path]
  })

/** Every file below a folder of the repository whose name ends in `ending`, without dependencies and build output. */
export const sourceFiles = (folder: string, ending = '.ts'): SourceFile[] =>
  walk(join(root, folder))
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))

/** The names of the packages, in the order of the folder. */
export const packageNames = (): string[] =>
  readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
