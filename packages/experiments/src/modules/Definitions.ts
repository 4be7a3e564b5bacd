import type { ProblemDefinition } from '../problems.ts'
import type { EnergySpec } from '../spec/Spec.ts'
import type { Energy } from './Energy.ts'

/** What the modules of a spec define; functions, so not part of the spec. */
export interface Definitions {
  readonly problem?: ProblemDefinition
  /** By `energyKey`. */
  readonly energies: ReadonlyMap<string, Energy>
}

/** The key of a method's energy. */
export const energyKey = ({ module, export: name }: EnergySpec): string => `${module}#${name}`
