import { hermitianPacking } from '@casimir/algebra'
import * as fc from 'fast-check'
import { expect } from 'vitest'
import { allocateObservation, observationLayout } from '../../packages/experiments/src/observables/Observation.ts'
import { allocateSpread, spreadSum } from '../../packages/experiments/src/observables/Spread.ts'
import { law } from '../support/law.ts'

const cases = fc.record({
  levels: fc.integer({ min: 1, max: 3 }),
  dof: fc.integer({ min: 1, max: 2 }),
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  phase: fc.integer({ min: 0, max: 1000 }),
})
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never

/** Samples far from 0, with Hermitian matrices where those belong. */
const samplesOf = ({ levels: n, dof, sizes, phase }: Case): Float64Array[] => {
  const { size, places } = observationLayout({ levels: n, dof })
  const total = sizes.reduce((sum, count) => sum + count, 0)
  return Array.from({ length: total }, (_, a) => {
    const row = Float64Array.from({ length: size }, (_, k) => 100 + Math.sin(phase + 17 * a + 3 * k))
    for (const { at } of [places.density, places.adiabaticDensity])
      for (let j = 0; j < n; j++)
        for (let k = 0; k <= j; k++) {
          const [below, above] = [at + 2 * (j * n + k), at + 2 * (k * n + j)]
          row[above] = row[below]
          row[above + 1] = j === k ? 0 : -row[below + 1]
        }
    return row
  })
}

/** All samples at once, each sum by itself. */
const byDefinition = (given: Case) => {
  const shape = { levels: given.levels, dof: given.dof }
  const { size, places } = observationLayout(shape)
  const samples = samplesOf(given)
  const mean = Float64Array.from({ length: size }, (_, k) => samples.reduce((s, x) => s + x[k], 0) / samples.length)
  const squares = mean.map((m, k) => samples.reduce((s, x) => s + (x[k] - m) ** 2, 0))
  const { pack, size: m } = hermitianPacking(given.levels)
  const products = (name: 'density' | 'adiabaticDensity'): Float64Array => {
    const packed = samples.map((x) => {
      const out = new Float64Array(m)
      pack(
        out,
        0,
        x.map((v, k) => v - mean[k]),
        places[name].at,
      )
      return out
    })
    return Float64Array.from({ length: m * m }, (_, k) =>
      packed.reduce((s, u) => s + u[Math.floor(k / m)] * u[k % m], 0),
    )
  }
  return { mean, squares, density: products('density'), adiabaticDensity: products('adiabaticDensity') }
}

const summed = (given: Case) => {
  const shape = { levels: given.levels, dof: given.dof }
  const { size } = observationLayout(shape)
  const spread = allocateSpread(shape)
  const sum = spreadSum(shape, spread)
  const out = allocateObservation(shape)
  const samples = samplesOf(given)
  // what was there before is forgotten
  sum.add(out, Float64Array.from({ length: size }, Math.cos), 1)
  sum.clear(out)
  let from = 0
  for (const count of given.sizes) {
    const rows = new Float64Array(size * count)
    for (let a = 0; a < count; a++) rows.set(samples[from + a], size * a)
    sum.add(out, rows, count)
    from += count
  }
  return { mean: out.block, ...spread }
}

const apart = (x: ReturnType<typeof summed>, y: ReturnType<typeof summed>): number =>
  Math.max(
    ...(['mean', 'squares', 'density', 'adiabaticDensity'] as const).map((name) =>
      x[name].reduce((most, v, k) => Math.max(most, Math.abs(v - y[name][k])), 0),
    ),
  )

law('samples given some at a time have the mean and the spread of all of them', [cases], (given) => {
  const count = given.sizes.reduce((sum, size) => sum + size, 0)
  // a mean of n numbers near 100 is off by up to n roundings of 100, and by so much times differences up to 3 are the products, n of them
  const tolerance = 100 * Number.EPSILON * count * Math.max(1, 3 * count)
  expect(apart(summed(given), byDefinition(given))).toBeLessThan(tolerance)
})

law('one sample too many is seen', [cases], (given) => {
  const more = { ...given, sizes: [...given.sizes, 1] }
  expect(apart(summed(more), byDefinition(given))).toBeGreaterThan(1e-6)
})

law('equal samples are their own mean, to the last bit, and have no spread', [cases], (given) => {
  const shape = { levels: given.levels, dof: given.dof }
  const [sample] = samplesOf(given)
  const spread = allocateSpread(shape)
  const sum = spreadSum(shape, spread)
  const out = allocateObservation(shape)
  sum.clear(out)
  for (const count of given.sizes) {
    const rows = new Float64Array(sample.length * count)
    for (let a = 0; a < count; a++) rows.set(sample, sample.length * a)
    sum.add(out, rows, count)
  }
  expect(out.block).toEqual(sample)
  for (const sums of [spread.squares, spread.density, spread.adiabaticDensity])
    expect(Math.max(...sums.map(Math.abs))).toBe(0)
})
