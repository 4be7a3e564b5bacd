import { hamiltonianOf, parameterText } from '../print/describeProblem.ts'
import type { StudySummary } from '../quantities/StudySummary.ts'
import { wrapped } from './captions.ts'

/** A title with the problem, its Hamiltonian, the parameters that no axis changes, and what else there is to say. */
export const studyTitled = (text: string, { first, axes }: StudySummary, more: ReadonlyArray<string>) => {
  const swept = new Set(axes.flatMap(({ paths }) => paths))
  const fixed = Object.entries(first.problem.parameters)
    .filter(([name]) => !swept.has(`problem.${name}`))
    .map(([name, value]) => `${name} = ${parameterText(value)}`)
  const hbar = first.hbar === 1 || swept.has('hbar') ? [] : [`hbar = ${first.hbar}`]
  return {
    text,
    subtitle: [
      ...wrapped(`${first.problem.name}: ${hamiltonianOf(first)}`),
      ...[[...fixed, ...hbar].join(', ')].filter(Boolean).flatMap(wrapped),
      ...more.flatMap(wrapped),
    ],
  }
}
