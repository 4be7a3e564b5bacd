import * as fc from 'fast-check'

/** What a factor of a mollifier is made of, as data; `spacing` is that of the lattice, in units of alpha. */
export interface MollifierParameters {
  readonly shape: 'gaussian' | 'bspline'
  /** The degree of a B-spline; a Gaussian has none to obey. */
  readonly degree: number
  readonly alpha: number
  readonly spacing: number
}

/**
 * Parameters of a mollifier: either shape, degree 5, 7, 9 or 11, alpha from 1/4 to 2 in eighths, spacing from 1/2 to 5/2 alpha in eighths.
 *
 * The coarse spacings are meant: what holds of a discretised energy holds on any lattice. Shrinks to a Gaussian with alpha = 1 at spacing 1.
 *
 * @example
 * import * as fc from 'fast-check'
 * fc.sample(mollifierParameters(), 20).every(({ alpha }) => alpha >= 0.25 && alpha <= 2) // => true
 */
export const mollifierParameters = (): fc.Arbitrary<MollifierParameters> =>
  fc.record({
    shape: fc.constantFrom('gaussian', 'bspline'),
    degree: fc.constantFrom(5, 7, 9, 11),
    alpha: fc.integer({ min: -6, max: 8 }).map((k) => 1 + k / 8),
    spacing: fc.integer({ min: -4, max: 12 }).map((k) => 1 + k / 8),
  })
