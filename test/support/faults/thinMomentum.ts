import type { LocalDensity } from '@casimir/algebra'

/** A local density, deliberately wrong: C^j = df/d(d_j P) is left out where D < `least`, as if to spare a division, and the value is not. */
export const thinMomentum = (density: LocalDensity, least: number): LocalDensity => {
  const nn = density.levels ** 2
  return {
    ...density,
    evaluate: (out, o, fields, at, coefficients, c) => {
      density.evaluate(out, o, fields, at, coefficients, c)
      if (fields[at] < least) out.fill(0, o + 1 + nn, o + 1 + nn * (1 + density.axes.length))
    },
  }
}
