import { directionalDerivative } from '@casimir/algebra'

/** A real function of one variable with its derivative. */
export interface SmoothFunction {
  readonly name: string
  readonly value: (x: number) => number
  readonly slope: (x: number) => number
}

/** Throws when the slope of a function differs from finite differences of its value by more than 1e-6, relative to 1 + |slope|. */
export const checkSlope = (caller: string, { name, value, slope }: SmoothFunction, at: ReadonlyArray<number>): void => {
  for (const x of at) {
    const measured = directionalDerivative((y) => value(y[0]), Float64Array.of(x), Float64Array.of(1), 1e-3)
    const stated = slope(x)
    if (!(Math.abs(measured - stated) <= 1e-6 * (1 + Math.abs(stated))))
      throw new Error(
        `${caller}: '${name}' states the slope ${stated} at ${x}, finite differences of its value give ${measured}; give the derivative of the function.`,
      )
  }
}
