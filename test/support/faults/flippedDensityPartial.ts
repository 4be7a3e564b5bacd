import type { LocalDensity } from '@casimir/algebra'

/** A local density, deliberately wrong: b = df/dD has the other sign. */
export const flippedDensityPartial = (density: LocalDensity): LocalDensity => ({
  ...density,
  evaluate: (out, o, fields, at, coefficients, c) => {
    density.evaluate(out, o, fields, at, coefficients, c)
    out[o] = -out[o]
  },
})
