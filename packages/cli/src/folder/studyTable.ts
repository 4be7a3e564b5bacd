import { observableIndices } from '../quantities/observableSeries.ts'
import type { StudySummary, SummarisedPoint } from '../quantities/StudySummary.ts'
import { settingUnit } from '../quantities/settingUnits.ts'
import { settingText } from '../quantities/settingValue.ts'
import { numberCell, tableMetadata, textCell } from './csv.ts'

/** The paths that a study sweeps, in the order of its axes. */
const pathsOf = ({ axes }: StudySummary): ReadonlyArray<string> => axes.flatMap(({ paths }) => paths)

const settingCell = ({ settings }: SummarisedPoint, path: string): string => {
  const setting = settings.find((one) => one.path === path)
  return setting === undefined ? '' : textCell(settingText(setting.value))
}

/** The columns behind those of the settings. */
const columns = ['method', 'quantity', 'component', 'value', 'error', 'deviation', 'status'] as const

/** A study as tidy CSV: one line per point, method, quantity and component, in this order; what there is not stays empty. */
export const studyTable = (summary: StudySummary): string => {
  const paths = pathsOf(summary)
  const lines = [['point', ...paths.map(textCell), ...columns].join(',')]
  for (const point of summary.points) {
    const settings = paths.map((path) => settingCell(point, path))
    for (const { label, quantities } of point.runs)
      for (const { quantity, component, value, error, deviation, status } of quantities) {
        const numbers = [value, error, deviation].map(numberCell)
        lines.push([point.index, ...settings, textCell(label), quantity, component, ...numbers, status].join(','))
      }
  }
  return `${lines.join('\n')}\n`
}

const counted = Object.entries(observableIndices)
  .filter(([, index]) => index === 'degree of freedom')
  .map(([name]) => name)
  .join(', ')

const descriptions: { readonly [name in (typeof columns)[number]]: string } = {
  method: 'label of the method',
  quantity:
    'the last record of an observable by its name, rms_ and max_ deviations from exact over all records, drift_ of norm and energy, tally_ summed over trajectories',
  component: `level from 0, pair of levels as 0_1, or degree of freedom from 1 (${counted}); empty for one number`,
  value: 'value of the quantity; empty where there is none to give',
  error: 'standard error of the value; empty where there is none',
  deviation: 'value less that of exact at the same time; empty without exact',
  status:
    'ok; how the run ended; unfinished: more than 1e-4 is still inside, so no last record is final, and transmitted and reflected are not given; partial: exact ended early',
}

/** The description of study.csv, `tableMetadata`. The columns of values are in the units of the quantity, which result.h5 has. */
export const studyMetadata = (summary: StudySummary): string => {
  const isNumeric = (path: string): boolean =>
    summary.points.every((point) => Number.isFinite(Number(settingCell(point, path) || Number.NaN)))
  const { time, length, momentum, energy } = summary.units
  const quantityUnits = `of the quantity: 1, but energies in ${energy}, q in ${length}, p in ${momentum}; times are in ${time}`
  return tableMetadata('study.csv', [
    { name: 'point', description: 'index of the point, the last axis fastest', datatype: 'integer' },
    ...pathsOf(summary).map((path) => {
      const units = settingUnit(path, summary.units)
      return {
        name: path,
        description: 'what the point sets at this path of the spec',
        ...(units !== undefined && { units }),
        datatype: isNumeric(path) ? ('number' as const) : ('string' as const),
      }
    }),
    ...columns.map((name) => {
      const isValue = name === 'value' || name === 'error' || name === 'deviation'
      return {
        name,
        description: descriptions[name],
        ...(isValue && { units: quantityUnits }),
        datatype: isValue ? ('number' as const) : ('string' as const),
      }
    }),
  ])
}
