import { statSync } from 'node:fs'
import { register } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Exports } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from '../spec/reasonOf.ts'

const extensions = ['.ts', '.mts', '.js', '.mjs']
let registered = false

/** Registers, once, what makes `@casimir/*` mean this program's packages for files of the user's. */
const registerHooks = (): void => {
  if (registered) return
  registered = true
  register(new URL('../../bin/userModules.mjs', import.meta.url).href, { data: import.meta.url })
}

const code = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

/** Why a module could not be loaded, as a clause; tsx reports what it cannot parse as `file:line:column: ERROR: reason`. */
const loadingReason = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  const syntax = /:(\d+):(\d+): ERROR: (.*)/.exec(text)
  if (syntax) return `is not valid: line ${syntax[1]}, column ${syntax[2]}: ${syntax[3]}`
  const line = (text.split('\n')[0] ?? '').trim().replace(/[.:]$/, '')
  if (error instanceof SyntaxError && !line.includes(' export ')) return `is not valid: ${line}`
  const cannotLoad = error instanceof SyntaxError || code(error) === 'ERR_MODULE_NOT_FOUND'
  return cannotLoad ? `cannot be loaded: ${line}` : `throws while it is loaded: ${line || 'an error without a message'}`
}

/**
 * Loads a TypeScript or JavaScript module of the user's, from any folder; an error is one sentence naming `name`, the file as the user wrote it.
 *
 * TypeScript goes through tsx, whatever Node itself can read; `@casimir/*` is this program's own.
 */
export const loadModule = async (path: string, name: string): Promise<E.Either<string, Exports>> => {
  if (!extensions.includes(extname(path)))
    return E.left(`${name} is not a module: give a file that ends in .ts, .mts, .js or .mjs`)
  try {
    if (!statSync(path).isFile()) return E.left(`${name} cannot be read: it is not a file`)
  } catch (error) {
    return E.left(`${name} cannot be read: ${reasonOf(error)}`)
  }
  try {
    registerHooks()
    const { tsImport } = await import('tsx/esm/api')
    const exports: Exports = await tsImport(pathToFileURL(path).href, { parentURL: import.meta.url, tsconfig: false })
    return E.right(Object.fromEntries(Object.entries(exports)))
  } catch (error) {
    return E.left(`${name} ${loadingReason(error)}`)
  }
}
