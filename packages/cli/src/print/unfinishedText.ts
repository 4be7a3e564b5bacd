import type { Inside } from '../quantities/stillInside.ts'

/**
 * What stands for T and R while a scattering is not over.
 *
 * @example
 * unfinishedText(0.03119) // => 'unfinished (0.0312 still inside)'
 * unfinishedText('not there yet') // => 'unfinished (not there yet)'
 */
export const unfinishedText = (inside: Inside): string =>
  `unfinished (${typeof inside === 'number' ? `${inside.toPrecision(3)} still inside` : inside})`
