import type { Group } from 'h5wasm/node'
import type { StudySummary } from '../quantities/StudySummary.ts'
import { quantityOf } from '../quantities/StudySummary.ts'
import { addReal, addText } from './hdf5Datasets.ts'
import { quantityLabel } from './quantityLabel.ts'

/** The labels of the methods, where all points have the same. */
const commonLabels = ({ points }: StudySummary): ReadonlyArray<string> | undefined => {
  const labels = points[0]?.runs.map(({ label }) => label) ?? []
  const isCommon = points.every(
    ({ runs }) => runs.length === labels.length && runs.every(({ label }, k) => label === labels[k]),
  )
  return isCommon ? labels : undefined
}

/** The quantities of all runs by name, with the components each has. */
const componentsByName = ({ points }: StudySummary): ReadonlyMap<string, ReadonlyArray<string>> => {
  const found = new Map<string, string[]>()
  for (const { runs } of points)
    for (const { quantities } of runs)
      for (const { quantity, component } of quantities) {
        const known = found.get(quantity) ?? []
        found.set(quantity, known.includes(component) ? known : [...known, component])
      }
  return found
}

/**
 * Writes the final quantities of a study, one dataset each [point, method] or [point, method, component], NaN where there is no value, and their standard errors in errors/.
 *
 * Nothing when the points do not all have the same methods.
 */
export const writeSummaryGroup = (file: Group, summary: StudySummary): void => {
  const labels = commonLabels(summary)
  if (labels === undefined) return
  const group = file.create_group('summary')
  const { points, units } = summary
  addText(group, { name: 'method', units: '1', description: 'labels of the methods [method]' }, labels)
  const runs = points.flatMap((point) => point.runs)
  const statuses = runs.map(({ status, inside }) => (status === 'ok' && inside !== undefined ? 'unfinished' : status))
  const status = { name: 'status', units: '1', description: 'how each run ended [point, method]' }
  addText(group, status, statuses, [points.length, labels.length])
  const errors = group.create_group('errors')
  for (const [name, components] of componentsByName(summary)) {
    const [unit, what] = quantityLabel(name, units)
    const isSingle = components.length === 1 && components[0] === ''
    const axes = isSingle ? '[point, method]' : `[point, method, component ${components.join(', ')}]`
    const shape = [points.length, labels.length, ...(isSingle ? [] : [components.length])]
    const read = (key: 'value' | 'error') =>
      runs.flatMap((run) => components.map((component) => quantityOf(run, name, component)?.[key] ?? Number.NaN))
    addReal(group, { name, units: unit, description: `${what} ${axes}` }, read('value'), shape)
    const found = read('error')
    if (found.every(Number.isNaN)) continue
    addReal(errors, { name, units: unit, description: `standard error: ${what} ${axes}` }, found, shape)
  }
}
