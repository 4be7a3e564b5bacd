import { resolve } from 'node:path'
import type { ReadText, SpecProblem } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { Request } from '../arguments/parseArguments.ts'
import { exitCodes } from '../exitCodes.ts'
import { type RawSpec, readSpec } from '../spec/readSpec.ts'
import { readText } from '../spec/readText.ts'
import type { Terminal } from '../Terminal.ts'

/** A request for a command, with its arguments. */
export type CommandRequest = Extract<Request, { kind: 'command' }>

/** Says why something is refused; the exit code for it. */
export const refuse = (sentences: ReadonlyArray<string>, terminal: Terminal): number => {
  for (const sentence of sentences) terminal.err(`${sentence}\n`)
  return exitCodes.refused
}

/** The document that a command is given, with what `--set` changes. */
export const readSource = (request: CommandRequest, terminal: Terminal): E.Either<NonEmptyArray<string>, RawSpec> =>
  readSpec(request.positionals[0] ?? '', request.values.get('set') ?? [], terminal)

/** What is wrong with a document, one sentence each; `file` stands for the whole of it. */
export const sentencesOf = (problems: ReadonlyArray<SpecProblem>, file: string): ReadonlyArray<string> =>
  problems.map(({ path, message }) => `${path === '' ? file : path}: ${message}`)

/** Reads the tables that a document names, relative to its folder, and keeps their texts. */
export const makeTableReader = (
  folder: string,
): { readonly readTable: ReadText; readonly texts: ReadonlyMap<string, string> } => {
  const texts = new Map<string, string>()
  const readTable: ReadText = (path) => {
    const text = readText(resolve(folder, path), path)
    if (E.isRight(text)) texts.set(path, text.right)
    return text
  }
  return { readTable, texts }
}
