/**
 * What stands for T and R while a scattering is not over.
 *
 * @example
 * unfinishedText(0.03119) // => 'unfinished (0.0312 still inside)'
 * unfinishedText(1) // => 'unfinished (not there yet)'
 */
export const unfinishedText = (inside: number): string =>
  `unfinished (${inside < 1 ? `${inside.toPrecision(3)} still inside` : 'not there yet'})`
