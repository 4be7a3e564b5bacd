import { allocateHybrid } from '@casimir/algebra'
import { kinetic, separable, twoLevel } from '@casimir/models'
import { expect, test } from 'vitest'
import { ensembleMeans } from '../../packages/experiments/src/methods/ensembleMeans.ts'
import { LOST, runGauge } from '../../packages/experiments/src/methods/runGauge.ts'
import { trajectoryReading } from '../../packages/experiments/src/methods/trajectoryReading.ts'
import { allocateObservation } from '../../packages/experiments/src/observables/Observation.ts'

const shape = { levels: 2, dof: 1 }
/** B is sz left of q = 1 and sx right of it, so that its eigenvectors jump and the gauge ends there. */
const jump = separable(
  'jump',
  kinetic(2, 1),
  twoLevel(
    (c, x) => {
      c[x[0] < 1 ? 3 : 1] = 1
    },
    () => undefined,
  ),
)

const observedAt = (weights: ReadonlyArray<number>, independent: boolean) => {
  const state = allocateHybrid({ trajectories: weights.length, ...shape })
  weights.forEach((_, a) => {
    state.psi[4 * a] = 0.6
    state.psi[4 * a + 2] = 0.8
  })
  const initial = { point: { q: [0], p: [0], basis: 'diabatic', level: 0 } } as const
  const reading = trajectoryReading(jump, {}, runGauge(jump, initial))
  const { observe, scatter } = ensembleMeans({
    shape,
    state,
    weights: Float64Array.from(weights),
    independent,
    read: (out, from, a) => reading.read(out, from, state, a),
  })
  const out = allocateObservation(shape)
  return {
    at: (...q: number[]) => {
      state.q.set(q)
      observe(out)
      return { ...out, block: out.block.slice(), adiabaticDensity: out.adiabaticDensity.slice() }
    },
    scatter,
    notes: reading.notes,
  }
}
const isAllNaN = (x: ArrayLike<number>): boolean => Array.from(x).every(Number.isNaN)
const areFinite = (x: ArrayLike<number>): boolean => Array.from(x).every(Number.isFinite)

test.each([true, false])(
  'one trajectory beyond the end of the gauge makes the adiabatic density NaN, and nothing else (independent: %s)',
  (independent) => {
    const { at, scatter, notes } = observedAt([0.5, 0.5], independent)
    const { adiabaticDensity } = at(0, 0.9)
    expect(areFinite(adiabaticDensity)).toBe(true)
    expect(adiabaticDensity[0] + adiabaticDensity[6]).toBeCloseTo(1, 14)
    expect(notes()).toEqual([])
    // of the record before nothing may be left
    const beyond = at(0, 1.1)
    expect(isAllNaN(beyond.adiabaticDensity)).toBe(true)
    expect(areFinite(beyond.adiabatic)).toBe(true)
    expect(areFinite(beyond.density)).toBe(true)
    expect(notes()).toEqual([LOST])
    if (scatter) {
      expect(isAllNaN(scatter.spread.adiabaticDensity)).toBe(true)
      expect(areFinite(scatter.spread.density)).toBe(true)
    }
    expect(areFinite(at(0, 0.9).adiabaticDensity)).toBe(true)
  },
)

test.each([true, false])('one of weight 0 does not (independent: %s)', (independent) => {
  const { at, notes } = observedAt([0.5, 0.5, 0], independent)
  expect(areFinite(at(0, 0.9, 1.1).block)).toBe(true)
  expect(notes()).toEqual([])
})
