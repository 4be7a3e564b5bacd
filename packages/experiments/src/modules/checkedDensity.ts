import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import { checkLocalDensity } from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import { describeValue, isMapping, listed, quoted } from '../spec/describeValue.ts'
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

/** Checks a density as `checkLocalDensity` does, at one point; a point outside of its domain is passed over. */
const checkAt = (density: LocalDensity, z: ReadonlyArray<number>): void => {
  const place = Float64Array.from(z)
  const table = new Float64Array(density.coefficients)
  density.tabulate(table, 0, place)
  if (!table.every(Number.isFinite)) return
  try {
    checkLocalDensity({ ...density, tabulate: (out, at) => density.tabulate(out, at, place) })
  } catch (error) {
    const shown = (from: number): string =>
      z
        .slice(from, from + density.dof)
        .map((x) => x.toPrecision(3))
        .join(', ')
    throw new Error(
      `at q = ${shown(0)}, p = ${shown(density.dof)}, where the run starts or near it: ${reasonOf(error)}`,
    )
  }
}

/**
 * The local density that an energy of the user's makes, once its partial derivatives have been found to be those of its value, near the origin and at the
 * points (q_1 .., p_1 ..) given, and every parameter given was read; otherwise one clause, which names a parameter that was read and not given. Nothing
 * thrown escapes.
 */
export const checkedDensity = (
  energy: Energy,
  hamiltonian: HybridHamiltonian,
  hbar: number,
  parameters: EnergyParameters,
  points: ReadonlyArray<ReadonlyArray<number>> = [],
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
    for (const point of points) checkAt(density, point)
    const unread = Object.keys(parameters).filter((name) => !read.has(name))
    return unread.length > 0
      ? E.left(`the energy never reads the parameter ${quoted(unread[0] ?? '')}: remove it, or mend its name`)
      : E.right(density)
  } catch (error) {
    const missing = [...read].filter((name) => typeof name === 'string' && !Object.hasOwn(parameters, name))
    const asked =
      missing.length > 0
        ? ` (it reads the parameter${missing.length > 1 ? 's' : ''} ${listed(missing.map((name) => quoted(String(name))))}, which the key parameters does not give)`
        : ''
    return E.left(`the energy cannot be used: ${reasonOf(error)}${asked}`)
  }
}
