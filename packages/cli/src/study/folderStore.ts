import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { version } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from '../spec/reasonOf.ts'
import type { PartStore } from './PartStore.ts'
import { decodePartFile, encodePartFile, type PartLabel } from './partFile.ts'
import { type WriteFile, writeDurably } from './writeDurably.ts'

/** The folder inside a result folder that holds the parts of a study that is not complete. */
export const PARTS = '.parts'
const STUDY = 'study.json'

/** Parts kept as files. */
export interface FolderStore extends PartStore {
  /** Whether the folder was begun before. */
  readonly begun: boolean
  /** Removes the parts, once the study is written. */
  readonly remove: () => void
}

const partName = ({ key, index }: PartLabel): string => `${key.slice(0, 32)}-${index}.part`
const isOurs = (name: string): boolean => /^[0-9a-f]{32}-\d+\.part$/.test(name) || name.endsWith('.tmp')

/** A document as JSON keeps it. */
const kept = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const titleOf = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** What can be read of a file: nothing, where the disk has lost it. */
const bytesOf = (path: string): Uint8Array => {
  try {
    return readFileSync(path)
  } catch {
    return new Uint8Array(0)
  }
}

/** Why the parts in a folder are not those of a study, as a sentence; undefined when they are, or there are none. */
const refusal = (path: string, name: string, spec: unknown): string | undefined => {
  if (!existsSync(path)) return undefined
  const parts = `${name}/${PARTS}`
  const title = join(path, STUDY)
  if (!existsSync(title))
    return readdirSync(path).every(isOurs)
      ? undefined
      : `${parts} is not of casimir: choose another folder for --out, or remove that one`
  const begun = titleOf(title)
  if (typeof begun !== 'object' || begun === null || !('version' in begun) || !('spec' in begun))
    return `${parts}/${STUDY} is damaged, so that it cannot be known which study was begun there: choose another folder for --out, or remove ${parts}`
  if (begun.version !== version)
    return `${name} holds the beginning of a study by version ${String(begun.version)}, and this is ${version}: go on with that version, choose another folder for --out, or remove ${parts}`
  if (!isDeepStrictEqual(begun.spec, kept(spec)))
    return `${name} holds the beginning of a different study: choose another folder for --out, or remove ${parts}`
  return undefined
}

/** Removes what a program that was killed while it wrote the results left beside them. */
const removeLeftovers = (folder: string): void => {
  for (const entry of readdirSync(folder))
    if (entry.startsWith('.casimir-')) rmSync(join(folder, entry), { recursive: true, force: true })
}

/**
 * Opens the parts kept in a result folder: one sentence when they belong to another study or another version, nothing touched then.
 *
 * Nothing is made before the first part is written. `spec` is the study's document, `name` the folder as the user wrote it.
 */
export const openFolderStore = (
  folder: string,
  name: string,
  spec: unknown,
  write: WriteFile = writeDurably,
): E.Either<string, FolderStore> => {
  const path = join(folder, PARTS)
  try {
    const refused = refusal(path, name, spec)
    if (refused !== undefined) return E.left(refused)
    const begun = existsSync(join(path, STUDY))
    if (begun) removeLeftovers(folder)
    const names = new Set(begun ? readdirSync(path) : [])
    let unusable = 0
    let made: Promise<void> | undefined
    const make = async (): Promise<void> => {
      mkdirSync(path, { recursive: true })
      await write(join(path, STUDY), Buffer.from(`${JSON.stringify({ version, spec })}\n`))
    }
    return E.right({
      begun,
      read: (label) => {
        const file = partName(label)
        if (!names.has(file)) return undefined
        const payload = decodePartFile(label, bytesOf(join(path, file)))
        if (payload === undefined) unusable += 1
        return payload
      },
      write: async (label, payload) => {
        made ??= make()
        await made
        const file = partName(label)
        await write(join(path, file), encodePartFile(label, payload))
        names.add(file)
      },
      unusable: () => unusable,
      remove: () => {
        if (!existsSync(path)) return
        for (const entry of readdirSync(path)) if (entry !== STUDY) rmSync(join(path, entry), { force: true })
        rmSync(join(path, STUDY), { force: true })
        rmdirSync(path)
      },
    })
  } catch (error) {
    return E.left(`${name}/${PARTS} cannot be read: ${reasonOf(error)}`)
  }
}
