import type { Functional, Reading } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import { hermitianFields, hybridBracket, hybridEnergy, hybridTwoForm, transportField } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { linearFunctional } from '../support/casimirRate.ts'
import { largestDifference } from '../support/largestDifference.ts'
import {
  amplitudeFields,
  packetOf,
  periodicGrid,
  periodicHamiltonian,
  smoothDirection,
  smoothPacket,
} from '../support/periodicHamiltonian.ts'

const HBAR = 0.7
const grid = periodicGrid(64)
const largest = (x: ArrayLike<number>): number => largestDifference(x, new Float64Array(x.length))
const none = (size: number): Float64Array => new Float64Array(size)

/** d/de f(P + e V) at e = 0 of a field-valued f, by eighth-order central differences. */
const alongVelocity = (
  f: (P: Float64Array) => Float64Array,
  P: Float64Array,
  V: Float64Array,
  step: number,
): Float64Array => {
  const at = (e: number): Float64Array => f(P.map((x, i) => x + e * V[i]))
  const terms = [4 / 5, -1 / 5, 4 / 105, -1 / 280].map((w, k) => ({
    w: w / step,
    up: at((k + 1) * step),
    down: at(-(k + 1) * step),
  }))
  return terms[0].up.map((_, m) => terms.reduce((sum, { w, up, down }) => sum + w * (up[m] - down[m]), 0))
}

const volumeOf = (fields: HermitianFields, hbar = HBAR) => {
  const form = hybridTwoForm(fields, hbar)
  return (P: Float64Array): Float64Array => {
    const out = none(fields.grid.nodes)
    form.volume(out, P)
    return out
  }
}

/** max |d_t V + div(X V)| / max |d_t V| of a scalar field with the given rate along the flow of h at P. */
const continuityDefect = (
  fields: HermitianFields,
  V: Reading,
  rate: Float64Array,
  h: Functional,
  P: Reading,
): number => {
  const { nodes, axes } = fields.grid
  const X = axes.map(() => none(nodes))
  transportField(fields, h)(X, P)
  const left = Float64Array.from(rate)
  const flux = none(nodes)
  X.forEach((x, axis) => {
    for (let m = 0; m < nodes; m++) flux[m] = x[m] * V[m]
    fields.scalar.derivative(flux, flux, axis)
    for (let m = 0; m < nodes; m++) left[m] += flux[m]
  })
  return largest(left) / largest(rate)
}
const velocityOf = (fields: HermitianFields, h: Functional, P: Reading): Float64Array => {
  const velocity = fields.allocate()
  hybridBracket(fields, HBAR).vectorField(h)(velocity, P)
  return velocity
}

describe.each([2, 3])('Omega_qp, %i levels', (n) => {
  const fields = hermitianFields(grid, n)
  const amplitudes = amplitudeFields(grid, n, { seed: 3 })
  const P = packetOf(fields, amplitudes)
  const omega = volumeOf(fields)(P)

  /** 1 + factor hbar Im <psi_q|psi_p>. */
  const fromAmplitudes = (factor: number): Float64Array => {
    const out = none(grid.nodes).fill(1)
    const part = (level: number, imaginary: number, axis: number): Float64Array => {
      const x = Float64Array.from({ length: grid.nodes }, (_, m) => amplitudes.psi[2 * (n * m + level) + imaginary])
      fields.scalar.derivative(x, x, axis)
      return x
    }
    for (let level = 0; level < n; level++) {
      const [rq, iq, rp, ip] = [part(level, 0, 0), part(level, 1, 0), part(level, 0, 1), part(level, 1, 1)]
      for (let m = 0; m < grid.nodes; m++) out[m] += factor * HBAR * (rq[m] * ip[m] - iq[m] * rp[m])
    }
    return out
  }

  test('is 1 + 2 hbar Im <psi_q|psi_p>; not without the 2, not with the sign flipped', () => {
    expect(largestDifference(omega, fromAmplitudes(2))).toBeLessThan(1e-12)
    expect(largestDifference(omega, fromAmplitudes(1))).toBeGreaterThan(1e-2)
    expect(largestDifference(omega, fromAmplitudes(-2))).toBeGreaterThan(1e-2)
  })

  test('is 1 - i hbar Tr(r [r_q, r_p]) with r = P/D: the derivatives of D drop out, at any rank', () => {
    for (const rank of ['one', 'full'] as const) {
      const at = smoothPacket(fields, { seed: 3, rank })
      const D = none(grid.nodes)
      fields.trace(D, at)
      const r = at.map((x, i) => x / D[Math.floor(i / (n * n))])
      expect(largestDifference(volumeOf(fields)(at), volumeOf(fields)(r))).toBeLessThan(1e-12)
    }
  })

  test('integrates to the volume of phase space: the quantum part is exact', () => {
    const mean = omega.reduce((sum, x) => sum + x, 0) / grid.nodes
    expect(Math.abs(mean - 1)).toBeLessThan(1e-14)
    expect(largest(omega.map((x) => x - 1))).toBeGreaterThan(1e-2)
  })

  const energy = hybridEnergy(fields, periodicHamiltonian(n, { seed: 7 }), HBAR)
  const linear = linearFunctional(fields, smoothDirection(fields, { seed: 5 }))
  const defect = (h: Functional, hbar: number, at: Float64Array, sign: 1 | -1 = 1): number => {
    const right = volumeOf(fields, hbar)
    const volume = (P: Float64Array): Float64Array => right(P).map((x) => 1 + sign * (x - 1))
    const rate = alongVelocity(volume, at, velocityOf(fields, h, at), 2e-3)
    return continuityDefect(fields, volume(at), rate, h, at)
  }
  test('d_t Omega + div(X Omega) = 0 along (12), for the hybrid energy and an arbitrary generator', () => {
    for (const h of [energy, linear]) expect(defect(h, HBAR, P)).toBeLessThan(1e-9)
  })
  test('T5: not without the factor 2, not with the sign flipped, not on full rank', () => {
    expect(defect(energy, HBAR / 2, P)).toBeGreaterThan(0.1)
    expect(defect(energy, HBAR, P, -1)).toBeGreaterThan(0.1)
    expect(defect(energy, HBAR, smoothPacket(fields, { seed: 3, rank: 'full' }))).toBeGreaterThan(0.1)
  })
})

test('two levels: Omega_qp is 1 + (hbar/2) n . (n_q x n_p) of the Bloch vector', () => {
  const fields = hermitianFields(grid, 2)
  const P = smoothPacket(fields, { seed: 3 })
  const D = none(grid.nodes)
  fields.trace(D, P)
  const bloch = [0, 1, 2].map((k) =>
    Float64Array.from(D, (d, m) => {
      const [a, b, re, im] = P.subarray(4 * m, 4 * m + 4)
      return [Math.SQRT2 * re, -Math.SQRT2 * im, a - b][k] / d
    }),
  )
  const slopes = [0, 1].map((axis) =>
    bloch.map((x) => {
      const out = none(grid.nodes)
      fields.scalar.derivative(out, x, axis)
      return out
    }),
  )
  const [q, p] = slopes
  const expected = D.map((_, m) => {
    const triple = [0, 1, 2].reduce((sum, i) => {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3]
      return sum + bloch[i][m] * (q[j][m] * p[k][m] - q[k][m] * p[j][m])
    }, 0)
    return 1 + 0.5 * HBAR * triple
  })
  expect(largestDifference(volumeOf(fields)(P), expected)).toBeLessThan(1e-12)
})

const onFourAxes = (points: number, n = 2) => {
  const fields = hermitianFields(periodicGrid(points, 2), n)
  const form = hybridTwoForm(fields, HBAR)
  return {
    fields,
    form,
    packet: (rank: 'one' | 'full', amplitude: number) => smoothPacket(fields, { seed: 3, rank, amplitude }),
    components: (P: Reading): Float64Array => {
      const all = none(form.pairs.length * fields.grid.nodes)
      form.components(all, P)
      return all
    },
    part: (all: Float64Array, index: number): Float64Array =>
      all.subarray(index * fields.grid.nodes, (index + 1) * fields.grid.nodes),
  }
}

describe('two degrees of freedom', () => {
  /** The largest of d_i Omega_jk + cyclic, over the largest derivative. */
  const closedness = ({ fields, form, components, part }: ReturnType<typeof onFourAxes>, P: Reading): number => {
    const all = components(P)
    let size = 0
    const slope = (i: number, j: number, k: number): Float64Array => {
      const out = none(fields.grid.nodes)
      const index = form.pairs.findIndex(([a, b]) => a === j && b === k)
      fields.scalar.derivative(out, part(all, index), i)
      size = Math.max(size, largest(out))
      return out
    }
    const defects = [
      [0, 1, 2],
      [0, 1, 3],
      [0, 2, 3],
      [1, 2, 3],
    ].map(([i, j, k]) => {
      const [x, y, z] = [slope(i, j, k), slope(j, i, k), slope(k, i, j)]
      return largest(x.map((v, m) => v - y[m] + z[m]))
    })
    return Math.max(...defects) / size
  }

  test('Omega is closed on rank one, and not on full rank', () => {
    const [coarse, fine] = [8, 16].map((points) => onFourAxes(points))
    const [above, below] = [coarse, fine].map((on) => closedness(on, on.packet('one', 0.25)))
    expect(below).toBeLessThan(1e-7)
    // spectral: twice the points square the error, constants aside
    expect(below).toBeLessThan(1e-3 * above)
    expect(closedness(fine, fine.packet('full', 0.25))).toBeGreaterThan(1e-2)
  })

  /** max |d_t V + div(X V)| / max |d_t V| for V = Omega_q1p1 Omega_q2p2 + sign (Omega_q1q2 Omega_p1p2 + Omega_q1p2 Omega_q2p1). */
  const transportDefect = (
    { fields, components, part, packet }: ReturnType<typeof onFourAxes>,
    amplitude: number,
    signs: ReadonlyArray<number>,
  ): number[] => {
    const { nodes } = fields.grid
    const P = packet('one', amplitude)
    const h = linearFunctional(fields, smoothDirection(fields, { seed: 5 }))
    const all = components(P)
    const rates = alongVelocity(components, P, velocityOf(fields, h, P), 2e-2)
    const [q1q2, q1p1, q1p2, q2p1, q2p2, p1p2] = [0, 1, 2, 3, 4, 5]
    return signs.map((sign) => {
      const V = none(nodes)
      const rate = none(nodes)
      for (const [i, j, s] of [
        [q1p1, q2p2, 1],
        [q1q2, p1p2, sign],
        [q1p2, q2p1, sign],
      ])
        for (let m = 0; m < nodes; m++) {
          V[m] += s * part(all, i)[m] * part(all, j)[m]
          rate[m] += s * (part(rates, i)[m] * part(all, j)[m] + part(all, i)[m] * part(rates, j)[m])
        }
      if (sign === -1) expect(largestDifference(V, volumeOf(fields)(P))).toBeLessThan(1e-14)
      return continuityDefect(fields, V, rate, h, P)
    })
  }

  test('its Liouville volume is minus the Pfaffian and is transported; without the off-diagonal products it is not', () => {
    // a packet of small amplitude, which 16 points an axis resolve: measured 5e-5 with 8 points, 5e-11 with 16
    const [coarse, fine] = [8, 16].map((points) => transportDefect(onFourAxes(points), 0.1, [-1, 0, 1]))
    expect(fine[0]).toBeLessThan(1e-9)
    expect(fine[0]).toBeLessThan(1e-4 * coarse[0])
    for (const k of [1, 2]) expect(fine[k]).toBeGreaterThan(1e4 * fine[0])
    for (const wrong of transportDefect(onFourAxes(8), 0.25, [0, 1])) expect(wrong).toBeGreaterThan(1e-3)
  })

  test('three levels: transported to the accuracy of 8 points', () => {
    const [right, ...wrong] = transportDefect(onFourAxes(8, 3), 0.05, [-1, 0, 1])
    expect(right).toBeLessThan(1e-5)
    for (const defect of wrong) expect(defect).toBeGreaterThan(10 * right)
  })
})
