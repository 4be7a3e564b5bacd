import * as E from 'fp-ts/lib/Either.js'

/** The value of an option that takes a whole number, or the usual one; an error is one sentence. */
export const wholeOption = (
  values: ReadonlyMap<string, ReadonlyArray<string>>,
  name: string,
  { least, most, usual }: { readonly least: number; readonly most: number; readonly usual: number },
): E.Either<string, number> => {
  const [text] = values.get(name) ?? []
  if (text === undefined) return E.right(usual)
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most
    ? E.right(value)
    : E.left(`--${name} ${text}: give a whole number from ${least} to ${most}`)
}
