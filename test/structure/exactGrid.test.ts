import type { HybridHamiltonian } from '@casimir/algebra'
import type { RunResult } from '@casimir/experiments'
import { run } from '@casimir/experiments'
import { chooseGrid, gridParts, kinetic, rabi, separable, tully1 } from '@casimir/models'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExactCase } from '../support/exactRun.ts'
import { exactRun, exactSpec, last } from '../support/exactRun.ts'

const gaussian = { q: [1.5], p: [0], sigma: [Math.SQRT1_2], basis: 'diabatic', level: 0 } as const
const incoming = (k: number, level = 0) => ({ q: [-10], p: [k], sigma: [10 / k], basis: 'adiabatic', level }) as const

/** Largest difference of any final population, density matrix entry, T or R. */
const difference = (a: RunResult, b: RunResult): number => {
  const final = ({ observables: o }: RunResult) =>
    [...o.population, ...(o.transmitted ?? []), ...(o.reflected ?? [])]
      .map(last)
      .concat(o.density[o.density.length - 1])
  const [x, y] = [final(a), final(b)]
  return Math.max(...x.map((value, k) => Math.abs(value - y[k])))
}

describe('the chosen grid', () => {
  const cases: ReadonlyArray<ExactCase> = [
    { problem: 'rabi', parameters: { coupling: 1 }, wavepacket: gaussian, end: 50 },
    { problem: 'rabi', parameters: { coupling: 0.3, splitting: 8 }, wavepacket: { ...gaussian, level: 1 }, end: 20 },
    { problem: 'jaynes-cummings', parameters: { coupling: 0.5 }, wavepacket: gaussian, end: 30 },
    { problem: 'pure-dephasing', parameters: { coupling: 1 }, wavepacket: gaussian, end: 30, hbar: 0.5 },
    { problem: 'tully1', wavepacket: incoming(8), end: 6000 },
    { problem: 'tully2', wavepacket: incoming(16), end: 3000 },
    { problem: 'tully2', wavepacket: incoming(50), end: 600 },
    { problem: 'tully3', wavepacket: incoming(12, 1), end: 3000 },
  ]
  test.each(cases)(
    '$problem $parameters: halving dt changes nothing beyond 1e-6, a wider and finer grid nothing beyond 2e-5',
    async (given) => {
      const chosen = await exactRun(given)
      expect(chosen.message).toBe('')
      const {
        box,
        points: [points],
        dt,
        edgeProbability,
        highMomentumProbability,
      } = chosen.grid!
      expect(edgeProbability).toBeLessThan(1e-7)
      expect(highMomentumProbability).toBeLessThan(1e-7)
      const halved = await exactRun({ ...given, grid: { box, points: [points], dt: dt / 2 } })
      expect(difference(chosen, halved)).toBeLessThan(1e-6)
      const [[low, high]] = box
      const middle = (low + high) / 2
      const wide = [middle + 1.25 * (low - middle), middle + 1.25 * (high - middle)] as const
      const finer = await exactRun({ ...given, grid: { box: wide, points: 2 * points, dt } })
      expect(difference(chosen, finer)).toBeLessThan(2e-5)
    },
  )

  test('the error falls with the fourth power of dt', async () => {
    const given: ExactCase = {
      problem: 'tully2',
      wavepacket: incoming(16),
      end: 1600,
      grid: { box: [-25, 20], points: 512 },
    }
    const at = (dt: number) => exactRun({ ...given, grid: { ...given.grid, dt } })
    const [reference, coarse, fine] = await Promise.all([at(2.5), at(40), at(20)])
    const order = Math.log2(difference(coarse, reference) / difference(fine, reference))
    expect(order).toBeGreaterThan(3.7)
    expect(order).toBeLessThan(4.3)
  })

  test('holds the packet, has a power of two of points, divides the record time, and grows with the end time', () => {
    const tenth = (min: number, max: number) => fc.integer({ min: 10 * min, max: 10 * max }).map((k) => k / 10)
    fc.assert(
      fc.property(tenth(-3, 3), tenth(-3, 3), tenth(0, 1), tenth(1, 20), (q, p, coupling, end) => {
        const hamiltonian = rabi({ omega: 1, splitting: 1, coupling })
        const start = { q: [q], p: [p], sigma: [0.7], basis: 'diabatic', level: 0 } as const
        const choose = (until: number) => chooseGrid(hamiltonian, { start, hbar: 1, end: until, record: 0.3 })
        const choice = choose(end)
        expect(choice.box[0][0]).toBeLessThan(q - 5 * 0.7)
        expect(choice.box[0][1]).toBeGreaterThan(q + 5 * 0.7)
        expect(Math.log2(choice.points[0]) % 1).toBe(0)
        expect(Math.abs(0.3 / choice.dt - Math.round(0.3 / choice.dt))).toBeLessThan(1e-9)
        const later = choose(2 * end)
        expect(later.box[0][0]).toBeLessThanOrEqual(choice.box[0][0] + 0.02)
        expect(later.box[0][1]).toBeGreaterThanOrEqual(choice.box[0][1] - 0.02)
      }),
      { numRuns: 20 },
    )
  })

  test('what is given is kept', async () => {
    const grid = { box: [-9, 10], points: 128, dt: 0.05 } as const
    const result = await exactRun({ problem: 'rabi', wavepacket: gaussian, end: 1, grid })
    expect(result.grid).toMatchObject({ box: [[-9, 10]], points: [128], dt: 0.05 })
    expect(result.counts.evaluations).toBe(6 * 20)
    const partly = await exactRun({ problem: 'rabi', wavepacket: gaussian, end: 1, grid: { box: [-9, 10] } })
    expect(partly.grid!.box).toEqual([[-9, 10]])
  })
})

describe('observables', () => {
  test('transmitted and reflected add up to the adiabatic populations, and these to the norm', async () => {
    const { observables: o } = await exactRun({ problem: 'tully3', wavepacket: incoming(15), end: 3000, record: 500 })
    o.norm.forEach((norm, k) => {
      for (const level of [0, 1])
        expect(o.transmitted![level][k] + o.reflected![level][k]).toBeCloseTo(o.adiabatic![level][k], 12)
      expect(o.adiabatic![0][k] + o.adiabatic![1][k]).toBeCloseTo(norm, 11)
      expect(o.population[0][k] + o.population[1][k]).toBeCloseTo(norm, 12)
    })
    expect(o.p[0][0]).toBeCloseTo(15, 6)
    expect(o.q[0][0]).toBeCloseTo(-10, 10)
  })

  test.each([0, 1])('an adiabatic start has all of adiabatic level %i', async (level) => {
    const { observables } = await exactRun({ problem: 'tully3', wavepacket: incoming(10, level), end: 100 })
    expect(observables.adiabatic![level][0]).toBeCloseTo(1, 12)
    expect(observables.population[1 - level][0]).toBeGreaterThan(0.99)
    expect(observables.population[1 - level][0]).toBeLessThan(0.9999)
  })

  test('amplitudes of any norm are normalised', async () => {
    const psi = [
      [3, 0],
      [0, 4],
    ] as const
    const { basis, level, ...place } = gaussian
    const { observables } = await exactRun({ problem: 'rabi', wavepacket: { ...place, basis, psi }, end: 0.1 })
    expect(level).toBe(0)
    expect(observables.population[0][0]).toBeCloseTo(0.36, 13)
    expect(observables.density[0][3]).toBeCloseTo(-0.48, 13)
  })
})

describe('a wave that outgrows the grid stops the run', () => {
  const bounds = (message: string): [number, number] => {
    const found = /set method\.grid\.box to \[(\S+), (\S+)\]/.exec(message)
    return [Number(found?.[1]), Number(found?.[2])]
  }

  test('at an edge, naming a larger box, which then serves', async () => {
    const given: ExactCase = { problem: 'tully1', wavepacket: incoming(20), end: 2000, record: 100 }
    const small = await exactRun({ ...given, grid: { box: [-16, 4] } })
    expect(small.status).toBe('edge')
    expect(small.message).toMatch(/upper edge of the box \[-16, 4\]/)
    expect(small.t.length).toBeGreaterThan(2)
    expect(small.t.length).toBeLessThan(21)
    let result = small
    for (let tries = 0; tries < 4 && result.status === 'edge'; tries++) {
      const box = bounds(result.message)
      expect(box[0]).toBe(-16)
      expect(box[1]).toBeGreaterThan(result.grid!.box[0][1])
      result = await exactRun({ ...given, grid: { box } })
    }
    expect(result.status).toBe('ok')
    expect(difference(result, await exactRun(given))).toBeLessThan(1e-6)
  })

  test('at the start already, when the box cuts the packet; given points are doubled with the box', async () => {
    const cut = await exactRun({ problem: 'rabi', wavepacket: gaussian, end: 1, grid: { box: [0, 8], points: 128 } })
    expect(cut.status).toBe('edge')
    expect(cut.counts.steps).toBe(0)
    expect(cut.message).toMatch(/lower edge.* and method\.grid\.points to 256\.$/)
    expect(bounds(cut.message)).toEqual([-4, 8])
  })

  test('at the highest momenta, naming the number of points', async () => {
    const given: ExactCase = { problem: 'rabi', wavepacket: { ...gaussian, q: [4] }, end: 6, record: 0.5 }
    const box = [-10, 10] as const
    const coarse = await exactRun({ ...given, grid: { box, points: 32 } })
    expect(coarse.status).toBe('edge')
    expect(coarse.message).toMatch(/highest momenta.*set method\.grid\.points to 64\.$/)
    expect((await exactRun({ ...given, grid: { box, points: 64 } })).status).toBe('ok')
  })
})

describe('what the grid cannot do is refused with a sentence', () => {
  const start = { q: [0], p: [0], sigma: [1], basis: 'diabatic', level: 0 } as const
  const demand = { start, hbar: 1, end: 1, record: 0.1 }
  const oscillator = rabi({ omega: 1, splitting: 1, coupling: 0.1 })

  test('a Hamiltonian that is not A(p) + B(q)', () => {
    const { split, ...mixed } = oscillator
    expect(split?.B.levels).toBe(2)
    expect(() => gridParts(mixed)).toThrow(/'rabi' is not of the form A\(p\) \+ B\(q\).*midpoint/)
  })

  test('three degrees of freedom, with the cost', () => {
    const space: HybridHamiltonian = separable('space', kinetic(2, [1, 1, 1]), kinetic(2, [1, 1, 1]))
    expect(() => gridParts(space)).toThrow(/'space' has 3 classical degrees of freedom.*would take 67 MB/)
  })

  test.each([
    [{ point: { q: [0], p: [0], basis: 'diabatic', level: 0 } }, /initial\.point; give initial\.wavepacket/],
    [{ particles: 'cloud.csv' }, /initial\.particles; give initial\.wavepacket/],
  ] as const)('a start that is no wave packet', async (initial, sentence) => {
    const spec = { ...exactSpec({ problem: 'rabi', wavepacket: gaussian, end: 1 }), initial }
    await expect(run({ spec })).rejects.toThrow(sentence)
  })

  test('levels, amplitudes, boxes, points and steps that do not fit', () => {
    const choose =
      (given: Parameters<typeof chooseGrid>[2], from: Partial<typeof demand> = {}) =>
      () =>
        chooseGrid(oscillator, { ...demand, ...from }, given)
    expect(choose({ dt: 0.03 })).toThrow(/method\.grid\.dt is 0\.03 .*nearest that divides it is 0\.03333/)
    expect(choose({ box: [1, -1] })).toThrow(/method\.grid\.box is \[1, -1\]/)
    expect(choose({ box: [50, 60] })).toThrow(/does not contain the wave packet/)
    const bad = (wavepacket: ExactCase['wavepacket'], grid = {}) =>
      exactRun({ problem: 'rabi', wavepacket, end: 1, grid })
    return Promise.all([
      expect(bad({ ...gaussian, level: 2 })).rejects.toThrow(/level is 2; give a whole number from 0 to 1/),
      expect(bad(gaussian, { points: 100 })).rejects.toThrow(/method\.grid\.points is 100; give a power of two/),
      expect(bad({ q: [0], p: [0], sigma: [1], basis: 'diabatic', psi: [[1, 0]] })).rejects.toThrow(/1 amplitudes/),
    ])
  })

  test('a run so long that the grid would exceed 65536 points', () => {
    const fast = tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 })
    const from = { q: [-10], p: [50], sigma: [0.2], basis: 'adiabatic', level: 0 } as const
    expect(() => chooseGrid(fast, { start: from, hbar: 1, end: 1e6, record: 1e3 })).toThrow(
      /more than 65536; shorten time\.end, or set method\.grid\.box/,
    )
  })
})
