import { commutator, directionalDerivative, multiply } from '@casimir/algebra'
import { gridVector, hermitian } from '@casimir/checks'
import type { GridAxis, PhaseSpaceGrid } from '@casimir/models'
import { hermitianFields, phaseSpaceGrid, spectral } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { nodeAt, periodicGrid } from '../support/periodicHamiltonian.ts'

/** Small grids of one degree of freedom whose axes differ in points, start and length. */
const grids = fc
  .tuple(fc.constantFrom(4, 8, 16), fc.constantFrom(4, 8, 16), fc.constantFrom(0.5, 2, 7))
  .map(([a, b, length]) =>
    phaseSpaceGrid([{ points: a, start: -1, length }], [{ points: b, start: 0.3, length: length + 1 }]),
  )
/** A grid with one axis alone, made by hand: the only way to an odd number of lines. */
const line = (points: number): PhaseSpaceGrid => ({
  ...periodicGrid(4),
  axes: [{ points, start: 0, length: 3 }],
  strides: [1],
  nodes: points,
})
const rough = fc
  .tuple(fc.oneof(grids, fc.constantFrom(line(4), line(16))), fc.constantFrom(1, 3, 4, 9))
  .chain(([grid, components]) =>
    fc.record({
      grid: fc.constant(grid),
      components: fc.constant(components),
      axis: fc.nat(grid.axes.length - 1),
      x: gridVector(grid.nodes * components),
      y: gridVector(grid.nodes * components),
      symbol: gridVector(9),
    }),
  )

const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, v, i) => sum + v * y[i], 0)
const wavenumber = ({ length }: GridAxis, k: number): number => (2 * Math.PI * k) / length
const largestWavenumber = (axis: GridAxis): number => wavenumber(axis, axis.points / 2)

/** sum_l K[j - l] x_l along one axis: what multiplication of Fourier modes is, term by term. */
const convolve = (
  { axes, strides, nodes }: PhaseSpaceGrid,
  components: number,
  axis: number,
  kernel: (shift: number) => number,
  x: Float64Array,
): Float64Array => {
  const { points } = axes[axis]
  const out = new Float64Array(x.length)
  for (let m = 0; m < nodes; m++) {
    const j = Math.floor(m / strides[axis]) % points
    for (let l = 0; l < points; l++)
      for (let c = 0; c < components; c++)
        out[m * components + c] += kernel(j - l) * x[(m + (l - j) * strides[axis]) * components + c]
  }
  return out
}

describe('spectral', () => {
  law('the derivative is the DFT sum -(2/M) sum_k kappa_k sin(kappa_k x)', [rough], ({ grid, components, axis, x }) => {
    const along = grid.axes[axis]
    const { points } = along
    const kernel = (shift: number): number => {
      let sum = 0
      for (let k = 1; k < points / 2; k++)
        sum -= (2 / points) * wavenumber(along, k) * Math.sin((2 * Math.PI * k * shift) / points)
      return sum
    }
    const out = x.slice()
    spectral(grid, components).derivative(out, x, axis)
    const difference = largestDifference(out, convolve(grid, components, axis, kernel, x))
    expect(difference).toBeLessThan(1e-14 * points * largestWavenumber(along))
  })
  law('the derivative is an antisymmetric matrix', [rough], ({ grid, components, axis, x, y }) => {
    const { derivative } = spectral(grid, components)
    const [dx, dy] = [x.slice(), x.slice()]
    derivative(dx, x, axis)
    derivative(dy, y, axis)
    const scale = Math.sqrt(dot(x, x) * dot(y, y)) * largestWavenumber(grid.axes[axis])
    expect(Math.abs(dot(x, dy) + dot(dx, y))).toBeLessThanOrEqual(1e-14 * scale)
  })
  test('the derivative is exact on every resolved mode and drops the unpaired one', () => {
    const grid = phaseSpaceGrid([{ points: 16, start: 1, length: 3 }], [{ points: 8, start: 0, length: 5 }])
    const { derivative } = spectral(grid, 1)
    const out = new Float64Array(grid.nodes)
    grid.axes.forEach((along, axis) => {
      for (let k = 0; k <= along.points / 2; k++) {
        const kappa = wavenumber(along, k)
        const at = (m: number): number => kappa * (grid.coordinates[2 * m + axis] - along.start)
        const wave = (f: (x: number) => number): Float64Array =>
          Float64Array.from({ length: grid.nodes }, (_, m) => f(at(m)))
        derivative(
          out,
          wave((x) => Math.cos(x) + 2 * Math.sin(x)),
          axis,
        )
        const right = wave((x) => (k < along.points / 2 ? kappa * (2 * Math.cos(x) - Math.sin(x)) : 0))
        expect(largestDifference(out, right)).toBeLessThan(1e-14 * largestWavenumber(along) * along.points)
      }
    })
  })
  test('the derivative is that of the function sampled, by finite differences', () => {
    const f = ([q, p]: Float64Array): number => Math.exp(0.5 * Math.sin(q - 0.3) * Math.cos(p)) + Math.cos(2 * q + p)
    const grid = periodicGrid(32)
    const field = Float64Array.from({ length: grid.nodes }, (_, m) => f(nodeAt(grid, m)))
    for (const axis of [0, 1]) {
      const out = field.slice()
      spectral(grid, 1).derivative(out, field, axis)
      const unit = Float64Array.of(1 - axis, axis)
      const right = field.map((_, m) =>
        directionalDerivative((z) => f(Float64Array.from(z)), nodeAt(grid, m), unit, 1e-2),
      )
      expect(largestDifference(out, right)).toBeLessThan(1e-12)
    }
  })
  law(
    'multiply convolves with the inverse transform of the symbol',
    [rough],
    ({ grid, components, axis, x, symbol }) => {
      const { points } = grid.axes[axis]
      const kernel = (shift: number): number => {
        let sum = 0
        for (let k = 0; k < points; k++)
          sum += (symbol[Math.min(k, points - k)] / points) * Math.cos((2 * Math.PI * k * shift) / points)
        return sum
      }
      const out = x.slice()
      spectral(grid, components).multiply(out, x, axis, symbol)
      expect(largestDifference(out, convolve(grid, components, axis, kernel, x))).toBeLessThan(1e-13)
    },
  )
  law('power adds up to the mean square', [rough], ({ grid, components, axis, x }) => {
    const power = new Float64Array(grid.axes[axis].points / 2 + 1)
    spectral(grid, components).power(power, x, axis)
    expect(Math.min(...power)).toBeGreaterThanOrEqual(0)
    const meanSquare = dot(x, x) / grid.nodes
    expect(Math.abs(power.reduce((a, b) => a + b) - meanSquare)).toBeLessThanOrEqual(1e-14 * meanSquare)
  })
  test('power puts a wave into its own mode', () => {
    const grid = periodicGrid(16)
    for (let k = 0; k <= 8; k++) {
      const wave = Float64Array.from({ length: 256 }, (_, m) => 3 * Math.cos(k * grid.coordinates[2 * m + 1]))
      const power = new Float64Array(9)
      spectral(grid, 1).power(power, wave, 1)
      const right = Float64Array.from({ length: 9 }, (_, l) => (l !== k ? 0 : k % 8 === 0 ? 9 : 4.5))
      expect(largestDifference(power, right)).toBeLessThan(1e-14 * 9)
    }
  })
  law('in place is the same as out of place', [rough], ({ grid, components, axis, x, symbol }) => {
    const { derivative, multiply: filter } = spectral(grid, components)
    const out = x.slice().fill(9)
    const inPlace = x.slice()
    derivative(out, x, axis)
    derivative(inPlace, inPlace, axis)
    expect(inPlace).toEqual(out)
    const filtered = x.slice()
    filter(out, x, axis, symbol)
    filter(filtered, filtered, axis, symbol)
    expect(filtered).toEqual(out)
  })
  for (const [points, levels] of [
    [8, 2],
    [16, 1],
  ])
    test(`two degrees of freedom, ${points}^4 nodes, n = ${levels}: a product of four waves, axis by axis`, () => {
      const grid = periodicGrid(points, 2)
      const fields = hermitianFields(grid, levels)
      const wave = (derived: number): Float64Array => {
        const out = fields.allocate()
        fields.sample(out, (matrix, z) => {
          const value = Float64Array.from(z).reduce(
            (product, x, j) => product * (j === derived ? -(j % 3) * Math.sin((j % 3) * x) : Math.cos((j % 3) * x)),
            1,
          )
          for (let j = 0; j < levels; j++) matrix[2 * j * (levels + 1)] = (j + 1) * value
        })
        return out
      }
      for (let axis = 0; axis < 4; axis++) {
        const out = fields.allocate()
        fields.spectral.derivative(out, wave(4), axis)
        expect(largestDifference(out, wave(axis))).toBeLessThan(1e-13)
      }
    })
})

const dense = fc
  .integer({ min: 1, max: 3 })
  .chain((n) => fc.record({ n: fc.constant(n), xs: fc.array(hermitian(n), { minLength: 32, maxLength: 32 }) }))

describe('hermitianFields', () => {
  const axis = { points: 4, start: 0, length: 3 }
  const grid = phaseSpaceGrid([axis], [axis])
  /** The 16 matrices from `from` on, as a field; node m is found by its coordinates. */
  const packed = (n: number, xs: ReadonlyArray<Float64Array>, from: number): Float64Array => {
    const fields = hermitianFields(grid, n)
    const out = fields.allocate()
    fields.sample(out, (matrix, { 0: q, 1: p }) => matrix.set(xs[from + Math.round((q * 16 + p * 4) / 3)]))
    return out
  }
  const traceOf = (m: Float64Array, n: number): number => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += m[2 * j * (n + 1)]
    return sum
  }
  const product = (x: Float64Array, y: Float64Array, n: number): Float64Array => {
    const out = new Float64Array(2 * n * n)
    multiply(out, x, y, n)
    return out
  }
  law('trace, product and pairing are those of complex matrices', [dense], ({ n, xs }) => {
    const fields = hermitianFields(grid, n)
    const [X, Y] = [packed(n, xs, 0), packed(n, xs, 16)]
    const out = new Float64Array(16)
    fields.trace(out, X)
    const traces = out.map((_, m) => traceOf(xs[m], n))
    expect(largestDifference(out, traces)).toBeLessThan(1e-15)
    fields.product(out, X, Y)
    const products = out.map((_, m) => traceOf(product(xs[m], xs[m + 16], n), n))
    expect(largestDifference(out, products)).toBeLessThan(1e-14)
    const integral = (9 / 16) * products.reduce((a, b) => a + b)
    expect(Math.abs(fields.pair(X, Y) - integral)).toBeLessThan(1e-13)
  })
  law('the commutator is i (x y - y x) and the integral the sum of matrices', [dense], ({ n, xs }) => {
    const fields = hermitianFields(grid, n)
    const out = fields.allocate()
    fields.commutator(out, packed(n, xs, 0), packed(n, xs, 16))
    const right = xs.slice(0, 16).map((x, m) => {
      const c = new Float64Array(2 * n * n)
      commutator(c, x, xs[m + 16], n)
      return c.map((_, i) => (i % 2 === 0 ? -c[i + 1] : c[i - 1]))
    })
    expect(largestDifference(out, packed(n, right, 0))).toBeLessThan(1e-14)
    const sum = new Float64Array(2 * n * n).fill(9)
    fields.integral(sum, packed(n, xs, 0))
    const total = sum.map((_, i) => (9 / 16) * xs.slice(0, 16).reduce((s, x) => s + x[i], 0))
    expect(largestDifference(sum, total)).toBeLessThan(1e-14)
  })
  test('is named by levels and nodes, and has n^2 numbers a node', () => {
    expect(hermitianFields(grid, 3)).toMatchObject({ size: 144, name: 'Hermitian 3 x 3 fields on 4 x 4 nodes' })
  })
  for (const levels of [0, -1, 1.5, Number.NaN])
    test(`${levels} levels are refused`, () => {
      expect(() => hermitianFields(grid, levels)).toThrow(
        `hermitianFields: ${levels} levels; give a whole number >= 1.`,
      )
    })
})
