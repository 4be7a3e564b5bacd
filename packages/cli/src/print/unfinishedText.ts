/**
 * What stands for T and R while a scattering is not over.
 *
 * @example
 * unfinishedText(0.03119) // => 'unfinished (0.0312 still inside)'
 */
export const unfinishedText = (inside: number): string => `unfinished (${inside.toPrecision(3)} still inside)`
