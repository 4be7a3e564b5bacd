import type { HybridHamiltonian } from '@casimir/algebra'
import type { HoppingTrajectories, SurfaceHoppingOptions } from '@casimir/models'
import { ladder, linearVibronic, pureDephasing, rabi, surfaceHopping } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { tullyFlux } from '../support/surfaceHoppingFlux.ts'
import { inBasis, swirl } from '../support/surfaceHoppingModels.ts'
import { HOPPING_DEFAULTS, streams } from '../support/surfaceHoppingScattering.ts'
import { unitary } from '../support/surfaceHoppingUnitary.ts'

const strong = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const rungs = ladder({ omega: 1, E0: 0, E1: 1, E2: 2.2, g01: 0.4, g12: 0.3 })
const conical = linearVibronic({
  omegaTuning: 1,
  omegaCoupling: 0.7,
  delta: 0.3,
  kappa0: 0.5,
  kappa1: -0.4,
  lambda: 0.6,
})
const NEVER = 1 - 2 ** -53

const one = (
  model: HybridHamiltonian,
  uniform: (a: number) => number,
  options: Partial<SurfaceHoppingOptions> = {},
): HoppingTrajectories => surfaceHopping(model, { ...HOPPING_DEFAULTS, ...options }).prepare(1, uniform)

/** A point with amplitudes on every level. */
const place = (run: HoppingTrajectories, model: HybridHamiltonian, level: number, speed: number): void => {
  for (let i = 0; i < model.dof; i++) {
    run.state.q[i] = 0.4 - 0.9 * i
    run.state.p[i] = speed * (1.1 - 0.3 * i)
  }
  run.start(0, level)
  const x = Array.from({ length: 2 * model.levels }, (_, k) => Math.cos(0.5 + 2.3 * k))
  run.state.psi.set(x.map((v) => v / Math.hypot(...x)))
}

const gap = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Math.max(...Array.from(x, (v, k) => Math.abs(v - y[k])))

describe('without hops', () => {
  const model = strong
  const end = (h: number) => {
    const run = one(model, () => NEVER)
    place(run, model, 0, 1)
    for (let s = 0; s < Math.round(3.2 / h); s++) run.step(h)
    expect(run.hops[0]).toBe(0)
    return run
  }
  test('a trajectory follows its adiabat and the Schroedinger equation to order 2', () => {
    const run = one(model, () => NEVER)
    place(run, model, 0, 1)
    const { q, p, psi } = run.state
    const exact = tullyFlux(model, 1, 0, { q: q[0], p: p[0], psi: Array.from(psi) }, 3.2, 800).end
    const error = (h: number): number => {
      const { state } = end(h)
      return gap([state.q[0], state.p[0], ...state.psi], [exact.q, exact.p, ...exact.psi])
    }
    const [coarse, middle, fine] = [0.1, 0.05, 0.025].map(error)
    expect(Math.log2(coarse / middle)).toBeCloseTo(2, 0.7)
    expect(Math.log2(middle / fine)).toBeCloseTo(2, 0.7)
  })

  test.each([strong, rungs, conical, swirl])('$name: a step -h undoes a step h', (H) => {
    const run = one(H, () => NEVER)
    place(run, H, 0, 1)
    const before = run.state.block.slice()
    run.step(0.1)
    expect(run.hops[0]).toBe(0)
    run.step(-0.1)
    expect(gap(run.state.block, before)).toBeLessThan(1e-14)
  })
})

describe('a hop', () => {
  const cases = [strong, rungs, conical, swirl].flatMap((model) =>
    (['nac', 'velocity'] as const).flatMap((rescale) =>
      [0, model.levels - 1].map((level) => [model.name, rescale, level, model] as const),
    ),
  )
  /** One step from the same point, with a hop and without. */
  const twins = (model: HybridHamiltonian, rescale: 'nac' | 'velocity', level: number, speed: number) =>
    [0, NEVER].map((u) => {
      const run = one(model, () => u, { rescale })
      place(run, model, level, speed)
      run.step(0.05)
      return run
    })

  test.each(cases)('%s, %s, from level %i: keeps the energy to rounding', (_, rescale, level, model) => {
    // the flux leaves the level for one of the two directions of the motion
    const [hopping, staying] = [4, -4]
      .map((speed) => twins(model, rescale, level, speed))
      .filter(([run]) => run.hops[0] === 1)[0]
    expect(gap(hopping.state.q, staying.state.q)).toBe(0)
    expect(hopping.active[0]).not.toBe(staying.active[0])
    expect(gap(hopping.state.p, staying.state.p)).toBeGreaterThan(1e-2)
    expect(Math.abs(hopping.energy(0) - staying.energy(0))).toBeLessThan(1e-15 * 20 * Math.abs(staying.energy(0)))
    expect(Math.abs(hopping.activeEnergy(0) - staying.activeEnergy(0))).toBeGreaterThan(0.1)
  })

  test('of two modes: along the derivative coupling, which turns with the angle of the crossing, or along p', () => {
    for (const rescale of ['nac', 'velocity'] as const) {
      const [hopping, staying] = [4, -4]
        .map((speed) => twins(conical, rescale, 1, speed))
        .filter(([x]) => x.hops[0] === 1)[0]
      const kick = [0, 1].map((i) => hopping.state.p[i] - staying.state.p[i])
      // B = .. + z sz + x sx: <0|dB|1> = |dB| perpendicular to (z, x), so d = (z grad x - x grad z)/r up to its length
      const [q1, q2] = staying.state.q
      const [z, x] = [-0.3 + 0.45 * q1, 0.6 * q2]
      const nac = [-x * 0.45, z * 0.6]
      const [along, other] = rescale === 'nac' ? [nac, staying.state.p] : [staying.state.p, nac]
      const sine = (d: ArrayLike<number>): number =>
        Math.abs(kick[0] * d[1] - kick[1] * d[0]) / (Math.hypot(...kick) * Math.hypot(d[0], d[1]))
      expect(sine(along)).toBeLessThan(1e-13)
      expect(sine(other)).toBeGreaterThan(0.05)
      // of the two momenta with the right energy the nearer one: the velocity along the kick keeps its sign
      const velocity = (p: ArrayLike<number>): number => p[0] * kick[0] + 0.7 * p[1] * kick[1]
      expect(velocity(hopping.state.p) * velocity(staying.state.p)).toBeGreaterThan(0)
    }
  })
})

describe('a hop without the energy for it', () => {
  const slow = (frustrated: 'ignore' | 'reverse', u: number, model = conical, speed = 0.6) => {
    const run = one(model, () => u, { frustrated })
    place(run, model, 0, speed)
    run.step(0.05)
    return run
  }
  const speed = [0.6, -0.6].find((s) => slow('ignore', 0, conical, s).frustrated[0] === 1) ?? Number.NaN

  test('ignore: nothing happens but a count', () => {
    const [tried, not] = [0, NEVER].map((u) => slow('ignore', u, conical, speed))
    expect(tried.frustrated[0]).toBe(1)
    expect(tried.hops[0]).toBe(0)
    expect(gap(tried.state.block, not.state.block)).toBe(0)
  })

  test('reverse: the velocity along the coupling turns round and that across it stays', () => {
    const [tried, not] = [0, NEVER].map((u) => slow('reverse', u, conical, speed))
    expect(tried.frustrated[0]).toBe(1)
    const [q1, q2] = not.state.q
    const d = [-0.6 * q2 * 0.45, (-0.3 + 0.45 * q1) * 0.6]
    const masses = [1, 1 / 0.7]
    const along = (p: ArrayLike<number>): number => (p[0] * d[0]) / masses[0] + (p[1] * d[1]) / masses[1]
    const across = (p: ArrayLike<number>): number => p[0] * d[1] - p[1] * d[0]
    expect(Math.abs(along(tried.state.p) + along(not.state.p))).toBeLessThan(1e-15)
    expect(Math.abs(along(not.state.p))).toBeGreaterThan(1e-2)
    expect(Math.abs(across(tried.state.p) - across(not.state.p))).toBeLessThan(1e-15)
    expect(Math.abs(tried.energy(0) - not.energy(0))).toBeLessThan(1e-15)
    expect(tried.active[0]).toBe(0)
  })
})

describe('crossings of levels that are not coupled', () => {
  // pure dephasing: the levels cross at q = -splitting/(2 coupling), the trajectory swings through it
  const cross = (model: HybridHamiltonian) => {
    const run = one(model, () => 0)
    run.state.q[0] = 2
    run.start(0, 1)
    run.state.psi.set([0.6, 0, 0.8, 0])
    const before = run.energy(0)
    let drift = 0
    for (let s = 0; s < 200; s++) {
      run.step(0.05)
      drift = Math.max(drift, Math.abs(run.energy(0) - before))
    }
    return { run, drift }
  }
  test('never a hop, though the draw asks for any; the state stays and its number changes', () => {
    const { run, drift } = cross(pureDephasing({ omega: 1, splitting: 1, coupling: 0.5 }))
    expect(run.hops[0] + run.frustrated[0]).toBe(0)
    expect(run.crossings[0]).toBeGreaterThanOrEqual(2)
    expect(drift).toBeLessThan(2e-3)
  })
  test('the same draws hop when there is a coupling', () => expect(cross(strong).run.hops[0]).toBeGreaterThan(0))
})

describe('nothing depends on the basis', () => {
  test.each([strong, rungs, swirl])('$name, with hops and decoherence', (model) => {
    const n = model.levels
    const U = unitary(
      n,
      Array.from({ length: 20 }, (_, k) => Math.sin(2 + 1.7 * k)),
      2,
    )
    const runs = [model, inBasis(model, U)].map((H) => one(H, streams(1, 5), { decoherence: 'edc' }))
    for (const run of runs) place(run, model, 1, 2)
    const { psi } = runs[0].state
    for (let j = 0; j < n; j++)
      for (const part of [0, 1]) {
        let sum = 0
        for (let k = 0; k < n; k++) {
          const o = 2 * (j * n + k)
          sum +=
            part === 0 ? U[o] * psi[2 * k] - U[o + 1] * psi[2 * k + 1] : U[o] * psi[2 * k + 1] + U[o + 1] * psi[2 * k]
        }
        runs[1].state.psi[2 * j + part] = sum
      }
    for (let s = 0; s < 400; s++) for (const run of runs) run.step(0.05)
    expect(runs[0].hops[0]).toBeGreaterThan(0)
    expect(runs[1].hops[0]).toBe(runs[0].hops[0])
    expect(runs[1].active[0]).toBe(runs[0].active[0])
    expect(gap(runs[1].state.q, runs[0].state.q)).toBeLessThan(1e-9)
    expect(gap(runs[1].state.p, runs[0].state.p)).toBeLessThan(1e-9)
    expect(Math.abs(runs[1].bias[0] - runs[0].bias[0])).toBeLessThan(1e-9)
    const [x, y] = runs.map((run) => {
      const out = new Float64Array(n)
      run.populations(out, 0)
      return out
    })
    expect(gap(x, y)).toBeLessThan(1e-9)
    expect(Math.abs(x.reduce((sum, v) => sum + v, 0) - 1)).toBeLessThan(1e-12)
    // the other basis is another one
    expect(gap(runs[0].state.psi, runs[1].state.psi)).toBeGreaterThan(0.05)
  })
})
