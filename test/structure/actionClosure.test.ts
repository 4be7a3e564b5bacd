import type { HybridSystem } from '@casimir/algebra'
import { closureLagrangian, ehrenfest, gaussian, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import type { Displacement } from '../support/actionOfTrajectories.ts'
import {
  movePoints,
  pathOfTrajectories,
  trajectoryActionVariation,
  turnStates,
} from '../support/actionOfTrajectories.ts'
import { constantHermitian } from '../support/constantHermitian.ts'
import { periodicHamiltonian } from '../support/periodicHamiltonian.ts'
import { printedTwin } from '../support/printedTwin.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const N = 4
const T = 0.3
const HBAR = 0.7
const weights = unequalWeights(N)
const mollifier = { q: [gaussian(0.6, 8.5)], p: [gaussian(0.7, 8.5)] }

const hamiltonians = [
  ['rabi', rabi({ omega: 1, splitting: 1, coupling: 0.6 })],
  ['three levels', smoothHamiltonian(3)],
] as const

describe.each(hamiltonians)('%s, unequal weights', (_, hamiltonian) => {
  const n = hamiltonian.levels
  const koopmons = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing: 0.6 })
  const bare = ehrenfest(hamiltonian, { weights, hbar: HBAR })
  const { shape } = bare
  const start = sampleCloud(shape)
  const generators = Array.from({ length: N }, (_, a) => constantHermitian(n, a + 1))
  const displacements = [
    ['q and p', movePoints(T, sampleCloud(shape, 1, 0.2))],
    ['psi', turnStates(T, n, generators)],
  ] as const
  const path = (system: HybridSystem) => pathOfTrajectories(system, start, T, 14)
  const paths = { koopmons: path(koopmons), ehrenfest: path(bare), printed: path(printedTwin(koopmons, weights)) }
  const variation = (system: HybridSystem, along: ReturnType<typeof path>, displace: Displacement): number =>
    Math.abs(trajectoryActionVariation(closureLagrangian(system, weights), shape, along, displace))

  test.each(displacements)(
    '(15) is stationary on (16), varying %s, and not on Ehrenfest trajectories',
    (_, displace) => {
      const wrong = variation(koopmons, paths.ehrenfest, displace)
      expect(wrong).toBeGreaterThan(1e-4)
      expect(variation(koopmons, paths.koopmons, displace)).toBeLessThan(1e-10 * wrong)
    },
  )

  test.each(displacements)(
    'without hbar terms it is stationary on (6), varying %s, and not on koopmons',
    (_, displace) => {
      const wrong = variation(bare, paths.koopmons, displace)
      expect(wrong).toBeGreaterThan(1e-4)
      expect(variation(bare, paths.ehrenfest, displace)).toBeLessThan(1e-10 * wrong)
    },
  )

  test('(16) as printed, without w_a in dh/drho_a, is no solution of its variational principle (E1)', () => {
    const [, turn] = displacements[1]
    expect(variation(koopmons, paths.printed, turn)).toBeGreaterThan(1e-4)
  })
})

test('varying q and p only is blind to E1, as the energy is', () => {
  const hamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
  const koopmons = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing: 0.6 })
  const printed = pathOfTrajectories(printedTwin(koopmons, weights), sampleCloud(koopmons.shape), T, 14)
  const move = movePoints(T, sampleCloud(koopmons.shape, 1, 0.2))
  const lagrangian = closureLagrangian(koopmons, weights)
  expect(Math.abs(trajectoryActionVariation(lagrangian, koopmons.shape, printed, move))).toBeLessThan(1e-12)
})

describe('two degrees of freedom', () => {
  const hamiltonian = periodicHamiltonian(2, { seed: 3, dof: 2 })
  const bare = ehrenfest(hamiltonian, { weights, hbar: HBAR })
  const { shape } = bare
  const start = sampleCloud(shape)
  test("the Lagrangian is sum_a w_a (p_a . q_a' + Re <psi_a | i hbar psi_a'>) - h", () => {
    const [state, rate] = [start, sampleCloud(shape, 5)]
    const stated = Array.from(weights).reduce((sum, w, a) => {
      const moving = state.p[2 * a] * rate.q[2 * a] + state.p[2 * a + 1] * rate.q[2 * a + 1]
      const turning = [0, 1].reduce((s, j) => {
        const k = 2 * (2 * a + j)
        return s - HBAR * (state.psi[k] * rate.psi[k + 1] - state.psi[k + 1] * rate.psi[k])
      }, 0)
      return sum + w * (moving + turning)
    }, -bare.energy(state))
    expect(Math.abs(closureLagrangian(bare, weights).value(state, rate) - stated)).toBeLessThan(1e-14)
  })
  test('its action is stationary on (6), and not on the trajectories of another Hamiltonian', () => {
    const other = ehrenfest(periodicHamiltonian(2, { seed: 8, dof: 2 }), { weights, hbar: HBAR })
    const [right, wrong] = [bare, other].map((system) => pathOfTrajectories(system, start, T, 14))
    const generators = Array.from({ length: N }, (_, a) => constantHermitian(2, a + 1))
    for (const displace of [movePoints(T, sampleCloud(shape, 1, 0.2)), turnStates(T, 2, generators)]) {
      const along = (path: typeof right): number =>
        Math.abs(trajectoryActionVariation(closureLagrangian(bare, weights), shape, path, displace))
      expect(along(wrong)).toBeGreaterThan(1e-4)
      expect(along(right)).toBeLessThan(1e-10 * along(wrong))
    }
  })
})

test('a Lagrangian needs one weight a trajectory', () => {
  const system = ehrenfest(rabi({ omega: 1, splitting: 1, coupling: 0 }), { weights, hbar: 1 })
  expect(() => closureLagrangian(system, unequalWeights(3))).toThrow('3 weights for 4 trajectories')
})
