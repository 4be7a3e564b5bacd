/**
 * A number for reading: `digits` significant ones, exponent form outside 1e-3 .. 1e6.
 *
 * @example
 * formatNumber(0.195083, 4) // => '0.1951'
 * formatNumber(3.14159e-14, 2) // => '3.1e-14'
 */
export const formatNumber = (value: number, digits: number): string => {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 1e-3 || size >= 1e6) return value.toExponential(digits - 1)
  return value.toPrecision(Math.max(digits, Math.floor(Math.log10(size)) + 1))
}
