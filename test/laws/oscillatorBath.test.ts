import { oscillatorBath, spinBoson } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'

const positive = fc.integer({ min: 2, max: 20 }).map((k) => k / 8)

describe('a bath of oscillators', () => {
  const baths = fc.record({
    bath: fc.constantFrom('ohmic' as const, 'debye' as const),
    modes: fc.integer({ min: 1, max: 500 }),
    cutoff: positive,
    lambda: positive,
  })
  law('has the reorganisation energy asked for, in ascending modes', [baths], (parameters) => {
    const { frequencies, couplings } = oscillatorBath(parameters)
    const energy = couplings.reduce((sum, c, j) => sum + c ** 2 / (2 * frequencies[j] ** 2), 0)
    expect(Math.abs(energy / parameters.lambda - 1)).toBeLessThan(1e-12)
    expect(frequencies.every((w, j) => w > (frequencies[j - 1] ?? 0))).toBe(true)
  })

  // (1/pi) integral of J(w)/w f(w) dw in closed form; f = exp(-s w) for exp(-w/w_c), 1/(1 + s^2 w^2) for the Lorentzian. Both are 1/(1 + s w_c).
  const averages = {
    ohmic: (w: number, s: number) => Math.exp(-s * w),
    debye: (w: number, s: number) => 1 / (1 + (s * w) ** 2),
  }
  const averageOf = (bath: 'ohmic' | 'debye', as: 'ohmic' | 'debye', modes: number, s: number): number => {
    const { frequencies, couplings } = oscillatorBath({ bath, modes, cutoff: 1.7, lambda: 0.3 })
    return couplings.reduce(
      (sum, c, j) => sum + (c ** 2 / (2 * frequencies[j] ** 2)) * averages[as](frequencies[j], s),
      0,
    )
  }
  /** The rule of equal shares is the midpoint rule in x = j/F: of order 2, and exact to round-off where the integrand is periodic in x. */
  const orders = { ohmic: { at100: 1e-4, twice: 3.5 }, debye: { at100: 1e-13, twice: 1 } }
  test.each(['ohmic', 'debye'] as const)('%s has its spectral density', (bath) => {
    for (const s of [0.8, 1.5]) {
      const exact = 0.3 / (1 + 1.7 * s)
      const [coarse, fine] = [100, 200].map((modes) => Math.abs(averageOf(bath, bath, modes, s) - exact))
      expect(coarse).toBeLessThan(orders[bath].at100 * exact)
      expect(fine).toBeLessThan(coarse / orders[bath].twice + 1e-14)
    }
  })
  test('and the other one does not', () => {
    const exact = 0.3 / (1 + 1.7 * 0.8)
    expect(Math.abs(averageOf('debye', 'ohmic', 400, 0.8) - exact)).toBeGreaterThan(0.05 * exact)
    expect(Math.abs(averageOf('ohmic', 'debye', 400, 0.8) - exact)).toBeGreaterThan(0.05 * exact)
  })

  test.each([
    [{ modes: 0 }, 'modes is 0; give a whole number of at least 1'],
    [{ modes: 1.5 }, 'modes is 1.5'],
    [{ modes: Number.NaN }, 'modes is NaN'],
    [{ cutoff: 0 }, 'cutoff is 0; give a positive frequency'],
    [{ cutoff: Number.NaN }, 'cutoff is NaN'],
    [{ cutoff: Number.POSITIVE_INFINITY }, 'cutoff is Infinity'],
    [{ lambda: -0.1 }, 'lambda is -0.1; give a reorganisation energy >= 0'],
    [{ lambda: Number.NaN }, 'lambda is NaN'],
    [{ lambda: Number.POSITIVE_INFINITY }, 'lambda is Infinity'],
  ])('refuses %j', (wrong, sentence) => {
    const right = { bath: 'ohmic', modes: 2, cutoff: 1.5, lambda: 0 } as const
    expect(oscillatorBath(right).couplings).toEqual(Float64Array.of(0, 0))
    expect(() => oscillatorBath({ ...right, ...wrong })).toThrow(sentence)
  })

  test('lambda is the energy each surface of sz sum c q gains, and the vertical gap at its minimum is 4 lambda', () => {
    const bath = { bath: 'debye', modes: 7, cutoff: 1.5, lambda: 0.3 } as const
    const { frequencies, couplings } = oscillatorBath(bath)
    const h = spinBoson({ epsilon: 0, delta: 0, ...bath })
    const [out, at] = [new Float64Array(8), Float64Array.from(frequencies, (w, j) => -couplings[j] / w ** 2)]
    h.value(out, at, new Float64Array(7), 0)
    expect(Math.abs(out[0] + 0.3)).toBeLessThan(1e-14)
    expect(Math.abs(out[6] - out[0] - 4 * 0.3)).toBeLessThan(1e-14)
  })
})
