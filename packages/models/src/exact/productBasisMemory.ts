import { uniformNodes } from './productBasisWave.ts'

/** The most numbers that a run may keep: 2 GiB. */
const MOST_NUMBERS = 2 ** 28
/** Matrices kept for every point: the distinct coefficients of B in an exact run's word and the adiabatic frame. */
const MATRICES = 5
/** Wave functions kept: the state, two of the flows and readings, and one to spare. */
const WAVES = 4

/** Throws a sentence when a product basis with these functions of its modes needs more than 2 GiB for n levels, with the uniform nodes at which its adiabatic populations are read. */
export const requireProductMemory = (functions: ReadonlyArray<number>, levels: number): void => {
  const dof = functions.length
  const points = functions.reduce((all, count) => all * count, 1)
  const nodes = functions.reduce((all, count) => all * uniformNodes(count, dof), 1)
  const numbers =
    points * (2 * levels * levels * MATRICES + 2 * levels * WAVES + 2 * dof) +
    nodes * (2 * levels * levels + 4 * levels + 2 * dof)
  if (numbers <= MOST_NUMBERS) return
  const gibibytes = (count: number): string => ((8 * count) / 2 ** 30).toPrecision(3)
  throw new Error(
    `exact: a product basis of ${functions.join(' x ')} functions with ${levels} level${levels === 1 ? '' : 's'} needs ${gibibytes(numbers)} GiB, more than ${gibibytes(MOST_NUMBERS)}; set method.functions lower, or start with less energy.`,
  )
}
