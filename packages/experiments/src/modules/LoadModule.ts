import * as E from 'fp-ts/lib/Either.js'

/** What a module exports, by name. */
export type Exports = { readonly [name: string]: unknown }

/** Gives the module of a path relative to the spec, loaded before; an error is one sentence. */
export type LoadModule = (path: string) => E.Either<string, Exports>

/** For those who load no modules. */
export const noModules: LoadModule = () => E.left('modules are loaded by the command line; here, pass `loadModule`')
