import type { DecodedProblem } from './decodeProblem.ts'
import { describeValue } from './describeValue.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'
import type { GridSpec } from './Spec.ts'

/** The box and points of a grid as given, if they have one entry per degree of freedom of the problem; bare ones stand for one. */
export const gridLists = (
  log: ProblemLog,
  { box, points }: { readonly [key in 'box' | 'points']?: GridSpec[key] | undefined },
  path: string,
  { problem }: { readonly problem: DecodedProblem | undefined },
): { readonly [key in 'box' | 'points']: GridSpec[key] | undefined } => {
  const fitting = <A>(
    key: string,
    value: A | undefined,
    length: number,
    [one, several]: readonly [string, string],
  ): A | undefined => {
    if (value === undefined || problem === undefined || problem.dof === length) return value
    const { definition, dof } = problem
    return log.complain(
      within(path, key),
      `got ${describeValue(value)}; give ${dof === 1 ? `one ${one}` : `a list of ${dof} ${several}`}, since '${definition.name}' has ${dof} degree${dof === 1 ? '' : 's'} of freedom`,
    )
  }
  const lengthOf = (value: number | ReadonlyArray<unknown> | undefined): number =>
    Array.isArray(value) && Array.isArray(value[0]) ? value.length : 1
  return {
    box: fitting('box', box, lengthOf(box), ['pair [low, high]', 'pairs [low, high]']),
    points: fitting('points', points, typeof points === 'number' ? 1 : (points?.length ?? 0), ['number', 'numbers']),
  }
}
