import type { MollifierFactor } from '@casimir/algebra'
import type { MollifierParameters } from '@casimir/checks'
import { assertLaw, mollifierLaws, mollifierParameters } from '@casimir/checks'
import { bspline, gaussian } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { failingLaws } from '../support/verdictsOf.ts'

const trial = { draws: 40, seed: 5 }
const make = ({ shape, degree, alpha }: MollifierParameters): MollifierFactor =>
  shape === 'gaussian' ? gaussian(alpha, 8.5) : bspline(degree, alpha)
const lawsOf = (name: string, of: typeof make) => mollifierLaws({ name, parameters: mollifierParameters(), make: of })

describe.each([
  ['Gaussians cut at 8.5 alpha and B-splines', make],
  ['Gaussians cut at 6.5 alpha', ({ alpha }: MollifierParameters) => gaussian(alpha)],
] as const)('%s', (name, of) => {
  test.each(lawsOf(name, of).map((law) => [law.id, law] as const))('%s', (_, law) => assertLaw(law, trial))
})

/** A factor with its table changed; entry kind 0 is k, 1 its first and 2 its second derivative. */
const changed =
  (
    change: (value: number, kind: number, x: number, factor: MollifierFactor) => number,
    more: Partial<MollifierFactor> = {},
  ) =>
  (parameters: MollifierParameters): MollifierFactor => {
    const factor = make(parameters)
    return {
      ...factor,
      ...more,
      tabulate: (out, first, spacing, count) => {
        factor.tabulate(out, first, spacing, count)
        for (let a = 0; a < first.length; a++)
          for (let i = 0; i < 3 * count; i++) {
            const at = 3 * count * a + i
            out[at] = change(out[at], Math.floor(i / count), first[a] + (i % count) * spacing, factor)
          }
      },
    }
  }
const same = (value: number): number => value

describe('each law fails on a twin that breaks it', () => {
  test.each<[string, typeof make, string, string]>([
    ['an integral of 1 + 1e-9', changed((v) => v * (1 + 1e-9)), 'mollifier/moments', 'mollifier/even'],
    [
      'alpha that is the half-width',
      (parameters) => ({ ...make(parameters), alpha: 2 * parameters.alpha }),
      'mollifier/moments',
      'mollifier/slope',
    ],
    [
      'a bump that leans to the right',
      changed((v, kind, x, { alpha }) => (kind === 0 ? v * (1 + (1e-9 * x) / alpha) : v)),
      'mollifier/even',
      'mollifier/support',
    ],
    [
      'a bump that is not zero outside',
      changed((v, kind, x, { support }) => (kind === 0 && x > support ? 1e-12 : v)),
      'mollifier/support',
      'mollifier/curvature',
    ],
    [
      'a first derivative of the wrong sign',
      changed((v, kind) => (kind === 1 ? -v : v)),
      'mollifier/slope',
      'mollifier/moments',
    ],
    [
      'a second derivative that lacks its scale',
      changed((v, kind) => (kind === 2 ? v * 1.001 : v)),
      'mollifier/curvature',
      'mollifier/slope',
    ],
    [
      'the transform of a narrower bump',
      (parameters) => {
        const factor = make(parameters)
        return { ...factor, transform: (kappa) => factor.transform(kappa * 0.999) }
      },
      'mollifier/transform',
      'mollifier/smooth',
    ],
    [
      'a bump that claims two more orders than it has',
      changed(same, { maximalOrder: 12 }),
      'mollifier/smooth',
      'mollifier/transform',
    ],
  ])('%s', (_, of, failing, passing) => {
    const failed = failingLaws(lawsOf('twin', of), trial)
    expect(failed).toContain(failing)
    expect(failed).not.toContain(passing)
  })
  test('which shrinks to readable parameters', () => {
    const [moments] = lawsOf(
      'twin',
      changed((v) => v * (1 + 1e-9)),
    )
    expect(moments.check(trial).counterexample?.code).toBe(
      "const parameters = { shape: 'gaussian', degree: 5, alpha: 1, spacing: 1 }\nconst offset = 0",
    )
  })
})
