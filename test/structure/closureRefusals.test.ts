import type { HybridHamiltonian } from '@casimir/algebra'
import {
  bspline,
  closureTerm,
  correlation,
  correlationDensity,
  densityClosure,
  densityEhrenfest,
  densityKoopmon,
  gaussian,
  kinetic,
  koopmon,
  meanField,
  particleClosure,
  rabi,
  separable,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const model = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const spline = (dof: number) => Array.from({ length: dof }, () => bspline(5, 0.5))
const mollifier = { q: spline(1), p: spline(1) }
const right = { weights: Float64Array.of(0.4, 0.6), hbar: 1, mollifier, spacing: 0.7 }
const free = (dof: number): HybridHamiltonian => {
  const A = kinetic(2, Array(dof).fill(1))
  return separable(`free, ${dof} coordinates`, A, A)
}

/** Everything that stands on the mollified term. */
const closures = {
  koopmon,
  correlation,
  densityKoopmon,
  closureTerm: (hamiltonian: HybridHamiltonian, options: typeof right) =>
    closureTerm(correlationDensity(hamiltonian, 1), options),
} as const

describe.each(Object.entries(closures))('%s refuses', (name, build) => {
  test('nothing in the options of these tests', () => expect(() => build(model, right)).not.toThrow())
  test.each([
    [[0.4, -0.6], 'weight 1 is -0.6; give finite weights >= 0'],
    [[0.4, Number.NaN], 'weight 1 is NaN'],
    [[0, 0], 'none of 2 is positive'],
  ])('weights %j', (weights, sentence) =>
    expect(() => build(model, { ...right, weights: Float64Array.from(weights) })).toThrow(sentence),
  )
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('hbar = %d, and says so', (hbar) =>
    expect(() => build(model, { ...right, hbar })).toThrow(`hbar is ${hbar}; give a number >= 0`),
  )
  test.each([0, -1, Number.NaN, 100, 4.25])('spacing = %d', (spacing) =>
    expect(() => build(model, { ...right, spacing })).toThrow(
      `spacing is ${spacing}; give a positive multiple of alpha, at most 4.24`,
    ),
  )
  test('no coordinates, and names what serves', () =>
    expect(() => build(free(0), { ...right, mollifier: { q: [], p: [] } })).toThrow(
      'has no classical degree of freedom, so there is nothing to mollify; use ehrenfest',
    ))
  test('three degrees of freedom, and states the cost', () => {
    const wide = { ...right, mollifier: { q: spline(3), p: spline(3) } }
    expect(() => build(free(3), wide)).toThrow(
      `has 3 degrees of freedom, at which one particle covers ${13 ** 6} lattice nodes; at most 2 are possible: use ehrenfest or meanField`,
    )
    expect(() => build(free(3), { ...wide, spacing: Math.SQRT2 })).toThrow('covers 46656 lattice nodes')
    expect(() => build(free(2), { ...right, mollifier: { q: spline(2), p: spline(2) } })).not.toThrow()
  })
  test(`a mollifier of another size (${name})`, () =>
    expect(() => build(model, { ...right, mollifier: { q: spline(2), p: spline(1) } })).toThrow(
      '2 factors in q and 1 in p',
    ))
})

test('a Gaussian may be sampled as coarsely as its cut-off allows', () => {
  const bell = (cutoff: number) => ({ q: [gaussian(0.5, cutoff)], p: [gaussian(0.5, cutoff)] })
  expect(() => koopmon(model, { ...right, mollifier: bell(6), spacing: 6 })).not.toThrow()
  expect(() => koopmon(model, { ...right, mollifier: bell(6), spacing: 6.1 })).toThrow('at most 6.00')
})

describe('systems of two sizes', () => {
  const other = correlationDensity(smoothHamiltonian(3), 1)
  const plane = { ...correlationDensity(free(2), 1), levels: 2 }
  test.each([
    ['particleClosure', particleClosure],
    ['densityClosure', densityClosure],
  ] as const)('%s refuses another number of levels, and of degrees of freedom', (name, build) => {
    expect(() => build(model, other, right)).toThrow(
      `${name}: '${other.name}' has 3 levels and 1 degrees of freedom, 'rabi' 2 and 1; build both for one system.`,
    )
    expect(() => build(model, plane, right)).toThrow('has 2 levels and 2 degrees of freedom')
  })
})

describe('systems without a mollifier', () => {
  const skew: HybridHamiltonian = {
    ...model,
    value: (out, q, p, at) => {
      model.value(out, q, p, at)
      out[2] += 0.1
    },
  }
  const skewSlope: HybridHamiltonian = {
    ...model,
    gradientQ: (out, q, p, at) => {
      model.gradientQ(out, q, p, at)
      out[3] += 0.1
    },
  }
  const weights = Float64Array.of(1)
  test.each([
    ['meanField', meanField],
    ['densityEhrenfest', densityEhrenfest],
  ] as const)('%s refuses bad weights and an H, or a slope of it, that is not Hermitian', (_, build) => {
    expect(() => build(model, { weights, hbar: 1 })).not.toThrow()
    expect(() => build(model, { weights: Float64Array.of(1.5, -0.5), hbar: 1 })).toThrow('weight 1 is -0.5')
    expect(() => build(skew, { weights, hbar: 1 })).toThrow(/Hermitian/)
    expect(() => build(skewSlope, { weights, hbar: 1 })).toThrow(/Hermitian/)
  })
})
