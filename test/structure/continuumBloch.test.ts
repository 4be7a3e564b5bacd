import type { HybridHamiltonian } from '@casimir/algebra'
import { blochForm, hybridContinuum } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { blochOf, blochRate, relativeDifference } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'

const ROUND_OFF = 5e-14

/** H with f_y of the other sign: the same levels, the other orientation of the Bloch sphere. */
const conjugated = (H: HybridHamiltonian): HybridHamiltonian => ({
  ...H,
  name: `conjugated ${H.name}`,
  value: (out, q, p, at) => {
    H.value(out, q, p, at)
    out[3] = -out[3]
    out[5] = -out[5]
  },
})

describe.each([1, 2, 3])('the Bloch form of (3)-(5), sample %i', (seed) => {
  const { fields, hamiltonian, hbar, at, packet } = amplitudeSample(2, { seed })
  const bloch = blochOf(fields, at)
  const form = blochForm(fields.grid, hamiltonian, hbar)
  const hybrid = hybridContinuum(fields, hamiltonian, hbar)
  const velocity = fields.allocate()
  hybrid.velocity(velocity, packet)
  const rateOf = ({ velocity: write }: typeof form) => {
    const rate = { D: new Float64Array(bloch.D.length), n: new Float64Array(bloch.n.length) }
    write(rate, bloch)
    return rate
  }

  test('is the vector field of the hybrid energy at D (1 + n . sigma)/2', () => {
    expect(relativeDifference(blochRate(fields, bloch, rateOf(form)), velocity)).toBeLessThan(ROUND_OFF)
    const wrong = blochForm(fields.grid, conjugated(hamiltonian), hbar)
    expect(relativeDifference(blochRate(fields, bloch, rateOf(wrong)), velocity)).toBeGreaterThan(0.1)
  })

  test('has its energy and keeps |n(z)| and int D', () => {
    expect(Math.abs(form.energy(bloch) - hybrid.energy.value(packet))).toBeLessThan(1e-14)
    expect(Math.abs(blochForm(fields.grid, hamiltonian, 2 * hbar).energy(bloch) - form.energy(bloch))).toBeGreaterThan(
      1e-4,
    )
    const { D, n } = rateOf(form)
    const speed = Math.max(...n.map(Math.abs))
    for (let m = 0; m < fields.grid.nodes; m++) {
      const radial = [0, 1, 2].reduce((sum, i) => sum + n[3 * m + i] * bloch.n[3 * m + i], 0)
      expect(Math.abs(radial)).toBeLessThan(ROUND_OFF * speed)
    }
    const gross = D.reduce((sum, x) => sum + Math.abs(x), 0)
    expect(Math.abs(D.reduce((sum, x) => sum + x, 0))).toBeLessThan(1e-14 * gross)
  })
})

test('a Hamiltonian of three levels and hbar <= 0 are refused', () => {
  const { fields, hamiltonian } = amplitudeSample(2)
  expect(() => blochForm(fields.grid, amplitudeSample(3).hamiltonian, 1)).toThrow(/has 3 levels/)
  expect(() => blochForm(fields.grid, hamiltonian, -1)).toThrow(/hbar is -1/)
})
