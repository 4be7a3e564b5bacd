import { allocateGradient, STATUS } from '@casimir/algebra'
import { bspline, koopmon, rabi } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'

const hamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.6 })
const mollifier = { q: [bspline(5, 0.5)], p: [bspline(5, 0.5)] }
const spacing = 0.7
const weights = unequalWeights(6)

describe('the lattice', () => {
  test('follows the cloud in q and in p, out and back, without a trace in the gradient', () => {
    const make = () => koopmon(hamiltonian, { weights, hbar: 1, mollifier, spacing })
    const moving = make()
    const gradient = allocateGradient(moving.shape)
    for (const [dq, dp] of [
      [0, 0],
      [0, 6],
      [5, 6],
      [5, -7],
      [-200, 150],
      [0.3, -0.2],
    ]) {
      const state = sampleCloud(moving.shape)
      for (let a = 0; a < weights.length; a++) {
        state.q[a] += dq
        state.p[a] += dp
      }
      const fresh = make()
      const expected = allocateGradient(fresh.shape)
      moving.gradient(gradient, state)
      fresh.gradient(expected, state)
      expect(distance(gradient.block, expected.block)).toBe(0)
    }
  })

  test('holds no more than a few times the nodes the cloud touches, however far one particle goes', () => {
    const system = koopmon(hamiltonian, { weights, hbar: 1, mollifier, spacing })
    const state = sampleCloud(system.shape)
    const gradient = allocateGradient(system.shape)
    system.gradient(gradient, state)
    const held = state.q[0]
    /** The nodes of a lattice laid for this cloud alone. */
    const fresh = (): number => {
      const other = koopmon(hamiltonian, { weights, hbar: 1, mollifier, spacing })
      other.gradient(allocateGradient(other.shape), state)
      return other.nodes()
    }
    let most = 0
    for (let k = 1; k < 100; k++) {
      state.q[0] = 10 * k
      system.gradient(gradient, state)
      expect(system.nodes()).toBeLessThanOrEqual(4 * fresh())
      most = Math.max(most, system.nodes() / fresh())
    }
    // what it was allowed to keep it kept: it is not laid anew at every step
    expect(most).toBeGreaterThan(3)
    state.q[0] = held
    system.gradient(gradient, state)
    expect(system.nodes()).toBeLessThanOrEqual(4 * fresh())
  })

  test('says when a cloud is too spread out to be covered', () => {
    const system = koopmon(hamiltonian, { weights, hbar: 1, mollifier, spacing })
    const state = sampleCloud(system.shape)
    state.q[0] = 1e6
    state.p[0] = 1e6
    expect(system.gradient(allocateGradient(system.shape), state)).toBe(STATUS.ok)
    expect(system.mollifiedDensity(state)).toBeUndefined()
    state.q[0] = 1e12
    expect(system.gradient(allocateGradient(system.shape), state)).toBe(STATUS.latticeTooLarge)
    expect(system.energy(state)).toBeNaN()
    expect(system.latticeStatus()).toBe(STATUS.latticeTooLarge)
    expect(system.mollifiedDensity(state)).toBeUndefined()
  })
})

describe('the cost of a gradient', () => {
  test('visits the same number of nodes per particle whatever N and wherever they are', () => {
    const perParticle = new Set<number>()
    for (const count of [1, 10, 100])
      for (const centre of [0, 0.123, -7.9]) {
        const system = koopmon(hamiltonian, { weights: unequalWeights(count), hbar: 1, mollifier, spacing })
        const gradient = allocateGradient(system.shape)
        system.gradient(gradient, sampleCloud(system.shape, 1, centre))
        expect(system.visits()).toBe(2 * count * system.nodesPerParticle)
        perParticle.add(system.visits() / count)
      }
    expect(perParticle.size).toBe(1)
  })
})
