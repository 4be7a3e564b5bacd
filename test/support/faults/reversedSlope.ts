import type { MollifierFactor } from '@casimir/algebra'

/** A mollifier factor, deliberately wrong: its first derivative has the wrong sign. */
export const reversedSlope = (factor: MollifierFactor): MollifierFactor => ({
  ...factor,
  tabulate: (out, first, spacing, count) => {
    factor.tabulate(out, first, spacing, count)
    for (let a = 0; a < first.length; a++)
      for (let i = 3 * count * a + count; i < 3 * count * a + 2 * count; i++) out[i] = -out[i]
  },
})
