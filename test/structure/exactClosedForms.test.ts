import { compile, strang } from '@casimir/integrators'
import {
  adiabaticFrame,
  allocateGridState,
  gaussianPacket,
  kinetic,
  layGrid,
  separable,
  splitOperator,
  twoLevel,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import type { Complex } from '../support/dephasingCoherence.ts'
import { dephasingCoherence, expOf, times } from '../support/dephasingCoherence.ts'
import { exactRun, last, waveOf } from '../support/exactRun.ts'

test('a free packet spreads as the closed form says, amplitude and phase', () => {
  const mass = 3
  const hbar = 0.7
  const start = { q: [-2], p: [1.1], sigma: [0.8], basis: 'diabatic', level: 1 } as const
  const nothing = twoLevel(
    () => {},
    () => {},
  )
  const free = separable('free', kinetic(2, mass), nothing)
  const grid = layGrid([-24, 24], 512, hbar)
  const state = allocateGridState(2, grid.points)
  gaussianPacket(state.psi, start, grid, adiabaticFrame(nothing, grid))
  const step = compile(splitOperator(free, grid))(strang)
  const t = 5
  for (let k = 0; k < 10; k++) step(state, t / 10)
  expect(state.t[0]).toBeCloseTo(t, 12)
  // psi = (2 pi)^(-1/4) (sigma s)^(-1/2) exp(-(x - q - p t/m)^2 / (4 sigma^2 s) + i (p x - p^2 t / 2m) / hbar), s = 1 + i hbar t / (2 m sigma^2)
  const [[q], [p], [sigma]] = [start.q, start.p, start.sigma]
  const s: Complex = [sigma, (hbar * t) / (2 * mass * sigma)]
  const size = Math.hypot(...s)
  const angle = Math.atan2(s[1], s[0])
  let worst = 0
  for (let i = 0; i < grid.points; i++) {
    const y = grid.x[i] - q - (p * t) / mass
    const gauss = expOf([(-y * y * s[0]) / (4 * sigma * size * size), (y * y * s[1]) / (4 * sigma * size * size)])
    const phase = (p * grid.x[i] - (p * p * t) / (2 * mass)) / hbar - angle / 2
    const [re, im] = times(gauss, expOf([-0.25 * Math.log(2 * Math.PI) - 0.5 * Math.log(size), phase]))
    worst = Math.max(worst, Math.hypot(state.level[1][2 * i] - re, state.level[1][2 * i + 1] - im))
    expect(state.level[0][2 * i]).toBe(0)
  }
  expect(worst).toBeLessThan(1e-11)
})

test('a coherent state of the uncoupled oscillator returns after a period, with the zero-point and level phase', async () => {
  const omega = 1.3
  const splitting = 0.4
  const period = (2 * Math.PI) / omega
  const result = await exactRun({
    problem: 'rabi',
    parameters: { omega, splitting, coupling: 0 },
    wavepacket: { q: [1.2], p: [-0.7], sigma: [Math.sqrt(0.5 / omega)], basis: 'diabatic', level: 0 },
    end: period,
    grid: { dt: period / 400 },
    snapshots: [0, period],
  })
  const before = waveOf(result, 0)
  const after = waveOf(result, 1)
  const [re, im] = expOf([0, -(omega / 2 + splitting / 2) * period])
  let worst = 0
  for (let k = 0; k < before.psi.length; k += 2) {
    const [x, y] = times([re, im], [before.psi[k], before.psi[k + 1]])
    worst = Math.max(worst, Math.hypot(after.psi[k] - x, after.psi[k + 1] - y))
  }
  expect(worst).toBeLessThan(1e-7)
  expect(last(result.observables.energy)).toBeCloseTo(0.5 * (0.49 + omega ** 2 * 1.44) + omega / 2 + splitting / 2, 8)
})

describe('pure dephasing', () => {
  const omega = 0.8
  const splitting = 0.6
  const q0 = 1.1
  const p0 = 0.4
  const c0: Complex = [0.6, 0]
  const c1: Complex = [0, 0.8]

  test.each([
    { coupling: 0.1, hbar: 1 },
    { coupling: 0.7, hbar: 1 },
    { coupling: 0.3, hbar: 0.25 },
  ])(
    'coherence follows its closed form at coupling $coupling, hbar $hbar, and populations stay',
    async ({ coupling, hbar }) => {
      const { t, observables } = await exactRun({
        problem: 'pure-dephasing',
        parameters: { omega, splitting, coupling },
        hbar,
        wavepacket: { q: [q0], p: [p0], sigma: [Math.sqrt((0.5 * hbar) / omega)], basis: 'diabatic', psi: [c0, c1] },
        end: 12,
        record: 1,
        grid: { dt: 0.01 },
      })
      t.forEach((time, k) => {
        const [re, im] = dephasingCoherence([{ omega, coupling, q0, p0 }], { splitting, c0, c1, hbar }, time)
        const density = observables.density[k]
        expect(Math.abs(density[2] - re)).toBeLessThan(1e-8)
        expect(Math.abs(density[3] - im)).toBeLessThan(1e-8)
        expect(Math.abs(density[4] - re)).toBeLessThan(1e-8)
        expect(Math.abs(density[5] + im)).toBeLessThan(1e-8)
        expect(Math.abs(observables.population[0][k] - 0.36)).toBeLessThan(1e-11)
      })
      const sizes = observables.density.map((density) => Math.hypot(density[2], density[3]))
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeGreaterThan(0.01)
    },
  )
})
