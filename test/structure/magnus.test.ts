import type { DrivenQuantumSystem, DrivenState, Flow } from '@casimir/algebra'
import { allocateDriven, allocateHybrid, conjugateTranspose, multiply, normSquared, STATUS } from '@casimir/algebra'
import { gridNumber } from '@casimir/checks'
import { describe, expect, test } from 'vitest'
import { drivenRungeKutta4, leftExponential, textbookMagnus4 } from '../support/drivenControls.ts'
import type { DrivenDraw } from '../support/drivenMethods.ts'
import { cayleyMagnus, drivenDraws, exponentialMagnus } from '../support/drivenMethods.ts'
import { drivenProblems } from '../support/drivenProblems.ts'
import { drivenState } from '../support/drivenRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { law } from '../support/law.ts'
import { refuted } from '../support/refuted.ts'

const all = [...exponentialMagnus, ...cayleyMagnus].map(([name, prepare, nodes]) => [name, prepare, nodes] as const)
const times = gridNumber(2)
const identity = (n: number): Float64Array => new Float64Array(2 * n * n).map((_, i) => (i % (2 * n + 2) === 0 ? 1 : 0))

/** max |U U^+ - 1| of a step, whose propagator comes from turning the unit vectors: its rows are the vectors' images. */
const unitarityDefect = (flow: Flow<DrivenState>, n: number, t: number, h: number): number => {
  const state = drivenState(n, identity(n), t)
  expect(flow(state, h)).toBe(STATUS.ok)
  const [star, product] = [new Float64Array(2 * n * n), new Float64Array(2 * n * n)]
  conjugateTranspose(star, state.psi, n)
  multiply(product, state.psi, star, n)
  return largestDifference(product, identity(n))
}

/** How far a step and the opposite step leave the whole block from where it was. */
const returnDefect = (flow: Flow<DrivenState>, { system, psi }: DrivenDraw, t: number, h: number): number => {
  const state = drivenState(system.levels, psi, t)
  const before = state.block.slice()
  flow(state, h)
  flow(state, -h)
  return largestDifference(state.block, before)
}

describe.each(all)('%s', (name, prepare, nodes) => {
  law('is unitary to 1e-13 for every driven system', [drivenDraws, times, gridNumber(1)], ({ system }, t, h) =>
    expect(unitarityDefect(prepare(system).flow, system.levels, t, h)).toBeLessThan(1e-13),
  )
  const cubic = name === 'cayleyMagnus4' ? 1e-10 : name === 'cayleyMagnus2' ? 1e-12 : 1e-13
  law(`and to ${cubic} for steps of ten times that`, [drivenDraws, times, gridNumber(10)], ({ system }, t, h) =>
    expect(unitarityDefect(prepare(system).flow, system.levels, t, h)).toBeLessThan(cubic),
  )
  law('is undone by the opposite step', [drivenDraws, times, gridNumber(1)], (draw, t, h) =>
    expect(returnDefect(prepare(draw.system).flow, draw, t, h)).toBeLessThan(1e-13),
  )
  law('turns several vectors as it turns each', [drivenDraws, times, gridNumber(1)], ({ system, psi }, t, h) => {
    const n = system.levels
    const reversed = psi.slice().reverse()
    const both = drivenState(n, Float64Array.of(...psi, ...reversed), t)
    const [one, other] = [drivenState(n, psi, t), drivenState(n, reversed, t)]
    const { flow } = prepare(system)
    for (const state of [both, one, other]) flow(state, h)
    expect(both.psi).toEqual(Float64Array.of(...one.psi, ...other.psi))
  })
  law('depends on H / hbar only', [drivenDraws, times, gridNumber(1)], ({ system, psi }, t, h) => {
    const doubled: DrivenQuantumSystem = {
      ...system,
      hbar: 2 * system.hbar,
      hamiltonian: (H, time) => {
        system.hamiltonian(H, time)
        for (let k = 0; k < H.length; k++) H[k] *= 2
      },
    }
    const [one, other] = [system, doubled].map((s) => {
      const state = drivenState(s.levels, psi, t)
      prepare(s).flow(state, h)
      return state.psi
    })
    expect(largestDifference(one, other)).toBeLessThan(1e-13)
  })

  test('counts steps and evaluations of H, and moves a hybrid state as its own', () => {
    let calls = 0
    const [{ system, start }] = drivenProblems
    const counted: DrivenQuantumSystem = {
      ...system,
      hamiltonian: (H, t) => {
        calls += 1
        system.hamiltonian(H, t)
      },
    }
    const hybrid = allocateHybrid({ trajectories: 1, dof: 1, levels: 2 })
    hybrid.q[0] = 3
    hybrid.psi.set(start)
    const own = drivenState(2, start)
    const stepper = prepare(counted)
    calls = 0 // the check that H is Hermitian calls it too
    expect([stepper.flow(own, 0.1), stepper.flow(hybrid, 0.1)]).toEqual([STATUS.ok, STATUS.ok])
    expect(stepper.counts()).toEqual({ steps: 2, evaluations: 2 * nodes, iterations: 0 })
    expect(calls).toBe(2 * nodes)
    expect([...hybrid.t, ...hybrid.q, ...hybrid.psi]).toEqual([0.1, 3, ...own.psi])
  })

  test('refuses sizes that make no sense, naming method, system and remedy', () => {
    const [{ system }] = drivenProblems
    for (const levels of [0, 1.5])
      expect(() => prepare({ ...system, levels })).toThrow(
        `${name} on rotating field: levels is ${levels}; give a whole number >= 1.`,
      )
    for (const hbar of [0, -1, Number.NaN])
      expect(() => prepare({ ...system, hbar })).toThrow(
        `${name} on rotating field: hbar is ${hbar}; give a positive number.`,
      )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e80])(
    'reports an H(t) of %d and leaves the state as it was',
    (bad) => {
      const [{ system, start }] = drivenProblems
      const broken: DrivenQuantumSystem = {
        ...system,
        hamiltonian: (H, t) => {
          system.hamiltonian(H, t)
          // beyond t = 0.5 only: the last node of the step sees it
          if (t > (nodes === 1 ? 0 : 0.5)) H[0] = bad
        },
      }
      const state = drivenState(2, start)
      const before = state.block.slice()
      const stepper = prepare(broken)
      expect(stepper.flow(state, 0.7)).toBe(STATUS.nonFinite)
      expect(state.block).toEqual(before)
      expect(stepper.counts().steps).toBe(0)
    },
  )

  test('reports a psi that is not finite', () => {
    const state = allocateDriven(2)
    state.psi[3] = Number.NaN
    expect(prepare(drivenProblems[0].system).flow(state, 0.1)).toBe(STATUS.nonFinite)
    expect(state.t[0]).toBe(0)
  })
})

describe('over 10^4 steps', () => {
  const STEPS = 10_000
  const normDrift = (flow: Flow<DrivenState>, levels: number, start: Float64Array): number => {
    const state = drivenState(levels, start)
    let worst = 0
    for (let k = 0; k < STEPS; k++) {
      flow(state, 0.05)
      worst = Math.max(worst, Math.abs(Math.sqrt(normSquared(state.psi, 0, levels)) - 1))
    }
    return worst
  }
  describe.each(drivenProblems.map(({ system, start }) => [system.name, system, start] as const))(
    '%s',
    (_, system, start) => {
      test.each(all)('%s keeps the norm to an ulp a step', (name, prepare) => {
        const drift = normDrift(prepare(system).flow, system.levels, start)
        console.info(`norm of ${name} on ${system.name}: off by ${drift.toExponential(1)}`)
        expect(drift).toBeLessThan(STEPS * Number.EPSILON)
      })
      test('RK4 does not', () =>
        expect(normDrift(drivenRungeKutta4(system), system.levels, start)).not.toBeLessThan(1e-7))
    },
  )
})

describe('the laws see', () => {
  test('that RK4 is not unitary', () =>
    expect(
      refuted([drivenDraws, times, gridNumber(1)], ({ system }, t, h) =>
        expect(unitarityDefect(drivenRungeKutta4(system), system.levels, t, h)).toBeLessThan(1e-6),
      ),
    ).toBe(true))
  test.each([
    ['RK4', drivenRungeKutta4],
    ['H taken at the start of the step', leftExponential],
  ])('that %s is not symmetric', (_, prepare) =>
    expect(
      refuted([drivenDraws, times, gridNumber(1)], (draw, t, h) =>
        expect(returnDefect(prepare(draw.system), draw, t, h)).toBeLessThan(1e-6),
      ),
    ).toBe(true),
  )
  test('only slopes tell that Magnus 4 has the wrong sign: it is as unitary and as symmetric', () =>
    expect(
      refuted([drivenDraws, times, gridNumber(1)], (draw, t, h) => {
        const flow = textbookMagnus4(draw.system, { sign: -1 })
        expect(returnDefect(flow, draw, t, h)).toBeLessThan(1e-13)
      }),
    ).toBe(false))
})
