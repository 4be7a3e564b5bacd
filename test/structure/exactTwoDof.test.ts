import type { HybridHamiltonian } from '@casimir/algebra'
import { strang } from '@casimir/integrators'
import type { PacketStart } from '@casimir/models'
import { chooseGrid, kinetic, layGrid, linearVibronic, separable, twoLevel } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { gridReadings, gridRun, packetOn } from '../support/gridRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import {
  coupledPotential,
  oscillatorPotential,
  spinOrbitKinetic,
  sumOfModes,
  turned,
} from '../support/planeFunctions.ts'
import { wholeGridExponential } from '../support/wholeGridExponential.ts'

const up = { basis: 'diabatic', level: 0 } as const

describe('a problem that couples only one of its two modes is the product of two problems of one mode', () => {
  const first = { q: [1.2], p: [0.3], sigma: [0.7], ...up } as const
  const second = { q: [-0.4], p: [-0.9], sigma: [0.5], ...up } as const
  const both: PacketStart = { q: [1.2, -0.4], p: [0.3, -0.9], sigma: [0.7, 0.5], ...up }
  const boxes = [
    [-7, 7.5],
    [-5, 5],
  ] as const
  const run = { time: 4, steps: 60 }
  const hbar = 0.9
  const coupled = coupledPotential(1.1, 0.5, 0.02)
  const alone = oscillatorPotential(0.8, 0.05)
  test.each([
    { name: 'scalar A', A: kinetic(2, 1) },
    { name: 'A that couples the levels', A: spinOrbitKinetic(0.4) },
  ])('$name, at every node', ({ A }) => {
    const whole = separable('both', sumOfModes(A, kinetic(2, 1.7)), sumOfModes(coupled, alone))
    const grid = layGrid(boxes, [64, 32], hbar)
    const state = gridRun(whole, grid, packetOn(whole, grid, both), run)
    const one = separable('first', A, coupled)
    const oneGrid = layGrid(boxes[0], 64, hbar)
    const psi = gridRun(one, oneGrid, packetOn(one, oneGrid, first), run)
    const other = separable('second', kinetic(2, 1.7), alone)
    const otherGrid = layGrid(boxes[1], 32, hbar)
    const chi = gridRun(other, otherGrid, packetOn(other, otherGrid, second), run)
    let worst = 0
    let exchanged = 0
    for (let j = 0; j < 2; j++)
      for (let i = 0; i < 64; i++)
        for (let k = 0; k < 32; k++) {
          const [a, b] = [psi.level[j][2 * i], psi.level[j][2 * i + 1]]
          const [c, d] = [chi.level[0][2 * k], chi.level[0][2 * k + 1]]
          const at = 2 * (32 * i + k)
          const gap = (node: number) =>
            Math.hypot(state.level[j][node] - (a * c - b * d), state.level[j][node + 1] - (a * d + b * c))
          worst = Math.max(worst, gap(at))
          exchanged = Math.max(exchanged, gap(2 * (64 * k + i)))
        }
    expect(worst).toBeLessThan(1e-10)
    expect(exchanged).toBeGreaterThan(0.1)
    const all = gridReadings(whole, grid, state)
    const [left, right] = [gridReadings(one, oneGrid, psi), gridReadings(other, otherGrid, chi)]
    expect(largestDifference(all.density, left.density)).toBeLessThan(1e-11)
    expect(largestDifference(all.q, [left.q[0], right.q[0]])).toBeLessThan(1e-11)
    expect(largestDifference(all.p, [left.p[0], right.p[0]])).toBeLessThan(1e-11)
    expect(Math.abs(all.energy - left.energy - right.energy)).toBeLessThan(1e-10)
    expect(Math.abs(all.q[0] - all.q[1])).toBeGreaterThan(0.1)
  })
})

describe('two uncoupled oscillators of different masses follow their closed forms', () => {
  const masses = [1, 2.5]
  const omega = [1, 0.7]
  const hbar = 0.8
  const start: PacketStart = {
    q: [1, -0.6],
    p: [-0.5, 1.1],
    sigma: [0.9, 0.4],
    basis: 'diabatic',
    psi: [
      [1, 0],
      [0, 0],
    ],
  }
  const levels = twoLevel(
    (c, x) => {
      c[0] = 0.5 * masses[0] * (omega[0] * x[0]) ** 2
      c[1] = 0.35
      c[3] = 0.2
    },
    (c, x) => {
      c[0] = masses[0] * omega[0] ** 2 * x[0]
    },
  )
  const model = separable(
    'oscillators',
    kinetic(2, masses),
    sumOfModes(levels, oscillatorPotential(Math.sqrt(masses[1]) * omega[1])),
  )

  test('means, widths, populations and energy on the grid it chooses', () => {
    const time = 2
    const { box, points, dt } = chooseGrid(model, { start, hbar, end: time, record: time })
    const grid = layGrid(box, points, hbar)
    const state = packetOn(model, grid, start)
    const before = gridReadings(model, grid, state)
    gridRun(model, grid, state, { time, steps: Math.round(time / dt) })
    const now = gridReadings(model, grid, state)
    for (let a = 0; a < 2; a++) {
      const [c, s] = [Math.cos(omega[a] * time), Math.sin(omega[a] * time)]
      const rate = masses[a] * omega[a]
      expect(Math.abs(now.q[a] - (start.q[a] * c + (start.p[a] / rate) * s))).toBeLessThan(1e-6)
      expect(Math.abs(now.p[a] - (start.p[a] * c - start.q[a] * rate * s))).toBeLessThan(1e-6)
      let variance = 0
      for (let i = 0; i < grid.points; i++)
        for (const level of state.level)
          variance += (grid.x[2 * i + a] - now.q[a]) ** 2 * (level[2 * i] ** 2 + level[2 * i + 1] ** 2) * grid.cell
      const momentum = hbar / (2 * start.sigma[a])
      expect(Math.abs(variance - (start.sigma[a] * c) ** 2 - ((momentum / rate) * s) ** 2)).toBeLessThan(1e-6)
    }
    const turning = Math.hypot(0.35, 0.2)
    expect(now.density[6]).toBeCloseTo((0.35 / turning) ** 2 * Math.sin((turning * time) / hbar) ** 2, 9)
    expect(now.energy).toBeCloseTo(before.energy, 6)
  })
})

describe('coupling along a turned direction is the problem of one mode times a free mode', () => {
  const angle = 0.6
  const [c, s] = [Math.cos(angle), Math.sin(angle)]
  const straight = sumOfModes(coupledPotential(1, 0.4, 0.03), oscillatorPotential(1))
  const single = separable('single', kinetic(2, 1), coupledPotential(1, 0.4, 0.03))
  /** The packet at (1, -0.3; 0.4, 0.2) of the turned coordinates. */
  const start: PacketStart = {
    q: [c - s * -0.3, s + c * -0.3],
    p: [0.4 * c - s * 0.2, 0.4 * s + c * 0.2],
    sigma: [0.65, 0.65],
    ...up,
  }
  const run = { time: 3, steps: 40 }
  const lineGrid = layGrid([-8, 8], 64, 1)
  const line = gridRun(single, lineGrid, packetOn(single, lineGrid, { q: [1], p: [0.4], sigma: [0.65], ...up }), run)
  const reference = gridReadings(single, lineGrid, line)
  const readAt = (by: number) => {
    const model = separable('turned', kinetic(2, [1, 1]), turned(straight, by))
    const grid = layGrid(
      [
        [-8, 8],
        [-8, 8],
      ],
      [64, 64],
      1,
    )
    return gridReadings(model, grid, gridRun(model, grid, packetOn(model, grid, start), run))
  }

  test('density matrix and means to 1e-9; another angle is another problem', () => {
    const plane = readAt(angle)
    expect(largestDifference(plane.density, reference.density)).toBeLessThan(1e-9)
    expect(Math.abs(c * plane.q[0] + s * plane.q[1] - reference.q[0])).toBeLessThan(1e-9)
    expect(Math.abs(c * plane.p[0] + s * plane.p[1] - reference.p[0])).toBeLessThan(1e-9)
    expect(Math.abs(c * plane.q[1] - s * plane.q[0] - (-0.3 * Math.cos(3) + 0.2 * Math.sin(3)))).toBeLessThan(1e-5)
    expect(largestDifference(readAt(-angle).density, reference.density)).toBeGreaterThan(0.01)
  })
})

const intersection = linearVibronic({
  omegaTuning: 0.9,
  omegaCoupling: 1.2,
  delta: 0.3,
  kappa0: 0.5,
  kappa1: -0.4,
  lambda: 0.6,
})
const above: PacketStart = { q: [0.8, 0.3], p: [0, 0.2], sigma: [0.7, 0.7], basis: 'diabatic', level: 1 }
const small = layGrid(
  [
    [-7, 7],
    [-6.5, 6.5],
  ],
  [32, 32],
  1,
)

describe('the splitting at a conical intersection', () => {
  const end = (steps: number, scheme?: typeof strang) =>
    gridRun(intersection, small, packetOn(intersection, small, above), { time: 4, steps, ...(scheme && { scheme }) })

  test('is of fourth order (Strang: second), to one limit', () => {
    const reference = end(320)
    const slope = (coarse: number, scheme?: typeof strang) =>
      Math.log2(
        largestDifference(end(coarse, scheme).psi, reference.psi) /
          largestDifference(end(2 * coarse, scheme).psi, reference.psi),
      )
    expect(Math.abs(slope(20) - 4)).toBeLessThan(0.2)
    expect(Math.abs(slope(40, strang) - 2)).toBeLessThan(0.1)
  })

  test('keeps the norm to 1e-12, and the energy to the fourth order', () => {
    const before = gridReadings(intersection, small, packetOn(intersection, small, above))
    const drift = (steps: number) => {
      const { norm, energy } = gridReadings(intersection, small, end(steps))
      expect(Math.abs(norm - 1)).toBeLessThan(1e-12)
      return Math.abs(energy - before.energy)
    }
    expect(drift(20)).toBeGreaterThan(1e-9)
    expect(drift(80)).toBeLessThan(1e-6)
    expect(drift(80)).toBeLessThan(drift(20) / 100)
  })
})

test('many small steps agree with the exponential of the whole grid Hamiltonian, both parts coupling the levels', () => {
  const model: HybridHamiltonian = separable(
    'spin-orbit',
    sumOfModes(spinOrbitKinetic(0.3), spinOrbitKinetic(-0.5)),
    turned(sumOfModes(coupledPotential(1, 0.4), oscillatorPotential(1.3)), 0.4),
  )
  const grid = layGrid(
    [
      [-4, 4],
      [-3, 3],
    ],
    [8, 4],
    0.8,
  )
  const state = packetOn(model, grid, { q: [0.5, 0.3], p: [0.4, -0.6], sigma: [0.7, 0.8], ...up })
  const before = state.psi.slice()
  gridRun(model, grid, state, { time: 1.5, steps: 150 })
  const expected = wholeGridExponential(model, grid, 1.5)(before)
  expect(largestDifference(state.psi, expected)).toBeLessThan(1e-8)
  expect(largestDifference(state.psi, before)).toBeGreaterThan(0.1)
})
