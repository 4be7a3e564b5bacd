/**
 * Numbers that fill [-1, 1] without a pattern, the same at every call: twice the fractional part of (i + 1) sqrt(prime), less 1.
 *
 * Different primes give unrelated sequences. For directions and sample points of checks, not for statistics.
 *
 * @example
 * Math.abs(scatter(2, 0) - (2 * (Math.SQRT2 - 1) - 1)) < 1e-15 // => true
 */
export const scatter = (prime: number, i: number): number => 2 * ((Math.sqrt(prime) * (i + 1)) % 1) - 1
