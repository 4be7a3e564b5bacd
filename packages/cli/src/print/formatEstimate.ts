import { formatNumber } from './formatNumber.ts'

const errorDigits = 2

/** The decimal place of the last digit that an error of two digits gives, as a power of ten. */
const lastPlace = (error: number): number => {
  const place = Math.floor(Math.log10(error)) - errorDigits + 1
  return Number((error / 10 ** place).toFixed(0)) === 10 ** errorDigits ? place + 1 : place
}

/** Whether an error is there and not so small that the value's own digits are all sure. */
const matters = (value: number, error: number | undefined, digits: number): error is number =>
  error !== undefined &&
  Number.isFinite(error) &&
  Number.isFinite(value) &&
  error > Math.abs(value) * 10 ** -(digits + 4) &&
  error > 1e-14

/** A value to the last place of its error, and the error in units of that place; with a common power of ten where both are small. */
const parts = (value: number, error: number) => {
  const size = Math.max(Math.abs(value), error)
  const power = size < 1e-3 || size >= 1e6 ? Math.floor(Math.log10(size)) : 0
  const place = lastPlace(error)
  const decimals = Math.max(0, power - place)
  const scaled = (x: number): string => (x / 10 ** power).toFixed(decimals)
  return { value: scaled(value), error: scaled(error), units: Math.round(error / 10 ** Math.min(place, power)), power }
}

/**
 * A value with its standard error to two digits, or to `digits` significant ones when it has none.
 *
 * @example
 * formatEstimate(0.499312, 0.00112, 6) // => '0.4993 +- 0.0011'
 * formatEstimate(1.2345e-5, 3.1e-7, 6) // => '(1.235 +- 0.031)e-5'
 * formatEstimate(0.499312, undefined, 6) // => '0.499312'
 */
export const formatEstimate = (value: number, error: number | undefined, digits: number): string => {
  if (!matters(value, error, digits)) return formatNumber(value, digits)
  const { value: v, error: e, power } = parts(value, error)
  return power === 0 ? `${v} +- ${e}` : `(${v} +- ${e})e${power}`
}

/**
 * A value with its standard error in units of its last place, for tables; to `digits` significant ones when it has none.
 *
 * @example
 * formatCompact(0.499312, 0.00112, 4) // => '0.4993(11)'
 * formatCompact(1.2345e-5, 3.1e-7, 4) // => '1.235(31)e-5'
 * formatCompact(0.499312, undefined, 4) // => '0.4993'
 */
export const formatCompact = (value: number, error: number | undefined, digits: number): string => {
  if (!matters(value, error, digits)) return formatNumber(value, digits)
  const { value: v, units, power } = parts(value, error)
  return power === 0 ? `${v}(${units})` : `${v}(${units})e${power}`
}
