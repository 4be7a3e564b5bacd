import type { Report } from '../Report.ts'
import { alignColumns } from './alignColumns.ts'
import { planeOf } from './describeProblem.ts'
import { formatNumber } from './formatNumber.ts'

const cell = (value: number | undefined, mark: string): string =>
  value === undefined ? '-' : `${Math.abs(value) < 10 ? value.toFixed(4) : formatNumber(value, 4)}${mark}`

/** The last adiabatic populations beyond and before the transmission plane, one line per method; nothing without a plane. */
export const scatteringText = ({ spec, runs }: Report): ReadonlyArray<string> => {
  const plane = planeOf(spec)
  const levels = Math.max(...runs.map((run) => run.result.observables.transmitted?.length ?? 0))
  if (plane === undefined || levels === 0) return []
  const each = Array.from({ length: levels }, (_, level) => level)
  const unfinished = runs.some((run) => run.result.status !== 'ok')
  const table = alignColumns([
    ['method', ...['T', 'R'].flatMap((letter) => each.map((level) => `${letter}${level}${unfinished ? ' ' : ''}`))],
    ...runs.map(({ label, result }) => {
      const mark = result.status !== 'ok' ? '*' : unfinished ? ' ' : ''
      const { transmitted, reflected } = result.observables
      return [label, ...[transmitted, reflected].flatMap((o) => each.map((level) => cell(o?.[level]?.at(-1), mark)))]
    }),
  ])
  return [`Adiabatic populations at the last record, beyond (T) and before (R) q = ${plane}:`, '', ...table, '']
}
