import type { HybridHamiltonian, MatrixFunction, Writing } from '@casimir/algebra'
import { checkHermitian, checkHermitianFunction, checkHermitianHamiltonian } from '@casimir/algebra'
import { hermitian } from '@casimir/checks'
import { cayleyMagnus2, cayleyMagnus4, commutatorFree4, magnus2, magnus4, magnus6 } from '@casimir/integrators'
import { correlation, ehrenfest, ehrenfestSplit, gaussian, gridParts, koopmon, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { law } from '../support/law.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
/** A function whose matrices have lost their lower triangle. */
const upperOnly =
  <A extends unknown[]>(write: (out: Writing, ...rest: A) => void) =>
  (out: Writing, ...rest: A): void => {
    write(out, ...rest)
    out[4] = 0
    out[5] = 0
  }
const split = (change: (B: MatrixFunction) => MatrixFunction): HybridHamiltonian => {
  if (!model.split) throw new Error('rabi has no split')
  return { ...model, split: { ...model.split, B: change(model.split.B) } }
}
const weights = Float64Array.of(1)
const options = { weights, hbar: 1, mollifier: { q: [gaussian(1)], p: [gaussian(1)] }, spacing: 0.5 }

describe('a Hamiltonian that is not Hermitian is refused while building', () => {
  const half: HybridHamiltonian = { ...model, value: upperOnly(model.value) }
  test.each([
    ['ehrenfest', () => ehrenfest(half, options)],
    ['correlation', () => correlation(half, options)],
    ['koopmon', () => koopmon(half, options)],
  ])('by %s, when one triangle is missing', (_, build) => {
    expect(build).toThrow(
      "the Hamiltonian 'rabi' is not Hermitian: at (0.7, 0.7) entry (0, 1) has an anti-Hermitian part of 0.0350; write both triangles, each entry the complex conjugate of its mirror image.",
    )
  })
  test('by ehrenfestSplit, which reads the parts', () => {
    const build = (change: (B: MatrixFunction) => MatrixFunction) => () =>
      ehrenfestSplit(split(change), { trajectories: 1, hbar: 1 })
    expect(build((B) => ({ ...B, value: upperOnly(B.value) }))).toThrow(
      "B(q) of 'rabi' is not Hermitian: at (0.7) entry (0, 1)",
    )
    expect(build((B) => ({ ...B, gradient: upperOnly(B.gradient) }))).toThrow(
      "the gradient of B(q) of 'rabi' is not Hermitian",
    )
    expect(build((B) => B)).not.toThrow()
  })
  test('by the exact grid', () => {
    expect(() => gridParts(split((B) => ({ ...B, value: upperOnly(B.value) })))).toThrow(
      "B(q) of 'rabi' is not Hermitian: at (0.7) entry (0, 1)",
    )
  })
  test('when a derivative is not, though the value is', () => {
    expect(() => ehrenfest({ ...model, gradientQ: upperOnly(model.gradientQ) }, options)).toThrow(
      "the q-gradient of the Hamiltonian 'rabi' is not Hermitian",
    )
    expect(() =>
      ehrenfest({ ...smoothHamiltonian(2), gradientP: upperOnly(smoothHamiltonian(2).gradientP) }, options),
    ).toThrow("the p-gradient of the Hamiltonian 'smooth 2-level' is not Hermitian")
  })
  test('when a diagonal entry is complex', () => {
    const lossy = (
      out: Writing,
      ...rest: Parameters<typeof model.value> extends [Writing, ...infer R] ? R : never
    ): void => {
      model.value(out, ...rest)
      out[7] = -0.25
    }
    expect(() => ehrenfest({ ...model, value: lossy }, options)).toThrow(
      'entry (1, 1) has an anti-Hermitian part of 0.250',
    )
  })

  test.each([
    ['magnus2', magnus2],
    ['magnus4', magnus4],
    ['magnus6', magnus6],
    ['commutatorFree4', commutatorFree4],
    ['cayleyMagnus2', cayleyMagnus2],
    ['cayleyMagnus4', cayleyMagnus4],
  ])('by %s, as a driven generator', (method, prepare) => {
    const decaying = {
      name: 'decay',
      levels: 2,
      hbar: 1,
      hamiltonian: (H: Writing, t: number): void => {
        H.fill(0)
        H[2] = t
        H[4] = -t
      },
    }
    expect(() => prepare(decaying)).toThrow(
      `${method}: H(t) of 'decay' is not Hermitian: at (0.7) entry (0, 1) has an anti-Hermitian part of 0.700`,
    )
  })
})

describe('checkHermitian', () => {
  law(
    'takes every Hermitian matrix, and refuses it with a part in 1e10 of its mirror image changed',
    [hermitian(3)],
    (M) => {
      const scale = M.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)
      fc.pre(scale > 0)
      const check = (by: number) => () =>
        checkHermitian("'M'", { levels: 3, coordinates: 1 }, (out) => {
          out.set(M)
          out[10] += by * scale
        })
      expect(check(0)).not.toThrow()
      expect(check(1e-13)).not.toThrow()
      expect(check(1e-10)).toThrow("'M' is not Hermitian: at (0) entry (1, 2)")
    },
  )
  test('passes over points outside of the domain, but looks at the others', () => {
    const root = (out: Writing, x: Writing): void => {
      out.set([0, 0, Math.sqrt(x[0]), 0, 0, 0, 0, 0])
    }
    expect(() => checkHermitian("'root'", { levels: 2, coordinates: 1 }, root)).toThrow('at (0.7) entry (0, 1)')
    const sound = (out: Writing, x: Writing): void => {
      out.set([Math.log(x[0]), 0, 0, Math.sqrt(x[0]), 0, -Math.sqrt(x[0]), 0, 0])
    }
    expect(() => checkHermitian("'sound'", { levels: 2, coordinates: 1 }, sound)).not.toThrow()
  })
  test('measures rounding against the largest entry anywhere, not against a matrix that happens to vanish', () => {
    const nearlyZero = (out: Writing, x: Writing): void => {
      out.set([x[0], 0, 1e-17, 0, 0, 0, -x[0], 0])
    }
    expect(() => checkHermitian("'M'", { levels: 2, coordinates: 1 }, nearlyZero)).not.toThrow()
  })
  test('sees every pair of sampled q and p, and each matrix of a gradient', () => {
    const seen = new Set<string>()
    checkHermitian("'M'", { levels: 1, coordinates: 2 }, (_, x) => {
      seen.add(x.join(' '))
    })
    expect(seen.size).toBe(9)
    const second = (out: Writing): void => {
      out.set([1, 0, 0, 1])
    }
    const dof2 = { levels: 1, dof: 2, scalar: false, value: () => undefined, gradient: second }
    expect(() => checkHermitianFunction("'M'", dof2)).toThrow(
      "the gradient of 'M' is not Hermitian: at (0, 0.7) entry (0, 0)",
    )
    expect(() => checkHermitianHamiltonian(smoothHamiltonian(3))).not.toThrow()
  })
})
