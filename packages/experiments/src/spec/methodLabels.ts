/**
 * The labels of the methods of a comparison: the name of each, numbered from 1 where it occurs more than once.
 *
 * @example
 * methodLabels(['exact', 'koopmon', 'koopmon']) // => ['exact', 'koopmon-1', 'koopmon-2']
 */
export const methodLabels = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map((name, i) => {
    const occurs = names.filter((other) => other === name).length
    return occurs === 1 ? name : `${name}-${names.slice(0, i + 1).filter((other) => other === name).length}`
  })
