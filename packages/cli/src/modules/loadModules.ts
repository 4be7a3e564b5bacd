import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Exports, expandSweep, type LoadModule } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { reasonOf } from '../spec/reasonOf.ts'
import { loadModule } from './loadModule.ts'

const moduleOf = (section: unknown): ReadonlyArray<string> =>
  typeof section === 'object' && section !== null && 'module' in section && typeof section.module === 'string'
    ? [section.module]
    : []

const modulesOf = (document: unknown): ReadonlyArray<string> => {
  if (typeof document !== 'object' || document === null) return []
  const { problem, method, methods }: { problem?: unknown; method?: unknown; methods?: unknown } = document
  return [problem, method, ...(Array.isArray(methods) ? methods : [])].flatMap(moduleOf)
}

/** The files that the keys `module` of a document name, at any point of its sweep. */
export const moduleNames = (document: unknown): ReadonlyArray<string> => {
  const plan = expandSweep(document)
  const documents = E.isRight(plan) ? plan.right.points.map(({ raw }) => raw) : [document]
  return [...new Set(documents.flatMap(modulesOf))]
}

/** The modules of a document. */
export interface Modules {
  /** What went wrong with one while it was loaded is said when it is asked for. */
  readonly load: LoadModule
  /** The sentence for an error that code of one of them has thrown; undefined for errors of the program's own. */
  readonly blame: (error: unknown) => string | undefined
}

/** Loads modules by name, each once, relative to `folder`. */
export const loadNamedModules = async (names: ReadonlyArray<string>, folder: string): Promise<Modules> => {
  const loaded = new Map<string, E.Either<string, Exports>>()
  const files = new Map<string, E.Either<string, Exports>>()
  for (const name of names) {
    const path = resolve(folder, name)
    const found = files.get(path) ?? (await loadModule(path, name))
    files.set(path, found)
    loaded.set(name, found)
  }
  return {
    load: (name) => loaded.get(name) ?? E.left(`${name} was not loaded`),
    blame: (error) => {
      const stack = error instanceof Error ? (error.stack ?? '') : ''
      const isIn = (path: string): boolean => stack.includes(pathToFileURL(path).href) || stack.includes(path)
      const thrower = [...loaded.keys()].find((name) => isIn(resolve(folder, name)))
      return thrower === undefined ? undefined : `${thrower} throws while it runs: ${reasonOf(error)}`
    },
  }
}

/** Loads every module a document names, at any point of its sweep. */
export const loadModules = (document: unknown, folder: string): Promise<Modules> =>
  loadNamedModules(moduleNames(document), folder)
