import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type NonEmptyArray, of } from 'fp-ts/lib/NonEmptyArray.js'
import type { Terminal } from '../Terminal.ts'
import { applySetting } from './applySetting.ts'
import { parseDocument } from './parseDocument.ts'
import { readText } from './readText.ts'

/** A spec before it is decoded: plain data, and the folder its own paths are relative to. */
export interface RawSpec {
  readonly raw: unknown
  readonly folder: string
}

const locate = (file: string, terminal: Terminal): string => {
  const path = resolve(terminal.cwd, file)
  const other = terminal.fallbackCwd === undefined ? path : resolve(terminal.fallbackCwd, file)
  return existsSync(path) ? path : existsSync(other) ? other : path
}

/** Reads a spec file and applies every `--set`; all settings that do not apply are reported at once. */
export const readSpec = (
  file: string,
  settings: ReadonlyArray<string>,
  terminal: Terminal,
): E.Either<NonEmptyArray<string>, RawSpec> => {
  const path = locate(file, terminal)
  const text = readText(path, file)
  if (E.isLeft(text)) return E.left(of(text.left))
  const parsed = parseDocument(text.right, file)
  if (E.isLeft(parsed)) return E.left(of(parsed.left))
  let raw = parsed.right
  const problems: string[] = []
  for (const setting of settings) {
    const applied = applySetting(setting)(raw)
    if (E.isLeft(applied)) problems.push(applied.left)
    else raw = applied.right
  }
  const [first, ...rest] = problems
  return first === undefined ? E.right({ raw, folder: dirname(path) }) : E.left([first, ...rest])
}
