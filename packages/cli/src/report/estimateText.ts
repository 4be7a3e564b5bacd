import { formatEstimate } from '../print/formatEstimate.ts'

/**
 * A value with its standard error as a page shows it, a hyphen for none.
 *
 * @example
 * estimateText(0.499312, 0.00112, 6) // => '0.4993 ± 0.0011'
 * estimateText(undefined, undefined, 6) // => '-'
 */
export const estimateText = (value: number | undefined, error: number | undefined, digits: number): string =>
  value === undefined ? '-' : formatEstimate(value, error, digits).replace('+-', '±')

/**
 * A number that was set, such as a step, to six significant digits without zeros behind.
 *
 * @example
 * shortNumber(1 / 6) // => '0.166667'
 * shortNumber(6) // => '6'
 */
export const shortNumber = (value: number): string => String(Number(value.toPrecision(6)))
