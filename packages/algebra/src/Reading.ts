/**
 * A read-only `Float64Array`: `number[]` and `Float32Array` do not fit, and writing through it is a type error.
 *
 * Keeping one element kind at every call site keeps the kernels monomorphic.
 */
export interface Reading {
  readonly [Symbol.toStringTag]: 'Float64Array'
  readonly length: number
  readonly [index: number]: number
}

/** A buffer that an operation writes to; by convention it is the first argument. */
export type Writing = Float64Array
