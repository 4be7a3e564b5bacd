/** The most numbers that a run on a grid may keep: 2 GiB. */
const MOST_NUMBERS = 2 ** 28
/** Matrices kept for every node: the distinct coefficients of an exact run's word (4 of B, 3 of A) and the adiabatic frame. */
const MATRICES = 8
/** Wave functions kept: the state, its transform, the momentum reading's and one to spare. */
const WAVES = 4

/**
 * Throws a sentence when a grid with these points along its axes needs more than 2 GiB for n levels.
 *
 * A node keeps 16 n^2 numbers for matrices (fewer when A is scalar), 8 n for wave functions and 2 d for its place.
 */
export const requireMemory = (counts: ReadonlyArray<number>, levels: number): void => {
  const nodes = counts.reduce((all, count) => all * count, 1)
  const each = 2 * levels * levels * MATRICES + 2 * levels * WAVES + 2 * counts.length
  if (nodes * each <= MOST_NUMBERS) return
  const gibibytes = (numbers: number): string => ((8 * numbers) / 2 ** 30).toPrecision(3)
  throw new Error(
    `exact: a grid of ${counts.join(' x ')} points with ${levels} level${levels === 1 ? '' : 's'} needs ${gibibytes(nodes * each)} GiB, more than ${gibibytes(MOST_NUMBERS)}; set method.grid.points to at most ${2 ** Math.floor(Math.log2(MOST_NUMBERS / each))} in all, with method.grid.box as narrow as the wave allows, or shorten time.end.`,
  )
}
