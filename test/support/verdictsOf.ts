import type { Law, Trial } from '@casimir/checks'

/** The ids of the laws that fail: what a broken twin must be told by. */
export const failingLaws = (laws: ReadonlyArray<Law>, trial: Trial): string[] =>
  laws.filter((law) => law.check(trial).verdict === 'fails').map(({ id }) => id)

/** The laws with the given ids, which must all exist. */
export const lawsNamed = (laws: ReadonlyArray<Law>, ids: ReadonlyArray<string>): Law[] =>
  ids.map((id) => {
    const found = laws.find((law) => law.id === id)
    if (!found) throw new Error(`no law is called '${id}'; there are ${laws.map((law) => law.id).join(', ')}.`)
    return found
  })
