import { normSquared } from '@casimir/algebra'
import type { ProductAxis } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  axisOperator,
  chooseProductBasis,
  gaussianPacket,
  kinetic,
  layProductAxis,
  layProductBasis,
  MOST_FUNCTIONS,
  positionReading,
  productBasisReading,
  productBasisSystem,
  productParts,
  rabi,
  rashba,
  separable,
  spinBoson,
  uniformWave,
} from '@casimir/models'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { oscillatorPotential } from '../support/planeFunctions.ts'

const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
const bath = { bath: 'ohmic', cutoff: 2.5, lambda: 0.125, epsilon: 1, delta: 1 } as const
const one = kinetic(1, 1)

/** A wave function of one mode and one level that is a number state. */
const numberState = ({ points, states }: ProductAxis, k: number): Float64Array =>
  Float64Array.from({ length: 2 * points }, (_, i) => (i % 2 === 0 ? states[points * (i / 2) + k] : 0))

describe('one mode', () => {
  const axis = layProductAxis({ centre: 0.7, sigma: 0.4, functions: 12 })

  test('its matrix of number states at points is orthogonal', () => {
    const n = axis.points
    for (let k = 0; k < n; k++)
      for (let l = 0; l < n; l++) {
        let sum = 0
        for (let i = 0; i < n; i++) sum += axis.states[n * i + k] * axis.states[n * i + l]
        expect(Math.abs(sum - (k === l ? 1 : 0))).toBeLessThan(1e-13)
      }
  })

  test('its points integrate polynomials of degree up to 2 n - 1 over the ground state exactly, and not of degree 2 n', () => {
    // E u^k = (k - 1)!! of a standard normal u
    const moment = (k: number): number => {
      let sum = 0
      for (let i = 0; i < axis.points; i++) sum += axis.states[axis.points * i] ** 2 * ((axis.x[i] - 0.7) / 0.4) ** k
      return sum
    }
    for (let k = 2, expected = 1; k <= 22; k += 2) {
      expected *= k - 1
      expect(Math.abs(moment(k) / expected - 1)).toBeLessThan(1e-11)
      expect(Math.abs(moment(k - 1))).toBeLessThan(1e-11 * expected)
    }
    const beyond = Array.from({ length: 12 }, (_, j) => 2 * j + 1).reduce((product, factor) => product * factor, 1)
    expect(Math.abs(moment(24) / beyond - 1)).toBeGreaterThan(1e-8)
  })

  test('128 functions are still orthogonal, and one more is refused', () => {
    const { points: n, states } = layProductAxis({ centre: 0, sigma: 1, functions: MOST_FUNCTIONS })
    for (const [k, l] of [
      [0, 0],
      [127, 127],
      [0, 126],
      [50, 100],
    ]) {
      let sum = 0
      for (let i = 0; i < n; i++) sum += states[n * i + k] * states[n * i + l]
      expect(Math.abs(sum - (k === l ? 1 : 0))).toBeLessThan(1e-11)
    }
    const lay =
      (functions: number, sigma = 1) =>
      () =>
        layProductAxis({ centre: 0, sigma, functions })
    expect(lay(MOST_FUNCTIONS + 1)).toThrow(/method\.functions is 129; give a whole number from 2 to 128/)
    expect(lay(1)).toThrow(/method\.functions is 1/)
    expect(lay(8, 0)).toThrow(/width 0/)
  })

  test('number states have the kinetic energy and the momenta of an oscillator', () => {
    const hbar = 0.8
    const mass = 1.7
    const basis = layProductBasis([{ centre: -0.3, sigma: 0.4, functions: 12 }], hbar)
    const reading = productBasisReading(basis, 1, [mass])
    const unit = (hbar / 0.4) ** 2 / (8 * mass)
    for (let k = 0; k < 12; k++)
      expect(reading.kinetic(numberState(basis.axes[0], k))).toBeCloseTo(unit * (2 * k + 1), 10)
    // (|k> + i |k+1>)/sqrt 2 has <p> = hbar sqrt(k+1)/(2 sigma)
    const p = new Float64Array(1)
    for (let k = 0; k < 11; k++) {
      const psi = numberState(basis.axes[0], k)
      const next = numberState(basis.axes[0], k + 1)
      for (let i = 0; i < 24; i += 2) {
        psi[i] *= Math.SQRT1_2
        psi[i + 1] = Math.SQRT1_2 * next[i]
      }
      reading.momentum(p, psi)
      expect(p[0]).toBeCloseTo((hbar * Math.sqrt(k + 1)) / (2 * 0.4), 10)
      expect(reading.high(psi, 0)).toBeCloseTo(k >= 10 ? 1 : k === 9 ? 0.5 : 0, 12)
    }
  })
})

describe('a matrix along an axis', () => {
  const size = fc.integer({ min: 1, max: 9 })
  property.prop([
    size,
    size,
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 9 }),
  ])('is the sum over its columns, for any rows, columns and strides', (rows, columns, stride, blocks, seed) => {
    const matrix = Float64Array.from({ length: 4 + 2 * rows * columns }, (_, i) => Math.sin(i * i + seed))
    const data = Float64Array.from({ length: 2 * blocks * columns * stride }, (_, i) => Math.cos(3 * i + seed))
    const out = new Float64Array(2 * blocks * rows * stride).fill(7)
    axisOperator(rows, columns, stride)(out, matrix, data, 4)
    for (let b = 0; b < blocks; b++)
      for (let i = 0; i < rows; i++)
        for (let r = 0; r < stride; r++) {
          let re = 0
          let im = 0
          for (let k = 0; k < columns; k++) {
            const m = 4 + 2 * (i * columns + k)
            const d = 2 * ((b * columns + k) * stride + r)
            re += matrix[m] * data[d] - matrix[m + 1] * data[d + 1]
            im += matrix[m] * data[d + 1] + matrix[m + 1] * data[d]
          }
          const o = 2 * ((b * rows + i) * stride + r)
          expect(Math.abs(out[o] - re) + Math.abs(out[o + 1] - im)).toBeLessThan(1e-13)
        }
  })
})

describe('a wave function', () => {
  const hbar = 0.9
  const modes = [
    { centre: 0.1, sigma: 0.6, functions: 22 },
    { centre: -0.2, sigma: 0.9, functions: 19 },
    { centre: 0, sigma: 0.4, functions: 20 },
  ]
  const basis = layProductBasis(modes, hbar)
  const start = {
    q: [0.5, -0.6, 0.2],
    p: [0.8, -0.3, 0.7],
    sigma: [0.55, 0.8, 0.45],
    basis: 'diabatic',
    level: 0,
  } as const
  const free = separable('free', kinetic(1, [1, 2, 0.5]), { ...one, dof: 3, value: (out) => out.fill(0, 0, 2) })
  const state = allocateGridState(1, basis.points)
  const { B } = productParts(free)
  gaussianPacket(state.psi, start, basis, adiabaticFrame(B, basis))

  test('has the means and the kinetic energy of its packet', () => {
    const q = new Float64Array(3)
    const p = new Float64Array(3)
    positionReading(B, basis).mean(q, state.psi)
    const reading = productBasisReading(basis, 1, [1, 2, 0.5])
    reading.momentum(p, state.psi)
    expect(largestDifference(q, start.q)).toBeLessThan(1e-9)
    expect(largestDifference(p, start.p)).toBeLessThan(1e-8)
    const energy = [1, 2, 0.5].reduce((sum, m, a) => {
      const spread = hbar / (2 * start.sigma[a])
      return sum + (start.p[a] ** 2 + spread ** 2) / (2 * m)
    }, 0)
    expect(reading.kinetic(state.psi)).toBeCloseTo(energy, 7)
    for (const a of [0, 1, 2]) expect(reading.high(state.psi, a)).toBeLessThan(1e-12)
  })

  test('is the same on a uniform grid, to what the basis leaves out', () => {
    const { grid, values } = uniformWave(basis, 1)
    const expected = allocateGridState(1, grid.points)
    gaussianPacket(expected.psi, start, grid, adiabaticFrame(B, grid))
    const wave = values(state.psi)
    expect(Math.abs(normSquared(wave, 0, grid.points) * grid.cell - 1)).toBeLessThan(1e-12)
    expect(largestDifference(wave, expected.psi)).toBeLessThan(1e-6)
    expect(largestDifference(wave, new Float64Array(wave.length))).toBeGreaterThan(0.1)
  })

  test('keeps its norm, and goes back where it came from', () => {
    const coupled = spinBoson({ ...bath, modes: 3 })
    const { parts } = productBasisSystem(coupled, basis)
    const wave = allocateGridState(2, basis.points)
    wave.psi.set(state.psi)
    for (let k = 0; k < 20; k++) {
      parts.A.flow(wave, 0.11)
      parts.B.flow(wave, 0.07)
    }
    expect(Math.abs(normSquared(wave.psi, 0, 2 * basis.points) - 1)).toBeLessThan(1e-13)
    expect(largestDifference(wave.level[0], state.psi)).toBeGreaterThan(0.01)
    for (let k = 0; k < 20; k++) {
      parts.B.flow(wave, -0.07)
      parts.A.flow(wave, -0.11)
    }
    expect(largestDifference(wave.level[0], state.psi)).toBeLessThan(1e-12)
    expect(wave.t[0]).toBeCloseTo(0, 14)
  })
})

describe('what a product basis cannot do is refused with a sentence', () => {
  const start = { q: [0], p: [0], sigma: [0.7], basis: 'diabatic', level: 0 } as const
  const demand = { start, hbar: 1, end: 8, record: 1 }

  test('other kinetic energies, other numbers of modes, no parts', () => {
    expect(() => productParts(rashba({ mass: 1, omega: 1, rashba: 0.5, zeeman: 1 }))).toThrow(
      /A\(p\) of 'rashba' is not sum_j.*set method\.basis to grid/,
    )
    expect(() => productParts(spinBoson({ ...bath, modes: 4 }))).toThrow(
      /'spin-boson' has 4 degrees of freedom, and the product basis has one to 3: .*3e5 amplitudes.*use ehrenfest/,
    )
    const { split: _, ...whole } = model
    expect(() => productParts(whole)).toThrow(/not of the form A\(p\) \+ B\(q\)/)
    const quartic = separable(
      'quartic',
      {
        ...one,
        value: (out, p, at) => {
          out[0] = p[at] ** 4
          out[1] = 0
        },
      },
      one,
    )
    expect(() => productParts(quartic)).toThrow(/A\(p\) of 'quartic' is not sum_j/)
    const heavy = separable('massless', { ...one, value: (out) => out.fill(0, 0, 2) }, one)
    expect(() => productParts(heavy)).toThrow(/no positive mass/)
    expect(productParts(spinBoson({ ...bath, modes: 3 })).masses).toEqual([1, 1, 1])
  })

  test('nothing that confines, lists of the wrong length, too much memory, a step that does not fit', () => {
    const flat = separable('flat', kinetic(2, 1), oscillatorPotential(0))
    expect(() => chooseProductBasis(flat, demand)).toThrow(/does not confine mode 0 .*set method\.basis to grid/)
    expect(() => chooseProductBasis(model, demand, { functions: [10, 10] })).toThrow(
      /method\.functions has 2 entries and 'rabi' has 1 mode; give one for each/,
    )
    expect(() => chooseProductBasis(model, demand, { dt: 0.3 })).toThrow(/method\.grid\.dt is 0\.3/)
    const three = { ...demand, start: { ...start, q: [0, 0, 0], p: [0, 0, 0], sigma: [1, 0.5, 0.3] } }
    expect(() => chooseProductBasis(spinBoson({ ...bath, modes: 3 }), three, { functions: [120, 120, 120] })).toThrow(
      /120 x 120 x 120 functions with 2 levels needs \d+(\.\d+)? GiB, more than 2\.00/,
    )
    expect(() => chooseProductBasis(model, { ...demand, start: { ...start, q: [60] } })).toThrow(
      /mode 0 may be excited to number states about \d+, more than 128/,
    )
    expect(() =>
      productBasisSystem(
        model,
        layProductBasis(
          [
            { centre: 0, sigma: 1, functions: 4 },
            { centre: 0, sigma: 1, functions: 4 },
          ],
          1,
        ),
      ),
    ).toThrow(/'rabi' has 1 degrees of freedom and the basis 2 modes/)
  })
})
