import type { HybridHamiltonian, Reading } from '@casimir/algebra'
import type { FieldFunctional, HermitianFields } from '@casimir/models'
import { ehrenfestEnergy, gaussian, hermitianFields, hybridEnergy, regularisedEnergy, torusRabi } from '@casimir/models'
import { periodicGrid } from '../../support/periodicHamiltonian.ts'

export const HBAR = 1
export const hamiltonian: HybridHamiltonian = torusRabi({ splitting: 1, coupling: 0.5 })

/** Two-level fields on points^2 nodes of the torus. */
export const torusFields = (points: number): HermitianFields => hermitianFields(periodicGrid(points), 2)

/** The models compared: alpha is that of the regularised functional. */
export interface Model {
  readonly name: string
  readonly energy: (fields: HermitianFields) => FieldFunctional
}
export const hybrid: Model = { name: 'hybrid (3)-(5)', energy: (fields) => hybridEnergy(fields, hamiltonian, HBAR) }
/** The widths alpha of the two regularised models compared. */
export const [WIDE, NARROW] = [0.25, 0.12]
export const ehrenfest: Model = { name: 'Ehrenfest', energy: (fields) => ehrenfestEnergy(fields, hamiltonian) }
export const regularised = (alpha: number): Model => {
  const factor = gaussian(alpha)
  return {
    name: `regularised, alpha = ${alpha}`,
    energy: (fields) => regularisedEnergy(fields, hamiltonian, HBAR, { q: [factor], p: [factor] }),
  }
}

/** The node where a scalar field is largest, as coordinates. */
export const highest = ({ grid }: HermitianFields, field: Reading): readonly [q: number, p: number] => {
  let best = 0
  for (let m = 0; m < field.length; m++) if (field[m] > field[best]) best = m
  return [grid.coordinates[2 * best], grid.coordinates[2 * best + 1]]
}

/** Says how far a part has come. */
export const progress = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
