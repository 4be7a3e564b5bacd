import type { Exports } from '../modules/LoadModule.ts'
import { describeValue } from '../spec/describeValue.ts'

/**
 * The laws that a module says it claims, `export const claims = ['model/splitting', ..]`; `undefined` when it does not say.
 *
 * Errors: throws a sentence when `claims` is no list of names.
 */
export const declaredClaims = ({ claims }: Exports): ReadonlyArray<string> | undefined => {
  if (claims === undefined) return undefined
  if (!Array.isArray(claims) || !claims.every((id) => typeof id === 'string'))
    throw new Error(`'claims' is ${describeValue(claims)}: export a list of names of laws`)
  return claims
}
