import { existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type NonEmptyArray, of } from 'fp-ts/lib/NonEmptyArray.js'
import type { Terminal } from '../Terminal.ts'
import { applySetting } from './applySetting.ts'
import { parseDocument } from './parseDocument.ts'
import { presetFile, presetMeantBy } from './presets.ts'
import { readText } from './readText.ts'

/** A spec before it is decoded: plain data, and the folder its own paths are relative to. */
export interface RawSpec {
  readonly raw: unknown
  readonly folder: string
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** The file of that name, or of the preset of that name where there is none: a folder, such as its result, does not hide it. */
const locate = (file: string, terminal: Terminal): string => {
  const here = resolve(terminal.cwd, file)
  const there = terminal.fallbackCwd === undefined ? here : resolve(terminal.fallbackCwd, file)
  const found = [here, there].find(existsSync)
  return found === undefined || isFolder(found) ? (presetFile(file) ?? found ?? here) : found
}

/** The name of a preset that may have been meant, as the end of a sentence. */
const presetHint = (file: string, path: string): string => {
  const meant = existsSync(path) || /[/\\]/.test(file) ? undefined : presetMeantBy(file)
  return meant === undefined ? '' : `; the nearest preset is '${meant}'`
}

/** Reads a spec file, or a preset, and applies every `--set`; all settings that do not apply are reported at once. */
export const readSpec = (
  file: string,
  settings: ReadonlyArray<string>,
  terminal: Terminal,
): E.Either<NonEmptyArray<string>, RawSpec> => {
  const path = locate(file, terminal)
  const text = readText(path, file)
  if (E.isLeft(text)) return E.left(of(`${text.left}${presetHint(file, path)}`))
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
