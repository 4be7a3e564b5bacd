import { setAt } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { parseDocument } from './parseDocument.ts'

/**
 * Applies one `path=value` to a document: the path as `setAt` takes it, the value read as YAML. Errors are one sentence.
 *
 * @example
 * import * as E from 'fp-ts/lib/Either.js'
 * applySetting('problem.coupling=0.2')({}) // => E.right({ problem: { coupling: 0.2 } })
 */
export const applySetting =
  (setting: string) =>
  (document: unknown): E.Either<string, unknown> => {
    const equals = setting.indexOf('=')
    const path = setting.slice(0, Math.max(equals, 0))
    if (equals < 1 || path.split('.').some((key) => key.trim() === ''))
      return E.left(`--set ${setting} is not of the form path=value, as in --set problem.coupling=0.2`)
    const value = parseDocument(setting.slice(equals + 1), `the value of --set ${setting}`)
    if (E.isLeft(value)) return value
    return E.mapLeft((reason: string) => `--set ${setting}: ${reason}`)(setAt(path, value.right)(document))
  }
