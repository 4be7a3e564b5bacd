import type { HybridHamiltonian } from '@casimir/algebra'
import type { LocalDensity } from '@casimir/models'
import { checkLocalDensity } from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import { describeValue, isMapping, quoted } from '../spec/describeValue.ts'
import type { Energy, EnergyParameters } from './Energy.ts'
import { reasonOf } from './reasonOf.ts'

const shapeFault = (made: unknown, { name, levels, dof }: HybridHamiltonian): string | undefined => {
  if (!isMapping(made) || typeof made.tabulate !== 'function' || typeof made.evaluate !== 'function')
    return `the energy returns ${describeValue(made)}: return a local density with levels, dof, axes, coefficients, tabulate and evaluate`
  if (!Array.isArray(made.axes) || typeof made.coefficients !== 'number')
    return `the energy returns a local density with axes ${describeValue(made.axes)} and coefficients ${describeValue(made.coefficients)}: give a list, [] for none, and a number`
  return made.levels !== levels || made.dof !== dof
    ? `the energy returns a local density of ${made.levels} levels and ${made.dof} degrees of freedom, and '${name}' has ${levels} and ${dof}: take them from the Hamiltonian that it is given`
    : undefined
}

/**
 * The local density that an energy of the user's makes, once its partial derivatives have been found to be those of its value and every parameter given
 * was read; otherwise one clause. Nothing thrown escapes.
 */
export const checkedDensity = (
  energy: Energy,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  parameters: EnergyParameters,
): E.Either<string, LocalDensity> => {
  const read = new Set<PropertyKey>()
  const watched = new Proxy(parameters, {
    get: (target, key) => {
      read.add(key)
      return Reflect.get(target, key)
    },
  })
  try {
    const made: unknown = energy(hamiltonian, hbar, watched)
    const fault = shapeFault(made, hamiltonian)
    if (fault !== undefined) return E.left(fault)
    const given = made as LocalDensity
    const density: LocalDensity = { ...given, name: typeof given.name === 'string' ? given.name : 'energy' }
    checkLocalDensity(density)
    const unread = Object.keys(parameters).filter((name) => !read.has(name))
    return unread.length > 0
      ? E.left(`the energy never reads the parameter ${quoted(unread[0] ?? '')}: remove it, or mend its name`)
      : E.right(density)
  } catch (error) {
    return E.left(`the energy cannot be used: ${reasonOf(error)}`)
  }
}
