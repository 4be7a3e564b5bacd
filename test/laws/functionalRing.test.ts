import { composeFunctionals, derivativeDefect, functionalRing, scaleFunctional } from '@casimir/algebra'
import { gridNumber, gridVector } from '@casimir/checks'
import type { FieldFunctional } from '@casimir/models'
import { hermitianFields } from '@casimir/models'
import * as fc from 'fast-check'
import { concatAll } from 'fp-ts/lib/Monoid.js'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'

describe('functionalRing', () => {
  const space = hermitianFields(periodicGrid(4), 1)
  /** The functional a |P|^2/2 + int b P. */
  const conic = (a: number, b: Float64Array): FieldFunctional => ({
    name: 'conic',
    space,
    value: (P) => (a * space.pair(P, P)) / 2 + space.pair(b, P),
    derivative: (out, P) => {
      for (let i = 0; i < out.length; i++) out[i] = a * P[i] + b[i]
    },
  })
  const conics = fc.tuple(gridNumber(), gridVector(16)).map(([a, b]) => conic(a, b))
  const ring = functionalRing(space)
  /** Equal values and derivatives, to the rounding of products of the functionals they are made of. */
  const sameAt = (P: Float64Array, ...made: FieldFunctional[]) => {
    const scale = made.reduce((size, f) => size * (2 + Math.abs(f.value(P))), 1)
    return (f: FieldFunctional, g: FieldFunctional): void => {
      const [df, dg] = [space.allocate().fill(9), space.allocate().fill(9)]
      f.derivative(df, P)
      g.derivative(dg, P)
      expect(Math.abs(f.value(P) - g.value(P))).toBeLessThan(1e-14 * scale)
      expect(largestDifference(df, dg)).toBeLessThan(1e-14 * scale)
    }
  }
  const three = [conics, conics, conics, gridVector(16)] as const
  law('addition is a commutative group', [...three], (f, g, h, P) => {
    const same = sameAt(P, f, g, h)
    same(ring.add(f, ring.add(g, h)), ring.add(ring.add(f, g), h))
    same(ring.add(f, g), ring.add(g, f))
    same(ring.add(f, ring.zero), f)
    same(ring.add(f, ring.sub(ring.zero, f)), ring.zero)
    same(ring.sub(f, g), ring.add(f, scaleFunctional(-1, g)))
  })
  law('multiplication is a commutative monoid', [...three], (f, g, h, P) => {
    const same = sameAt(P, f, g, h)
    same(ring.mul(f, ring.mul(g, h)), ring.mul(ring.mul(f, g), h))
    same(ring.mul(f, g), ring.mul(g, f))
    same(ring.mul(f, ring.one), f)
  })
  law('multiplication distributes over addition', [...three], (f, g, h, P) => {
    const same = sameAt(P, f, g, h)
    same(ring.mul(f, ring.add(g, h)), ring.add(ring.mul(f, g), ring.mul(f, h)))
  })
  law('a list of functionals is summed by the additive monoid of fp-ts', [...three], (f, g, h, P) => {
    const sum = concatAll({ concat: ring.add, empty: ring.zero })([f, g, h])
    expect(Math.abs(sum.value(P) - f.value(P) - g.value(P) - h.value(P))).toBeLessThan(1e-12)
    expect(derivativeDefect(sum, P, [P])).toBeLessThan(1e-11)
  })
  test('functionals of different spaces, or none, are refused', () => {
    const other = hermitianFields(periodicGrid(8), 1)
    expect(() => ring.add(ring.one, functionalRing(other).one)).toThrow(
      "composeFunctionals: '1' lives on Hermitian 1 x 1 fields on 8 x 8 nodes and '1' on Hermitian 1 x 1 fields on 4 x 4 nodes; build both on one space.",
    )
    expect(() =>
      composeFunctionals(
        'nothing',
        [],
        () => 0,
        () => {},
      ),
    ).toThrow("composeFunctionals: 'nothing' is made of no functional; give one.")
  })
})
