import { type ParameterValue, problems, type Units } from '@casimir/experiments'
import type { Report } from '../Report.ts'

/** A parameter as a spec writes it on one line. */
export const parameterText = (value: ParameterValue): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

/** The parameters of the problem as `name = value` pairs. */
export const describeParameters = (spec: Report['spec']): string =>
  Object.entries(spec.problem.parameters)
    .map(([name, value]) => `${name} = ${parameterText(value)}`)
    .join(', ')

/** The parameters and hbar on one line; hbar alone for a problem without parameters. */
export const describeSettings = (spec: Report['spec']): string =>
  [describeParameters(spec), `hbar = ${spec.hbar}`].filter((text) => text !== '').join('; ')

/** The Hamiltonian of the problem as text, or nothing for a problem that is not in the registry. */
export const hamiltonianOf = (spec: Report['spec']): string =>
  spec.problem.module?.hamiltonian ?? problems.find((problem) => problem.name === spec.problem.name)?.hamiltonian ?? ''

/** Where transmission is counted from, for scattering problems. */
export const planeOf = ({ problem: { name, module } }: Report['spec']): number | undefined =>
  module ? module.transmissionPlane : problems.find((problem) => problem.name === name)?.transmissionPlane

/** A unit for reading: '1' is dimensionless. */
export const unitWord = (unit: string): string => (unit === '1' ? 'dimensionless' : unit)

/** One sentence on the units of all quantities. */
export const describeUnits = (units: Units): string => {
  const pairs = Object.entries(units)
  return pairs.every(([, unit]) => unit === '1')
    ? 'All quantities are dimensionless.'
    : `Units: ${pairs.map(([quantity, unit]) => `${unit === '1' ? `dimensionless ${quantity}` : `${quantity} in ${unit}`}`).join(', ')}.`
}
