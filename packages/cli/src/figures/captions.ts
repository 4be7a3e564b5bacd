import { describeEnding } from '../print/describeEnding.ts'
import { describeParameters, hamiltonianOf } from '../print/describeProblem.ts'
import type { Report } from '../Report.ts'

const widest = 68

/**
 * Breaks a text after punctuation into lines of at most 68 characters where it can, as wide as the narrowest figure.
 *
 * @example
 * wrapped('one line') // => ['one line']
 */
export const wrapped = (text: string): string[] => {
  const lines: string[] = []
  for (const piece of text.split(/(?<=[,.;]) /)) {
    const line = lines.pop()
    const longer = line === undefined ? piece : `${line} ${piece}`
    if (line === undefined || longer.length <= widest) lines.push(longer)
    else lines.push(line, piece)
  }
  return lines
}

/** What the bands of a figure are; nothing where there are none. */
export const errorBands = ({ runs }: Report): ReadonlyArray<string> =>
  runs.some((run) => run.result.errors !== undefined) ? ['bands: two standard errors to either side'] : []

/** A title with the problem, its Hamiltonian and its parameters below, what else there is to say, and which runs stopped early. */
export const titled = (text: string, { spec, runs }: Report, more: ReadonlyArray<string> = []) => ({
  text,
  subtitle: [
    ...wrapped(`${spec.problem.name}: ${hamiltonianOf(spec)}`),
    ...[[describeParameters(spec), ...(spec.hbar === 1 ? [] : [`hbar = ${spec.hbar}`])].filter(Boolean).join(', ')]
      .filter(Boolean)
      .flatMap(wrapped),
    ...more,
    ...runs.flatMap((run) => describeEnding(run) ?? []),
  ],
})

/**
 * An axis title with its unit in brackets.
 *
 * @example
 * axisTitle('time', 'a.u.') // => 'time (a.u.)'
 * axisTitle('q', '1') // => 'q (dimensionless)'
 */
export const axisTitle = (quantity: string, unit: string): string =>
  `${quantity} (${unit === '1' ? 'dimensionless' : unit})`
