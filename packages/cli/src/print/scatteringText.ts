import type { ComparedRun } from '@casimir/experiments'
import { stillInside } from '../quantities/stillInside.ts'
import type { Report } from '../Report.ts'
import { alignColumns } from './alignColumns.ts'
import { planeOf } from './describeProblem.ts'
import { formatNumber } from './formatNumber.ts'
import { scatteredPopulation } from './populationNames.ts'
import { unfinishedText } from './unfinishedText.ts'

const cell = (value: number | undefined, mark: string): string =>
  value === undefined ? '-' : `${Math.abs(value) < 10 ? value.toFixed(4) : formatNumber(value, 4)}${mark}`

const sides = ['transmitted', 'reflected'] as const

interface TableShape {
  readonly each: ReadonlyArray<number>
  /** Whether any run stopped early, so that all cells keep a place for the mark. */
  readonly marked: boolean
}

/** A run's T and R with its errors below, or one row that says they are not final. */
const rowsOf = ({ label, result }: ComparedRun, { each, marked }: TableShape): ReadonlyArray<ReadonlyArray<string>> => {
  const { observables, errors, status, spec } = result
  const inside = stillInside(result)
  if (inside !== undefined && observables.transmitted !== undefined)
    return [[label, ...sides.flatMap(() => each.map(() => (marked ? '- ' : '-'))), unfinishedText(inside)]]
  const mark = status !== 'ok' ? '*' : marked ? ' ' : ''
  const cells = (from: Partial<typeof observables>, sign: string) =>
    sides.flatMap((side) => each.map((level) => cell(from[side]?.[level]?.at(-1), sign)))
  return [
    [label, ...cells(observables, mark), scatteredPopulation(spec.method.name)],
    ...(errors?.transmitted ? [['  +-', ...cells(errors, marked ? ' ' : ''), '']] : []),
  ]
}

/**
 * The last populations beyond and before the transmission plane with their standard errors, and which populations they are, one line per method; nothing without a plane.
 *
 * Where more than 1e-4 is still in the region of interaction, the line says so instead.
 */
export const scatteringText = ({ spec, runs }: Report): ReadonlyArray<string> => {
  const plane = planeOf(spec)
  const levels = Math.max(...runs.map((run) => run.result.observables.transmitted?.length ?? 0))
  if (plane === undefined || levels === 0) return []
  const each = Array.from({ length: levels }, (_, level) => level)
  const marked = runs.some((run) => run.result.status !== 'ok')
  const table = alignColumns([
    [
      'method',
      ...['T', 'R'].flatMap((letter) => each.map((level) => `${letter}${level}${marked ? ' ' : ''}`)),
      'populations',
    ],
    ...runs.flatMap((run) => rowsOf(run, { each, marked })),
  ])
  return [`Populations at the last record, beyond (T) and before (R) q = ${plane}:`, '', ...table, '']
}
