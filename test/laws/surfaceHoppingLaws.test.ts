import type { HybridHamiltonian } from '@casimir/algebra'
import type { HoppingRun, PrepareHoppingRun } from '@casimir/checks'
import { surfaceHoppingLaws } from '@casimir/checks'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { ladder, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { hoppingInstance } from '../support/hoppingInstances.ts'
import { swirl } from '../support/surfaceHoppingModels.ts'
import { lawsNamed } from '../support/verdictsOf.ts'

const trial = { draws: 20, seed: 1 }
const two = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const three = ladder({ omega: 1, E0: 0, E1: 1, E2: 2, g01: 0.5, g12: 0.4 })
const cumulative = { hopping: 'cumulative', rescale: 'velocity', frustrated: 'ignore' } as const

const failing = (...given: Parameters<typeof hoppingInstance>): string[] =>
  surfaceHoppingLaws(hoppingInstance(...given))
    .filter(({ id }) => id !== 'hopping/populations')
    .filter((law) => law.check(trial).verdict === 'fails')
    .map(({ id }) => id)
/** The laws of Hamiltonian dynamics, which no hopping keeps. */
const UNKEPT = ['hopping/reversible', 'hopping/symplectic']
const populations = (...given: Parameters<typeof hoppingInstance>): string => {
  const [law] = lawsNamed(surfaceHoppingLaws(hoppingInstance(...given)), ['hopping/populations'])
  return law.check({ draws: 50, seed: 1 }).verdict
}

describe('surface hopping', () => {
  test.each<readonly [string, HybridHamiltonian, Partial<SurfaceHoppingOptions>]>([
    ['three levels', three, {}],
    ['three levels, one number a hop', three, cumulative],
    ['two coordinates and complex couplings', swirl, {}],
  ])('%s: has every law but those of Hamiltonian dynamics', (_, hamiltonian, options) =>
    expect(failing(hamiltonian, options)).toEqual(UNKEPT),
  )
  test('decoherence costs order and symmetry', () =>
    expect(failing(three, { decoherence: 'edc' })).toEqual(['hopping/order', 'hopping/symmetric', ...UNKEPT]))
  test('active states and amplitudes part, unless decoherence keeps them together', () => {
    expect(populations(swirl)).toBe('fails')
    expect(populations(swirl, { decoherence: 'edc' })).toBe('holds')
  })
})

/** Runs whose steps are followed by something wrong. */
const after =
  (spoil: (run: HoppingRun, h: number, before: Int32Array) => void) =>
  (prepare: PrepareHoppingRun): PrepareHoppingRun =>
  (N, uniform) => {
    const run = prepare(N, uniform)
    return {
      ...run,
      step: (h) => {
        const before = run.active.slice()
        const status = run.step(h)
        spoil(run, h, before)
        return status
      },
    }
  }
/** Made once for all runs: what one run leaves, the next finds. */
const worn = (prepare: PrepareHoppingRun): PrepareHoppingRun => {
  let used = 0
  return (N, uniform) => {
    used += 1
    return after(({ state }) => {
      state.q[0] += 1e-14 * used
    })(prepare)(N, uniform)
  }
}
/** A hop of level 0 to 1 that asks for no chance. */
const eager = after(({ active, hops }) => {
  if (active[0] === 0) {
    active[0] = 1
    hops[0] += 1
  }
})
/** p halfway to what a hop made of it. */
const underpaid = (prepare: PrepareHoppingRun): PrepareHoppingRun =>
  after(({ state, active }, _, before) => {
    if (active[0] !== before[0]) state.p[0] *= 0.9
  })(prepare)
/** The first random number of a step is that of the trajectory before. */
const sharing =
  (prepare: PrepareHoppingRun): PrepareHoppingRun =>
  (N, uniform) =>
    prepare(N, () => uniform(0))

describe.each<readonly [string, string, (prepare: PrepareHoppingRun) => PrepareHoppingRun]>([
  [
    'hopping/runs',
    'a clock that runs slow',
    after(({ state }, h) => {
      state.t[0] -= 1e-3 * h
    }),
  ],
  [
    'hopping/unitary',
    'amplitudes that grow',
    after(({ state }) => {
      state.psi[0] *= 1 + 1e-9
    }),
  ],
  ['hopping/hop-energy', 'a hop that changes the momentum by more than its energy', underpaid],
  [
    'hopping/energy',
    'friction',
    after(({ state }, h) => {
      state.p[0] *= 1 - 0.1 * h
    }),
  ],
  [
    'hopping/order',
    'a coordinate that lags by h^2',
    after(({ state }, h) => {
      state.q[0] += 0.1 * h * Math.abs(h)
    }),
  ],
  [
    'hopping/symmetric',
    'friction',
    after(({ state }, h) => {
      state.p[0] *= 1 - 0.1 * Math.abs(h)
    }),
  ],
  ['hopping/repeatable', 'a run that finds what the last one left', worn],
  ['hopping/independent', 'trajectories that share their random numbers', sharing],
  [
    'hopping/unitaries',
    'a diabatic level that pulls',
    after(({ state }, h) => {
      state.p[0] += 1e-3 * h * state.psi[0] ** 2
    }),
  ],
  ['hopping/uncoupled', 'hops without a chance', eager],
  ['hopping/crossing', 'hops without a chance', eager],
])('%s', (id, fault, spoil) => {
  test(`sees ${fault}, and shows the case`, () => {
    const [law] = lawsNamed(surfaceHoppingLaws(hoppingInstance(two, {}, spoil)), [id])
    const { verdict, counterexample } = law.check(trial)
    expect(verdict).toBe('fails')
    expect(counterexample?.reason).toBeUndefined()
    expect(counterexample?.code).toContain('const seed = ')
  })
})

test('a level that keeps its number where it should keep its state is told by crossings, not by hops', () => {
  const numbered = after(({ active }, _, before) => active.set(before))
  const [crossing, uncoupled] = lawsNamed(surfaceHoppingLaws(hoppingInstance(two, {}, numbered)), [
    'hopping/crossing',
    'hopping/uncoupled',
  ])
  const many = { draws: 300, seed: 1 }
  expect([crossing.check(many).verdict, uncoupled.check(many).verdict]).toEqual(['fails', 'holds'])
})

test('a step that fails is a failed law with the status', () => {
  const laws = surfaceHoppingLaws(
    hoppingInstance(two, {}, (prepare) => (N, uniform) => ({ ...prepare(N, uniform), step: () => 2 })),
  )
  const reasons = lawsNamed(laws, ['hopping/runs', 'hopping/unitary', 'hopping/crossing']).map(
    (law) => law.check(trial).counterexample?.reason,
  )
  for (const reason of reasons) expect(reason).toMatch(/^a step of .* ends with status 2$/)
})

test('populations, reversal and the form hold for levels that do not depend on q: the laws can be kept', () => {
  const still = rabi({ omega: 1, splitting: 1, coupling: 0 })
  expect([failing(still), populations(still)]).toEqual([[], 'holds'])
})
