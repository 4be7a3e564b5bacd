import type { RunResult } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import type { ExactCase } from '../support/exactRun.ts'
import { exactRun, waveOf } from '../support/exactRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { groundWidths, productRun } from '../support/productRun.ts'

const names = ['population', 'purity', 'coherence', 'q', 'p', 'norm', 'energy', 'kinetic', 'potential'] as const
type Name = (typeof names)[number] | 'adiabatic' | 'adiabaticDensity'
const flat = ({ observables }: RunResult, name: Name): number[] => (observables[name] ?? []).flat()
const apart = (a: RunResult, b: RunResult, name: Name): number => largestDifference(flat(a, name), flat(b, name))

const modes = (count: number) => ({ modes: count, epsilon: 0.5, delta: 1, lambda: 0.2 })
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0)

interface Case {
  readonly name: string
  readonly given: ExactCase
  /** Whether adiabatic surfaces meet, so that adiabatic populations of either are no better than its cells. */
  readonly meets?: true
}

const cases: ReadonlyArray<Case> = [
  {
    name: 'rabi with a displaced packet',
    given: {
      problem: 'rabi',
      parameters: { coupling: 0.4 },
      hbar: 0.9,
      wavepacket: { q: [1.2], p: [-0.5], sigma: [Math.sqrt(0.45)], basis: 'diabatic', level: 0 },
      end: 10,
      record: 0.5,
      grid: { dt: 0.05 },
    },
  },
  {
    name: 'rabi with a squeezed packet on an adiabatic level',
    given: {
      problem: 'rabi',
      parameters: { coupling: 0.3 },
      wavepacket: { q: [0.8], p: [0], sigma: [0.6], basis: 'adiabatic', level: 1 },
      end: 10,
      record: 0.5,
      grid: { dt: 0.05 },
    },
  },
  {
    name: 'spin-boson of one mode',
    given: {
      problem: 'spin-boson',
      parameters: modes(1),
      wavepacket: { q: [0], p: [0], sigma: groundWidths('spin-boson', modes(1)), basis: 'diabatic', level: 0 },
      end: 10,
      record: 0.5,
      grid: { dt: 0.05 },
    },
  },
  {
    name: 'spin-boson of two modes',
    given: {
      problem: 'spin-boson',
      parameters: modes(2),
      wavepacket: {
        q: zeros(2),
        p: zeros(2),
        sigma: groundWidths('spin-boson', modes(2)),
        basis: 'diabatic',
        level: 0,
      },
      end: 4,
      record: 0.5,
      grid: { dt: 0.05 },
    },
  },
  {
    name: 'linear-vibronic',
    meets: true,
    given: {
      problem: 'linear-vibronic',
      parameters: { omegaTuning: 0.9, omegaCoupling: 1.2, delta: 0.3, kappa0: 0.5, kappa1: -0.4, lambda: 0.6 },
      wavepacket: { q: [0.8, 0.3], p: [0, 0.2], sigma: [0.7, 0.7], basis: 'diabatic', level: 1 },
      end: 4,
      record: 0.5,
      grid: { dt: 0.05 },
    },
  },
]

/** Fourier grids small enough for a test: 128 points of the second coordinate's 64 hold the fast mode. */
const grids: { readonly [problem: string]: ReadonlyArray<number> } = {
  'spin-boson': [64, 64],
  'linear-vibronic': [64, 64],
}

describe('two routes: a product of number states and a Fourier grid', () => {
  test.each(cases)('$name: all observables agree to 1e-6', async ({ given, meets }) => {
    const { grid, ...rest } = given
    const points = given.wavepacket.q.length === 2 ? { points: grids[given.problem] } : {}
    const fourier = await exactRun({ ...given, grid: { ...grid, ...points } })
    const product = await productRun({ ...rest, dt: grid!.dt! })
    expect([fourier.status, product.status]).toEqual(['ok', 'ok'])
    expect(product.grid!.highStateProbability).toBeLessThan(1e-9)
    expect(product.grid!.points.reduce((a, b) => a * b)).toBeLessThan(fourier.grid!.points.reduce((a, b) => a * b) / 5)
    for (const name of names) expect([name, apart(fourier, product, name) < 1e-6]).toEqual([name, true])
    if (!meets) expect(apart(fourier, product, 'adiabatic')).toBeLessThan(1e-6)
    expect(product.notes.some((note) => /surfaces meet/.test(note))).toBe(meets === true)
    if (given.wavepacket.q.length === 1) expect(apart(fourier, product, 'adiabaticDensity')).toBeLessThan(1e-6)
    expect(
      largestDifference(
        flat(product, 'population'),
        flat(product, 'population').map(() => 1),
      ),
    ).toBeGreaterThan(0.05)
  })

  test('and disagree when the coupling differs by a thousandth', async () => {
    const { grid, ...rest } = cases[0].given
    const fourier = await exactRun(cases[0].given)
    const product = await productRun({ ...rest, parameters: { coupling: 0.4004 }, dt: grid!.dt! })
    expect(apart(fourier, product, 'population')).toBeGreaterThan(1e-5)
  })

  test('a snapshot is the wave function at uniform nodes', async () => {
    const { grid, ...rest } = cases[0].given
    const product = await productRun({ ...rest, dt: grid!.dt!, snapshots: [10] })
    const { x, psi } = waveOf(product)
    const [nodes] = x
    const cell = nodes[1] - nodes[0]
    let mean = 0
    for (let k = 0; k < psi.length; k++) mean += nodes[(k >> 1) % nodes.length] * psi[k] ** 2 * cell
    expect(Math.abs(mean - product.observables.q[0].at(-1)!)).toBeLessThan(1e-9)
    const box: [number, number] = [nodes[0], nodes[0] + cell * nodes.length]
    const fourier = await exactRun({ ...cases[0].given, grid: { ...grid, box, points: nodes.length }, snapshots: [10] })
    expect(largestDifference(waveOf(fourier).psi, psi)).toBeLessThan(1e-6)
  })
})
