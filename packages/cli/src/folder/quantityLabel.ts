import type { Units } from '@casimir/experiments'
import type { ObservableName } from '../quantities/observableSeries.ts'
import { observableNames } from '../quantities/observableSeries.ts'
import { observableLabels } from './observableLabels.ts'

const isObservable = (name: string): name is ObservableName => observableNames.some((one) => one === name)

/**
 * The unit of a quantity of a study and what it is, in one phrase.
 *
 * @example
 * const units = { time: 'a.u.', length: 'a.u.', momentum: 'a.u.', energy: 'hartree' }
 * quantityLabel('drift_energy', units) // => ['hartree', 'largest change of the conserved energy of the method since the start']
 */
export const quantityLabel = (quantity: string, units: Units): readonly [units: string, what: string] => {
  const labels = observableLabels(units)
  if (isObservable(quantity)) return [labels[quantity][0], `last record: ${labels[quantity][1]}`]
  const [kind = '', name = ''] = quantity.split(/_(.*)/)
  if (kind === 'tally' || !isObservable(name)) return ['1', `${name}, summed over trajectories`]
  const [unit, what] = labels[name]
  if (kind === 'drift') return [unit, `largest change of the ${what} since the start`]
  return [unit, `${kind === 'rms' ? 'root mean square' : 'largest'} deviation from exact of the ${what}`]
}
