import type { RunResult } from '@casimir/experiments'
import { decodeRun } from '@casimir/experiments'
import {
  chooseGrid,
  kinetic,
  layGrid,
  linearVibronic,
  oscillatorBath,
  rabi,
  separable,
  splitOperator,
} from '@casimir/models'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { dephasingCoherence } from '../support/dephasingCoherence.ts'
import type { ExactCase } from '../support/exactRun.ts'
import { exactRun, last, waveOf } from '../support/exactRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { oscillatorPotential, sumOfModes } from '../support/planeFunctions.ts'

/** A conical intersection at (2/3, 0) with a packet beside it on the upper diabat. */
const intersection: ExactCase = {
  problem: 'linear-vibronic',
  parameters: { omegaTuning: 0.9, omegaCoupling: 1.2, delta: 0.3, kappa0: 0.5, kappa1: -0.4, lambda: 0.6 },
  wavepacket: { q: [0.8, 0.3], p: [0, 0.2], sigma: [0.7, 0.7], basis: 'diabatic', level: 1 },
  end: 5,
}
const boxes = [
  [-9, 9],
  [-8, 8],
] as const
const populations = ({ observables: o }: RunResult): number[] => [...o.population.map(last), last(o.purity)]
const adiabatic = ({ observables: o }: RunResult): number[] => o.adiabatic!.map(last)

describe('a conical intersection', () => {
  test('populations are converged on the grid it chooses: half the step and half the spacing change less than 1e-6', async () => {
    const chosen = await exactRun(intersection)
    expect(chosen.status).toBe('ok')
    const { box, points, dt, edgeProbability, highMomentumProbability } = chosen.grid!
    expect(edgeProbability).toBeLessThan(1e-7)
    expect(highMomentumProbability).toBeLessThan(1e-7)
    const halved = await exactRun({ ...intersection, grid: { box, points, dt: dt / 2 } })
    const finer = await exactRun({ ...intersection, grid: { box, points: points.map((count) => 2 * count), dt } })
    expect(largestDifference(populations(chosen), populations(halved))).toBeLessThan(1e-6)
    expect(largestDifference(populations(chosen), populations(finer))).toBeLessThan(1e-6)
    expect(last(chosen.observables.population[0])).toBeGreaterThan(0.05)
    expect(last(chosen.observables.purity)).toBeLessThan(0.99)
    const coarse = await exactRun({ ...intersection, grid: { box, points, dt: 0.5 } })
    expect(largestDifference(populations(chosen), populations(coarse))).toBeGreaterThan(1e-6)
    // The projectors jump by at most 1 over the cells about the intersection, and the density there is at most that of the start.
    const cell = box.reduce((area, [low, high], a) => (area * (high - low)) / points[a], 1)
    const density = 1 / (2 * Math.PI * 0.7 ** 2)
    expect(largestDifference(adiabatic(chosen), adiabatic(finer))).toBeLessThan(cell * density)
    expect(chosen.notes.join()).toMatch(/adiabatic surfaces meet within the box/)
    expect(last(chosen.observables.norm)).toBeCloseTo(adiabatic(chosen)[0] + adiabatic(chosen)[1], 12)
  })

  test('an adiabatic start has all of its level; about the intersection there is none, and it is refused', async () => {
    const at = (q: number): ExactCase => ({
      ...intersection,
      wavepacket: { q: [q, 0], p: [0, 0], sigma: [0.7, 0.7], basis: 'adiabatic', level: 1 },
      end: 0.1,
    })
    const beside = await exactRun(at(-4.5))
    expect(beside.observables.adiabatic![1][0]).toBeCloseTo(1, 12)
    await expect(exactRun(at(0.667))).rejects.toThrow(/adiabatic level 1 meets another within the wave packet/)
    await expect(exactRun(at(-0.5))).rejects.toThrow(/no smooth phase/)
  })

  test('the wave function is kept with the nodes of each coordinate, the second fastest', async () => {
    const grid = { box: boxes, points: [64, 32], dt: 0.1 } as const
    const result = await exactRun({ ...intersection, end: 0.1, grid, snapshots: [0] })
    const { x, psi } = waveOf(result)
    expect(x.map((nodes) => nodes.length)).toEqual([64, 32])
    expect(psi.length).toBe(2 * 2 * 64 * 32)
    let mean = 0
    for (let i = 0; i < 64; i++) for (let k = 0; k < 32; k++) mean += x[1][k] * psi[2 * (64 * 32 + 32 * i + k)] ** 2
    for (let i = 0; i < 64; i++) for (let k = 0; k < 32; k++) mean += x[1][k] * psi[2 * (64 * 32 + 32 * i + k) + 1] ** 2
    expect(mean * (18 / 64) * (16 / 32)).toBeCloseTo(0.3, 9)
  })
})

describe('pure dephasing by two modes', () => {
  test.each([
    { epsilon: 0.4, lambda: 0.3, hbar: 1 },
    { epsilon: -0.2, lambda: 0.1, hbar: 0.8 },
  ])('the coherence is the product of the closed forms of each, lambda $lambda', async ({ epsilon, lambda, hbar }) => {
    const bath = { bath: 'ohmic', modes: 2, cutoff: 0.9, lambda } as const
    const { frequencies, couplings } = oscillatorBath(bath)
    const [q, p] = [
      [0.6, -0.8],
      [0.3, 0.5],
    ]
    const modes = Array.from(frequencies, (omega, j) => ({ omega, coupling: couplings[j], q0: q[j], p0: p[j] }))
    const c0 = [0.6, 0] as const
    const c1 = [0, 0.8] as const
    const sigma = Array.from(frequencies, (omega) => Math.sqrt((0.5 * hbar) / omega))
    const { t, status, observables } = await exactRun({
      problem: 'spin-boson',
      parameters: { epsilon, delta: 0, modes: 2, cutoff: 0.9, lambda },
      hbar,
      wavepacket: { q, p, sigma, basis: 'diabatic', psi: [c0, c1] },
      end: 6,
      record: 1,
      grid: { box: [[-18, 18], boxes[1]], points: [64, 64], dt: 0.04 },
    })
    expect(status).toBe('ok')
    let single = 0
    t.forEach((time, k) => {
      const at = { splitting: 2 * epsilon, c0, c1, hbar }
      const [re, im] = dephasingCoherence(modes, at, time)
      const density = observables.density[k]
      expect(Math.abs(density[2] - re)).toBeLessThan(1e-8)
      expect(Math.abs(density[3] - im)).toBeLessThan(1e-8)
      expect(Math.abs(observables.population[0][k] - 0.36)).toBeLessThan(1e-11)
      const [alone, aside] = dephasingCoherence(modes.slice(0, 1), at, time)
      single = Math.max(single, Math.hypot(density[2] - alone, density[3] - aside))
    })
    expect(single).toBeGreaterThan(0.01)
  })
})

describe('a wave that outgrows the grid stops the run, naming the coordinate and a remedy that serves', () => {
  const grid = (given: ExactCase['grid']) => exactRun({ ...intersection, record: 0.5, ...(given && { grid: given }) })

  test('at an edge of the first coordinate', async () => {
    const small = await grid({ box: [[-4, 9], boxes[1]] })
    expect(small.status).toBe('edge')
    expect(small.message).toMatch(
      /lower edge of the box \[-4, 9\] of coordinate 0 .*set method\.grid\.box to \[\[-10\.5, 9\], \[-8, 8\]\]\.$/,
    )
    expect((await grid({ box: [[-10.5, 9], boxes[1]] })).status).toBe('ok')
  })

  test('at an edge of the second, already at the start, with the points given doubled along it only', async () => {
    const cut = await grid({ box: [boxes[0], [-8, 3]], points: [64, 64] })
    expect(cut.counts.steps).toBe(0)
    expect(cut.message).toMatch(
      /upper edge of the box \[-8, 3\] of coordinate 1 .*and method\.grid\.points to \[64, 128\]\.$/,
    )
  })

  test('at the highest momenta of the second', async () => {
    const coarse = await grid({ box: boxes, points: [64, 16] })
    expect(coarse.message).toMatch(
      /highest momenta of the grid of coordinate 1 .*set method\.grid\.points to \[64, 32\]\.$/,
    )
    expect((await grid({ box: boxes, points: [64, 32] })).status).toBe('ok')
  })
})

describe('what two coordinates cannot do is refused with a sentence', () => {
  const model = linearVibronic(intersection.parameters as unknown as Parameters<typeof linearVibronic>[0])
  const start = { q: [0.8, 0.3], p: [0, 0], sigma: [0.7, 0.7], basis: 'diabatic', level: 1 } as const
  const demand = { start, hbar: 1, end: 8, record: 1 }
  const choose =
    (given: Parameters<typeof chooseGrid>[2], from: Partial<Parameters<typeof chooseGrid>[1]> = {}) =>
    () =>
      chooseGrid(model, { ...demand, ...from }, given)

  test('a grid beyond 2 GiB, with its size and the largest that fits', () => {
    expect(choose({ points: [4096, 4096] })).toThrow(
      /4096 x 4096 points with 2 levels needs 10\.5 GiB.*at most 2097152 in all/,
    )
    expect(choose({ points: [2048, 1024] })).not.toThrow()
  })

  test('three coordinates and ten, with the cost', async () => {
    await expect(
      exactRun({
        problem: 'spin-boson',
        wavepacket: {
          q: Array(10).fill(0),
          p: Array(10).fill(0),
          sigma: Array(10).fill(1),
          basis: 'diabatic',
          level: 0,
        },
        end: 1,
      }),
    ).rejects.toThrow(/10 classical degrees of freedom.*single wave function would take 3\.8e\+22 bytes; use ehrenfest/)
  })

  test('lists of the wrong length, bad intervals and points, and a box beside the packet', () => {
    expect(choose({ points: 128 })).toThrow(/method\.grid\.points is for 1 coordinate and 'linear-vibronic' has 2/)
    expect(choose({ box: [-8, 8] })).toThrow(/method\.grid\.box is for 1 coordinate/)
    expect(choose({ box: [boxes[0], [2, 1]] })).toThrow(/method\.grid\.box is \[2, 1\]/)
    expect(choose({ box: [boxes[0], [20, 30]] })).toThrow(/does not contain the wave packet/)
    expect(choose({}, { start: { ...start, q: [1] } })).toThrow(/has 1 q, 2 p and 2 sigma; give 2 of each/)
    expect(() => layGrid(boxes, [64, 100], 1)).toThrow(/method\.grid\.points is 100/)
    expect(() => layGrid(boxes, [64], 1)).toThrow(/2 intervals and method\.grid\.points 1 numbers/)
    expect(() => splitOperator(model, layGrid([-8, 8], 64, 1))).toThrow(/has 2 degrees of freedom and the grid 1/)
    expect(() =>
      chooseGrid(
        rabi({ omega: 1, splitting: 1, coupling: 0.1 }),
        { ...demand, start: { ...start, q: [1], p: [0], sigma: [1] } },
        { points: [64, 64] },
      ),
    ).toThrow(/'rabi' has 1; give one\./)
  })

  test('energies that bound nothing, and too fast a flight', () => {
    const free = separable('free', kinetic(2, [1, 1]), sumOfModes(oscillatorPotential(0), oscillatorPotential(0)))
    const far = { start: { ...start, p: [30, 0] }, hbar: 1, end: 1e4, record: 1 }
    expect(() => chooseGrid(free, far)).toThrow(/which needs \d+ points, more than 65536; shorten time\.end/)
  })
})

describe('a spec gives box and points for each degree of freedom', () => {
  const decode = (name: string, wavepacket: object, grid: object) =>
    decodeRun(
      { problem: { name }, initial: { wavepacket }, method: { name: 'exact', grid }, time: { end: 1, record: 0.5 } },
      () => E.left('no files'),
    )
  const plane = { q: [0, 0], p: [0, 0], sigma: [0.7, 0.7], level: 1 }
  const problemsOf = (decoded: ReturnType<typeof decode>) => (E.isLeft(decoded) ? decoded.left : [])

  test('lists for two are kept, and a bare interval and number for one', () => {
    const grid = { box: boxes, points: [64, 32] }
    const two = decode('linear-vibronic', plane, grid)
    expect(E.isRight(two) && two.right.spec.method).toEqual({ name: 'exact', grid })
    const one = decode('rabi', { q: 0, p: 0, sigma: 1 }, { box: [[-8, 8]], points: [64] })
    expect(E.isRight(one) && one.right.spec.method).toEqual({ name: 'exact', grid: { box: [[-8, 8]], points: [64] } })
  })

  test('others are refused at their path', () => {
    expect(problemsOf(decode('linear-vibronic', plane, { box: [-8, 8], points: 64 }))).toEqual([
      {
        path: 'method.grid.box',
        message:
          "got the list [-8, 8]; give a list of 2 pairs [low, high], since 'linear-vibronic' has 2 degrees of freedom",
      },
      {
        path: 'method.grid.points',
        message: "got 64; give a list of 2 numbers, since 'linear-vibronic' has 2 degrees of freedom",
      },
    ])
    const [wrong] = problemsOf(decode('rabi', { q: 0, p: 0, sigma: 1 }, { points: [64, 64] }))
    expect(wrong).toEqual({
      path: 'method.grid.points',
      message: "got the list [64, 64]; give one number, since 'rabi' has 1 degree of freedom",
    })
    expect(
      problemsOf(
        decode('linear-vibronic', plane, {
          box: [
            [1, 0],
            [-8, 8],
          ],
        }),
      )[0].message,
    ).toMatch(/low < high/)
  })
})
