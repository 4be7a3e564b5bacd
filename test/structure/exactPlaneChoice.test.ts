import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import type { GridChoice, PacketStart } from '@casimir/models'
import { chooseGrid, kinetic, separable, twoLevel } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { oscillatorPotential, sumOfModes, turned } from '../support/planeFunctions.ts'

const level = { basis: 'diabatic', level: 0 } as const
const QUARTER = Math.PI / 4
/** The box's share that is left free at either end, and the grid's largest momentum over the largest one reached (chooseGrid.ts). */
const MARGIN = 0.07
const HEADROOM = 1.5
/** Widths and momenta are rounded up to a cell of 96 at each end. */
const CELL = 2 / 96

const widths = ({ box }: GridChoice): number[] => box.map(([low, high]) => high - low)
const momenta = (choice: GridChoice, hbar = 1): number[] =>
  widths(choice).map((width, a) => (Math.PI * hbar * choice.points[a]) / width)
const choose = (hamiltonian: HybridHamiltonian, start: PacketStart, end: number): GridChoice =>
  chooseGrid(hamiltonian, { start, hbar: 1, end, record: end })

const nothing: MatrixFunction = sumOfModes(oscillatorPotential(0), oscillatorPotential(0))

describe('the grid chosen for two coordinates', () => {
  test('of a free flight: each coordinate as wide as all of the energy would carry it, the heavy one less far', () => {
    const masses = [1, 9]
    const sigma = 0.7
    const time = 20
    const choice = choose(
      separable('free', kinetic(2, masses), nothing),
      { q: [1, -2], p: [0, 0], sigma: [sigma, sigma], ...level },
      time,
    )
    // the largest energy within 7 standard deviations is that of the light coordinate
    const energy = (7 / (2 * sigma)) ** 2 / 2
    const expected = masses.map((m) => (2 * (7 * sigma + Math.sqrt((2 * energy) / m) * time)) / (1 - 2 * MARGIN))
    for (const [a, width] of widths(choice).entries()) {
      // rounded up to whole cells of a range at most 1.5^2 times as wide, both where the packet starts and where it ends
      expect(width / expected[a]).toBeGreaterThan(1 - CELL)
      expect(width / expected[a]).toBeLessThan(1 + 6 * CELL)
    }
    expect(expected[0] / expected[1]).toBeGreaterThan(2)
  })

  test('of a steep well: the momenta of its bottom, not those of the start', () => {
    const omega = 2
    const q0 = 12
    const well = sumOfModes(oscillatorPotential(omega), oscillatorPotential(omega))
    const choice = choose(
      separable('well', kinetic(2, [1, 1]), well),
      { q: [q0, 0], p: [0, 0], sigma: [0.5, 0.5], ...level },
      4,
    )
    const largest = momenta(choice)[0]
    expect(largest).toBeGreaterThan(HEADROOM * omega * q0)
    // 7 standard deviations further out, rounded up to a power of two
    expect(largest).toBeLessThan(2 * HEADROOM * omega * (q0 + 7 * 0.5 + 1))
  })

  test('of a narrow coupling in the second coordinate: fine there, not in the first', () => {
    const narrow = twoLevel(
      (c, x) => {
        c[0] = 0.5 * x[0] * x[0]
        c[1] = 0.5 * Math.exp(-25 * x[0] * x[0])
      },
      (c, x) => {
        c[0] = x[0]
        c[1] = -25 * x[0] * Math.exp(-25 * x[0] * x[0])
      },
    )
    const start = { q: [0.5, 0.3], p: [0, 0], sigma: [0.7, 0.7], ...level } as const
    const across = choose(
      separable('narrow in q2', kinetic(2, [1, 1]), sumOfModes(oscillatorPotential(1), narrow)),
      start,
      4,
    )
    // range over steepest slope of exp(-25 x^2) is sqrt(e/50)
    const wanted = (16 * widths(across)[1]) / Math.sqrt(Math.E / 50)
    expect(across.points[1]).toBeGreaterThanOrEqual(wanted)
    expect(across.points[1]).toBeLessThan(2.2 * wanted)
    expect(across.points[0]).toBeLessThanOrEqual(across.points[1] / 4)
  })

  test('of a kinetic energy that couples the momenta: the largest of one with the other that goes best with it', () => {
    const masses = [1, 25]
    const A = turned(sumOfModes(kinetic(2, masses[0]), kinetic(2, masses[1])), QUARTER)
    const well = sumOfModes(oscillatorPotential(1), oscillatorPotential(1))
    const q0 = 10
    const choice = choose(
      separable('cross-coupled', { ...A, scalar: true }, well),
      { q: [q0, 0], p: [0, 0], sigma: [0.7, 0.7], ...level },
      4,
    )
    // p^2/(m_1 + m_2) is the least energy at which p_1 = p in axes turned by 45 degrees; p_1 alone, p_2 = 0, would need 6.8 times that
    const largest = Math.sqrt((masses[0] + masses[1]) * 0.5 * q0 ** 2)
    for (const momentum of momenta(choice)) expect(momentum).toBeGreaterThan(HEADROOM * largest)
  })

  test('of a packet on the flank of a turned well: the energy of its corners sets the step', () => {
    const [stiff, soft] = [5, 1]
    const sigma = 0.7
    const well = turned(sumOfModes(oscillatorPotential(stiff), oscillatorPotential(soft)), QUARTER)
    const { dt } = choose(
      separable('turned well', kinetic(2, [1, 1]), well),
      { q: [0, 0], p: [0, 0], sigma: [sigma, sigma], ...level },
      1,
    )
    // 7 standard deviations along the stiff diagonal, which no single coordinate reaches; the step is 1.5 hbar over that energy
    const energy = 0.5 * (stiff * 7 * sigma) ** 2
    expect(1.5 / dt / energy).toBeGreaterThan(0.99)
    expect(1.5 / dt / energy).toBeLessThan(1.05)
  })
})
