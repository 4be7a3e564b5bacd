import type { HybridHamiltonian } from '@casimir/algebra'
import type { HoppingTrajectories } from '@casimir/models'
import { ladder, rabi, surfaceHopping, tully2 } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import type { FluxPoint } from '../support/surfaceHoppingFlux.ts'
import { tullyFlux } from '../support/surfaceHoppingFlux.ts'
import { HOPPING_DEFAULTS } from '../support/surfaceHoppingScattering.ts'

const rungs = ladder({ omega: 1, E0: 0, E1: 1, E2: 2.2, g01: 0.4, g12: 0.3 })

/** One trajectory at a point with active level l; no hop is drawn for the start. */
const place = (run: HoppingTrajectories, { q, p, psi }: FluxPoint, l: number): void => {
  run.state.q[0] = q
  run.state.p[0] = p
  run.start(0, l)
  run.state.psi.set(psi)
}

const SPIRAL = 0.5

/** Where psi has unit length: levels of a kind of spiral. */
const spiral = (n: number): number[] => {
  const x = Array.from({ length: 2 * n }, (_, k) => Math.cos(SPIRAL + 2.3 * k))
  const norm = Math.hypot(...x)
  return x.map((v) => v / norm)
}

/** The hop probabilities of one step, read off by asking at which drawn number the target changes. */
const chancesOf = (model: HybridHamiltonian, point: FluxPoint, l: number, h: number): number[] => {
  let drawn = 0
  const run = surfaceHopping(model, HOPPING_DEFAULTS).prepare(1, () => drawn)
  const target = (u: number): number => {
    drawn = u
    place(run, point, l)
    run.step(h)
    return run.frustrated[0] > 0 ? Number.NaN : run.active[0]
  }
  const edges: number[] = []
  let low = 0
  for (let k = 0; k < model.levels; k++) {
    // targets ascend with the number drawn, and the active level comes last
    const beyond = (u: number): boolean => target(u) === l || target(u) > k
    let [a, b] = [low, 1]
    if (k === l || beyond(low)) b = low
    else
      for (let i = 0; i < 60; i++) {
        const middle = (a + b) / 2
        if (beyond(middle)) b = middle
        else a = middle
      }
    edges.push(b - low)
    low = b
  }
  return edges
}

describe('the chances of a step are the integral of the flux of the literature', () => {
  const cases = [
    ['rabi', rabi({ omega: 1, splitting: 1, coupling: 0.6 }), 1],
    ['three levels, from the bottom', rungs, 0],
    ['three levels, from the middle', rungs, 1],
    ['three levels, from the top', rungs, 2],
  ] as const
  const points = [
    { q: 0.3, p: 2.5 },
    { q: 0.9, p: -3 },
  ]
  const errors = cases.map(([name, model, l]) => {
    const runs = points.map((point) => {
      const start = { ...point, psi: spiral(model.levels) }
      return [0.08, 0.04, 0.02, 0.01].map((h) => {
        const { rates } = tullyFlux(model, 1, l, start, h, 20)
        const chances = chancesOf(model, start, l, h)
        return { rates, error: chances.reduce((sum, x, k) => sum + Math.abs(x - rates[k]), 0), size: chances }
      })
    })
    const total = (h: number): number => runs.reduce((sum, run) => sum + run[h].error, 0)
    const rates = runs.map((run) => run[3].rates)
    return {
      name,
      total: [0, 1, 2, 3].map(total),
      rates,
      // the same flux given to the next target: what a mistake in the shares would show
      misplaced: runs.reduce(
        (sum, run) => sum + run[3].size.reduce((s, x, k) => s + Math.abs(x - run[3].rates[(k + 1) % model.levels]), 0),
        0,
      ),
    }
  })

  test.each(errors)(
    '$name: the error over all targets falls as h^2, the chances as h',
    ({ total, rates, misplaced }) => {
      const size = rates.flat().reduce((sum, x) => sum + x, 0)
      expect(total[3] / size).toBeLessThan(0.03)
      // exactly 4 for one I - (1 - exp(-I)); a flux that sets in within the longest step makes it a little less
      expect(total[1] / total[2]).toBeGreaterThan(3.4)
      expect(total[2] / total[3]).toBeGreaterThan(3.4)
      expect(misplaced / size).toBeGreaterThan(0.9)
    },
  )

  test('the cases hop up, down and to two targets at once', () => {
    const open = errors.flatMap(({ rates }) => rates.map((row) => row.filter((x) => x > 0).length))
    expect(open).toContain(2)
    expect(open).toContain(1)
  })
})

describe('survival over a crossing', () => {
  const model = tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 })
  const start = { q: -4, p: 40, psi: [1, 0, 0, 0] }
  const survivalAt = (h: number): number => {
    // a threshold of 0 is never reached
    const run = surfaceHopping(model, { ...HOPPING_DEFAULTS, hopping: 'cumulative' }).prepare(1, () => 0)
    place(run, start, 0)
    for (let s = 0; s < Math.round(400 / h); s++) run.step(h)
    expect(run.hops[0]).toBe(0)
    return run.survival[0]
  }

  test('the product of 1 - P is exp(-integral of the flux), to order 2 in h', () => {
    const exact = Math.exp(-tullyFlux(model, 2000, 0, start, 400, 2000).rates[1])
    expect(exact).toBeLessThan(0.9)
    const [coarse, fine] = [8, 4].map((h) => Math.abs(survivalAt(h) - exact))
    expect(fine).toBeLessThan(2e-3)
    expect(fine).toBeLessThan(coarse / 3)
  })
})
