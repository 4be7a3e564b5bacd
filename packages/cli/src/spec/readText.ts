import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from './reasonOf.ts'

/** Reads a UTF-8 text file; an error is one sentence naming `name`, the file as the user wrote it. */
export const readText = (path: string, name: string): E.Either<string, string> => {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (error) {
    return E.left(`${name} cannot be read: ${reasonOf(error)}`)
  }
  try {
    return E.right(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return E.left(`${name} cannot be read: it is not a text file (UTF-8)`)
  }
}
