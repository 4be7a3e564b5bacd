const farthest = 1e6

/**
 * Whether a place in phase space can be drawn: farther out there is only a blow-up, which would squeeze all the rest into a point.
 *
 * @example
 * isNear(-12.5) // => true
 * isNear(1e89) // => false
 * isNear(Number.NaN) // => false
 */
export const isNear = (place: number): boolean => Math.abs(place) <= farthest
