import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { blanesMoan4, compile } from '@casimir/integrators'
import type { GridState } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  gaussianPacket,
  jaynesCummings,
  kinetic,
  layGrid,
  nodeExponential,
  separable,
  splitOperator,
  tully2,
  tully3,
} from '@casimir/models'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

/** M(x) = x^2/2 + sum of two fixed Hermitian 3 x 3 matrices times cos x and x; complex and never diagonal. */
const threeLevels: MatrixFunction = {
  levels: 3,
  dof: 1,
  scalar: false,
  value: (out, x, at) => {
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) {
        const o = 2 * (3 * j + k)
        out[o] = (j === k ? 0.5 * x[at] * x[at] + 0.3 * j : 0) + 0.2 * Math.cos(x[at]) * (j + k + 1)
        out[o + 1] = 0.1 * x[at] * (j - k)
      }
  },
  gradient: (out, x, at) => {
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++) {
        const o = 2 * (3 * j + k)
        out[o] = (j === k ? x[at] : 0) - 0.2 * Math.sin(x[at]) * (j + k + 1)
        out[o + 1] = 0.1 * (j - k)
      }
  },
}

const systems: ReadonlyArray<HybridHamiltonian> = [
  jaynesCummings({ omega: 1, splitting: 1, coupling: 0.6 }),
  tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 }),
  separable('three', kinetic(3, 1), threeLevels),
  separable('three of both', threeLevels, threeLevels),
]

const POINTS = 16
const coordinate = fc.integer({ min: -64, max: 64 }).map((k) => k / 32)
const time = fc.integer({ min: -96, max: 96 }).map((k) => k / 32)
const wave = (levels: number): fc.Arbitrary<GridState> =>
  fc.array(coordinate, { minLength: 2 * levels * POINTS, maxLength: 2 * levels * POINTS }).map((values) => {
    const state = allocateGridState(levels, POINTS)
    state.psi.set(values)
    return state
  })
const copy = (state: GridState): GridState => {
  const twin = allocateGridState(state.level.length, POINTS)
  twin.block.set(state.block)
  return twin
}
const distance = (a: GridState, b: GridState): number => Math.hypot(...a.block.map((x, k) => x - b.block[k]))
const size = (a: GridState): number => Math.hypot(...a.psi)

describe.each(systems.map((system) => ({ system, name: system.name })))('part flows of $name', ({ system }) => {
  const grid = layGrid([-4, 4], POINTS, 0.8)
  const { A, B } = splitOperator(system, grid).parts
  test.each([
    { part: 'A', flow: A.flow },
    { part: 'B', flow: B.flow },
  ])('$part keeps the norm, does nothing over no time, and adds up over time', ({ flow }) => {
    fc.assert(
      fc.property(wave(system.levels), time, time, (start, s, t) => {
        const scale = 1 + size(start)
        const still = copy(start)
        flow(still, 0)
        expect(distance(still, start)).toBeLessThan(1e-13 * scale)
        const twice = copy(start)
        flow(twice, s)
        expect(Math.abs(size(twice) - size(start))).toBeLessThan(1e-12 * scale)
        flow(twice, t)
        const once = copy(start)
        flow(once, s + t)
        expect(distance(twice, once)).toBeLessThan(1e-11 * scale)
      }),
      { numRuns: 25 },
    )
  })
})

test('norm to 1e-12 over 500 steps of a fourth-order word', () => {
  for (const system of systems) {
    const grid = layGrid([-8, 8], 64, 1)
    const state = allocateGridState(system.levels, grid.points)
    const frame = adiabaticFrame(system.split!.B, grid)
    gaussianPacket(state.psi, { q: [0.5], p: [1], sigma: [0.7], basis: 'adiabatic', level: 1 }, grid, frame)
    const step = compile(splitOperator(system, grid))(blanesMoan4)
    const norm = () => state.psi.reduce((sum, x) => sum + x * x, 0) * grid.cell
    for (let k = 0; k < 500; k++) step(state, 0.05)
    expect(Math.abs(norm() - 1)).toBeLessThan(1e-12)
  }
})

test('a scalar part and the same part declared a matrix act alike', () => {
  const nodes = new Float64Array(POINTS).map((_, i) => i / 3 - 2)
  const scalar = kinetic(2, 0.7)
  const start = new Float64Array(4 * POINTS).map((_, k) => Math.sin(3 * k + 1))
  const one = start.slice()
  const other = start.slice()
  nodeExponential(scalar, nodes, 0.9)(one, 1.7)
  nodeExponential({ ...scalar, scalar: false }, nodes, 0.9)(other, 1.7)
  one.forEach((x, k) => {
    expect(Math.abs(x - other[k])).toBeLessThan(1e-13)
  })
  expect(Math.hypot(...one.map((x, k) => x - start[k]))).toBeGreaterThan(1)
})

test('a part wrongly declared scalar is refused while building', () => {
  const nodes = new Float64Array([0, 1])
  expect(() => nodeExponential({ ...threeLevels, scalar: true }, nodes, 1)).toThrow(/declared scalar.*scalar: false/)
})

test('more step lengths than tables are kept still give the right flow', () => {
  const nodes = new Float64Array([0.5])
  const apply = nodeExponential(kinetic(1, 1), nodes, 1)
  for (let round = 0; round < 2; round++)
    for (let k = 1; k <= 40; k++) {
      const psi = new Float64Array([1, 0])
      apply(psi, k / 10)
      expect(psi[0]).toBeCloseTo(Math.cos((0.125 * k) / 10), 14)
      expect(psi[1]).toBeCloseTo(-Math.sin((0.125 * k) / 10), 14)
    }
})

test('a step allocates no buffers once its tables are filled', () => {
  const system = jaynesCummings({ omega: 1, splitting: 1, coupling: 0.3 })
  const grid = layGrid([-8, 8], 128, 1)
  const state = allocateGridState(2, grid.points)
  gaussianPacket(
    state.psi,
    { q: [1], p: [0], sigma: [0.7], basis: 'diabatic', level: 0 },
    grid,
    adiabaticFrame(system.split!.B, grid),
  )
  const step = compile(splitOperator(system, grid))(blanesMoan4)
  step(state, 0.05)
  const before = process.memoryUsage().arrayBuffers
  for (let k = 0; k < 500; k++) step(state, 0.05)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThanOrEqual(0)
})

test('the adiabatic frame is orthonormal, diagonalises B, and turns continuously', () => {
  const { B } = tully3({ mass: 2000, A: 6e-4, B: 0.1, C: 0.9 }).split!
  const grid = layGrid([-12, 12], 512, 1)
  const { vectors } = adiabaticFrame(B, grid)
  const m = new Float64Array(8)
  const column = (i: number, k: number) => [0, 1].map((j) => vectors[8 * i + 2 * (2 * j + k)])
  for (let i = 0; i < grid.points; i++) {
    B.value(m, grid.x, i)
    const [a, b] = [column(i, 0), column(i, 1)]
    expect(a[0] * b[0] + a[1] * b[1]).toBeCloseTo(0, 13)
    expect(Math.hypot(...a)).toBeCloseTo(1, 13)
    const low = a[0] * (m[0] * a[0] + m[2] * a[1]) + a[1] * (m[4] * a[0] + m[6] * a[1])
    const high = b[0] * (m[0] * b[0] + m[2] * b[1]) + b[1] * (m[4] * b[0] + m[6] * b[1])
    expect(high - low).toBeCloseTo(2 * Math.hypot(m[0], m[2]), 12)
    expect(low).toBeLessThan(high)
    if (i > 0)
      for (const k of [0, 1])
        expect(column(i, k)[0] * column(i - 1, k)[0] + column(i, k)[1] * column(i - 1, k)[1]).toBeGreaterThan(0.99)
  }
})
