import type { Functional } from '@casimir/algebra'
import { hermitian } from '@casimir/checks'
import type { HermitianFields } from '@casimir/models'
import {
  checkDensityField,
  checkFunctional,
  checkResolution,
  hermitianFields,
  hybridEnergy,
  localFunctional,
  phaseSpaceGrid,
  quadraticDensity,
  spectralTail,
} from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'

const axis = (points: number, start = -6, length = 12) => ({ points, start, length })
const planar = (points: number, n = 2): HermitianFields =>
  hermitianFields(phaseSpaceGrid([axis(points)], [axis(points)]), n)
/** A Gaussian of unit width on level 0, 1e-16 small at the edges of the box. */
const gaussianField = (fields: HermitianFields): Float64Array => {
  const P = fields.allocate()
  fields.sample(P, (m, { 0: q, 1: p }) => {
    m[0] = Math.exp(-(q * q + p * p) / 2) / (2 * Math.PI)
  })
  return P
}

describe('checkFunctional', () => {
  const fields = hermitianFields(periodicGrid(16), 2)
  const P = smoothPacket(fields)
  const H = periodicHamiltonian(2)
  test('accepts the functionals of the library, on packets and on Gaussians with tails of 1e-16', () => {
    const far = planar(32)
    for (const [space, at] of [
      [fields, P],
      [far, gaussianField(far)],
    ] as const)
      for (const functional of [
        hybridEnergy(space, H, 1),
        localFunctional(space, quadraticDensity({ left: H, perDensity: true })),
      ])
        expect(() => checkFunctional(space, functional, at)).not.toThrow()
  })
  const energy = hybridEnergy(fields, H, 1)
  const wrong = (change: (out: { [i: number]: number; readonly length: number }) => void): Functional => ({
    ...energy,
    name: 'mine',
    derivative: (out, at) => {
      energy.derivative(out, at)
      change(out)
    },
  })
  const mistakes: ReadonlyArray<readonly [string, Functional]> = [
    [
      'a factor of 1.00001',
      wrong((out) => {
        for (let i = 0; i < out.length; i++) out[i] *= 1.00001
      }),
    ],
    [
      'one number of one node',
      wrong((out) => {
        out[77] += 1
      }),
    ],
    [
      'the sign of the imaginary parts',
      wrong((out) => {
        for (let i = 3; i < out.length; i += 4) out[i] = -out[i]
      }),
    ],
    [
      'NaN',
      wrong((out) => {
        out[5] = Number.NaN
      }),
    ],
  ]
  test.each(mistakes)('refuses a derivative with a mistake in %s', (_, functional) => {
    expect(() => checkFunctional(fields, functional, P)).toThrow(
      /^checkFunctional: the derivative of 'mine' differs from finite differences of its value by \S+ of its size, more than 0\.000001; make/,
    )
  })
  test('says by how much: a factor of 2 is about half of the size', () => {
    const double = {
      ...energy,
      derivative: wrong((out) => {
        for (let i = 0; i < out.length; i++) out[i] *= 2
      }).derivative,
    }
    expect(() => checkFunctional(fields, double, P)).toThrow(/by 0\.[345]\d* of its size/)
  })
  test('refuses a functional or a field of another space', () => {
    const other = hermitianFields(periodicGrid(8), 2)
    expect(() => checkFunctional(other, energy, P)).toThrow(
      "'hybrid energy (11) of periodic 2-level' lives on Hermitian 2 x 2 fields on 16 x 16 nodes, not on the Hermitian 2 x 2 fields on 8 x 8 nodes given",
    )
    expect(() => checkFunctional(fields, energy, other.allocate())).toThrow('the field has 256 numbers')
  })
})

describe('checkDensityField', () => {
  const fields = hermitianFields(phaseSpaceGrid([axis(4, -1, 2)], [axis(4, -1, 2)]), 2)
  law('accepts every field of positive matrices', [fc.array(hermitian(2), { minLength: 16, maxLength: 16 })], (xs) => {
    const P = fields.allocate()
    // x x^+ + 1e-3
    fields.sample(P, (m, { 0: q, 1: p }) => {
      const x = xs[Math.round(8 * (q + 1) + 2 * (p + 1))]
      const [a, , bRe, bIm, , , d] = x
      m.set([a * a + bRe ** 2 + bIm ** 2 + 1e-3, 0, (a + d) * bRe, (a + d) * bIm])
      m.set([(a + d) * bRe, -(a + d) * bIm, d * d + bRe ** 2 + bIm ** 2 + 1e-3, 0], 4)
    })
    expect(() => checkDensityField(fields, P)).not.toThrow()
  })
  test('accepts rank one, tails of 1e-16 and rounding', () => {
    const far = planar(32)
    expect(() => checkDensityField(far, gaussianField(far))).not.toThrow()
    const torus = hermitianFields(periodicGrid(16), 3)
    expect(() => checkDensityField(torus, smoothPacket(torus))).not.toThrow()
  })
  const spoilt = (write: (m: { [i: number]: number }, q: number, p: number) => void): Float64Array => {
    const P = fields.allocate()
    fields.sample(P, (m, { 0: q, 1: p }) => {
      m[0] = 1
      write(m, q, p)
    })
    return P
  }
  test.each([
    [
      'a negative eigenvalue',
      spoilt((m, q, p) => {
        if (q === 0.5 && p === -1) m[6] = -0.25
      }),
      'P has the eigenvalue -0.250 at (q, p) = (0.5, -1), the largest Tr P being 1.00',
    ],
    [
      'coherences larger than populations allow',
      spoilt((m, q, p) => {
        if (q === 0 && p === 0) m[2] = m[4] = 1e-3
      }),
      'P has the eigenvalue -0.00000100 at (q, p) = (0, 0)',
    ],
    [
      'no density',
      spoilt((m, q, p) => {
        if (q === -0.5 && p === 0.5) m[0] = 0
      }),
      'Tr P is 0.00 at (q, p) = (-0.5, 0.5); the bracket divides by Tr P',
    ],
    [
      'NaN',
      spoilt((m, q, p) => {
        if (q === 0 && p === 0.5) m[6] = Number.NaN
      }),
      'number 1 of P is NaN at (q, p) = (0, 0.5)',
    ],
    ['the wrong size', new Float64Array(63), 'the field has 63 numbers, Hermitian 2 x 2 fields on 4 x 4 nodes have 64'],
  ])('refuses %s', (_, P, sentence) => {
    expect(() => checkDensityField(fields, P)).toThrow(`checkDensityField: ${sentence}`)
  })
  test.each([1, 1e3, 1e-3])('forgives rounding relative to the largest Tr P, fields of size %d', (size) => {
    /** An eigenvalue of `share` times the largest Tr P, at a node whose own is a thousandth of it. */
    const dented = (share: number): Float64Array =>
      spoilt((m, q, p) => {
        const low = q === 0.5 && p === -1
        m[0] = low ? 1e-3 * size : size
        if (low) m[6] = share * size
      })
    expect(() => checkDensityField(fields, dented(-1e-13))).not.toThrow()
    expect(() => checkDensityField(fields, dented(-1e-11))).toThrow(
      /has the eigenvalue -1\.00e-\d+ at \(q, p\) = \(0\.5, -1\)/,
    )
  })
  test('names all four coordinates of two degrees of freedom', () => {
    const four = hermitianFields(periodicGrid(4, 2), 1)
    const P = four.allocate().fill(1)
    P[27] = -2
    expect(() => checkDensityField(four, P)).toThrow(
      'Tr P is -2.00 at (q1, q2, p1, p2) = (-3.14159, -1.5708, 0, 1.5708)',
    )
  })
})

describe('spectralTail', () => {
  test('is the root of the share of power above two thirds of the band, the worst axis', () => {
    const fields = hermitianFields(periodicGrid(32), 2)
    const P = fields.allocate()
    fields.sample(P, (m, { 0: q, 1: p }) => {
      m[0] = 7 + 2 * Math.sin(10 * q) + 1 * Math.sin(11 * q) + Math.cos(p)
      m[2] = m[4] = Math.cos(15 * p)
    })
    // squares: 2 + 1/2 + 1/2 on the diagonal, twice 1/2 beside it; above 32/3 only sin(11 q) along q, cos(15 p) along p
    expect(spectralTail(fields, P)).toBeCloseTo(Math.sqrt(1 / 4), 14)
    // above 32/6 everything along q but the slow wave
    expect(spectralTail(fields, P, 0.5)).toBeCloseTo(Math.sqrt(2.5 / 4), 14)
  })
  test('falls to rounding with the number of points, and is 0 for a constant', () => {
    const tails = [8, 16, 32, 64].map((points) => {
      const fields = hermitianFields(periodicGrid(points), 2)
      return spectralTail(fields, smoothPacket(fields))
    })
    for (let k = 1; k < 3; k++) expect(tails[k]).toBeLessThan(tails[k - 1] ** 1.5)
    expect(tails[0]).toBeGreaterThan(1e-3)
    expect(tails[3]).toBeLessThan(1e-14)
    const fields = hermitianFields(periodicGrid(8), 3)
    expect(spectralTail(fields, fields.allocate().fill(1 / 3))).toBe(0)
    expect(spectralTail(fields, fields.allocate())).toBe(0)
  })
  test('is that of the ripple, however small beside the constant', () => {
    const fields = hermitianFields(periodicGrid(16), 1)
    const P = fields.allocate()
    for (const size of [1e-3, 1e-8, 1e-12]) {
      fields.sample(P, (m, { 0: q, 1: p }) => {
        m[0] = 1 + size * (4 * Math.sin(q) + 3 * Math.cos(7 * p))
      })
      expect(spectralTail(fields, P)).toBeCloseTo(3 / 5, 3)
    }
  })
  test.each([0, -1, 1.01, Number.NaN])('a share of %d is refused', (kept) => {
    const fields = hermitianFields(periodicGrid(8), 1)
    expect(() => spectralTail(fields, fields.allocate(), kept)).toThrow(
      `spectralTail: a share of ${kept} of the modes is kept; give 0 < kept <= 1.`,
    )
  })
})

describe('checkResolution', () => {
  /** What is said of a function of (q, p), or nothing. */
  const said = (points: number, f: (q: number, p: number) => number): string => {
    const fields = planar(points, 1)
    const P = fields.allocate()
    fields.sample(P, (m, { 0: q, 1: p }) => {
      m[0] = f(q, p)
    })
    try {
      checkResolution(fields, P)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }
  const round = (q: number, p: number): number => Math.exp(-(q * q + p * p) / 2)
  test('accepts a resolved field, refuses the same on fewer points and advises points that do', () => {
    expect(said(64, round)).toBe('')
    expect(said(16, round)).toMatch(
      /^checkResolution: 16 x 16 points are too coarse for the field: 0\.00\d+ of it is in the top third of the modes, more than 0\.000001; 64 x 64 might do\.$/,
    )
  })
  test('advises more points only where they are needed', () => {
    const long = (q: number, p: number): number => Math.exp(-Math.sin((Math.PI * q) / 6) - 2 * p * p)
    expect(said(32, long)).toMatch(/more than 0\.000001; 32 x 128 might do\.$/)
    const fields = hermitianFields(phaseSpaceGrid([axis(32)], [axis(128)]), 1)
    const P = fields.allocate()
    fields.sample(P, (m, { 0: q, 1: p }) => {
      m[0] = long(q, p)
    })
    expect(() => checkResolution(fields, P)).not.toThrow()
  })
  test.each([
    ['a jump', (q: number) => (q > 0 ? 2 : 1)],
    ['a kink', (q: number) => 1 + Math.abs(q)],
    // coefficients of order k^-2.6: the tail falls by 3.2 to 3.6 over an octave, faster than a kink's
    ['a cusp', (q: number) => 1 + Math.abs(Math.sin((Math.PI * q) / 12)) ** 1.6],
    ['a packet cut by the box', (q: number) => Math.exp(-((q - 4) ** 2) / 2)],
  ])('gives no number for %s', (_, f) => {
    for (const points of [32, 64]) expect(said(points, f)).toMatch(/its spectrum hardly decays/)
  })
  test("the bound and the share of modes kept are the caller's", () => {
    const fields = planar(16)
    const P = gaussianField(fields)
    const tail = spectralTail(fields, P, 2 / 3)
    expect(() => checkResolution(fields, P, { bound: 1.001 * tail, kept: 2 / 3 })).not.toThrow()
    expect(() => checkResolution(fields, P, { bound: 0.999 * tail, kept: 2 / 3 })).toThrow(/too coarse/)
  })
  test('refuses a field of the wrong size', () => {
    expect(() => checkResolution(planar(16), new Float64Array(7))).toThrow(
      'checkResolution: the field has 7 numbers, Hermitian 2 x 2 fields on 16 x 16 nodes have 1024; give one of those.',
    )
  })
})
