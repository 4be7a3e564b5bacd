import type { FieldVelocity } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import { fieldRungeKutta4, integrate } from '@casimir/integrators'
import {
  ehrenfestEnergy,
  galerkinFilter,
  hermitianFields,
  hybridBracket,
  hybridEnergy,
  torusRabi,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid } from '../support/periodicHamiltonian.ts'
import { runProbe } from '../support/runProbe.ts'
import { torusState } from '../support/torusState.ts'

const swing = (out: Float64Array, at: { readonly [i: number]: number }): void => {
  out[0] = at[1]
  out[1] = -Math.sin(at[0])
}

describe('the classical method on fields', () => {
  const H = torusRabi({ splitting: 1, coupling: 0.5 })
  const fields = hermitianFields(periodicGrid(16), 2)
  const velocities = {
    'the hybrid model': hybridBracket(fields, 1).vectorField(hybridEnergy(fields, H, 1)),
    Ehrenfest: hybridBracket(fields, 1).vectorField(ehrenfestEnergy(fields, H)),
  }
  const start = torusState(fields, { varying: false })
  const end = (velocity: FieldVelocity, steps: number): Float64Array => {
    const state = { block: start.slice() }
    const flow = fieldRungeKutta4(velocity, fields.size, { filter: galerkinFilter(fields, 4) })
    const { status } = integrate({ state, flow, h: 0.4 / steps, steps, observers: {} })
    if (status !== STATUS.ok) throw new Error(`status ${status}`)
    return state.block
  }
  test.each(Object.entries(velocities))('has order 4 on %s, filtered', (_, velocity) => {
    const reference = end(velocity, 128)
    const { slope } = convergenceOrder(
      [4, 8, 16].map((n) => 0.4 / n),
      (h) => largestDifference(end(velocity, Math.round(0.4 / h)), reference),
      1e-15,
      1e-2,
    )
    expect(Math.abs(slope - 4)).toBeLessThan(0.15)
  })
  test('moves along the filtered velocity only', () => {
    const state = { block: Float64Array.of(0.3, 0.7) }
    const filter = (out: Float64Array, field: { readonly [i: number]: number }): void => {
      out[0] = field[0]
      out[1] = 0
    }
    fieldRungeKutta4(swing, 2, { filter })(state, 0.5)
    expect(state.block[0]).toBeCloseTo(0.3 + 0.5 * 0.7, 14)
    expect(state.block[1]).toBe(0.7)
  })
})

describe('a step that must not be taken', () => {
  test('is undone and returns the guard status', () => {
    const state = { block: Float64Array.of(0.3, 0.7) }
    const seen: number[] = []
    const flow = fieldRungeKutta4(swing, 2, {
      guard: (block) => {
        seen.push(block[0])
        return block[0] > 0.6 ? STATUS.unresolved : STATUS.ok
      },
    })
    const run = integrate({ state, flow, h: 0.25, steps: 20, observers: {} })
    expect([run.ended, run.status]).toEqual(['failed', STATUS.unresolved])
    expect(seen.at(-1)).toBeGreaterThan(0.6)
    expect(state.block[0]).toBe(seen.at(-2))
  })
  test('is undone when it ends at no finite number, whatever the guard says', () => {
    const state = { block: Float64Array.of(1) }
    const flow = fieldRungeKutta4((out) => out.fill(Number.NaN), 1, { guard: () => STATUS.ok })
    expect(flow(state, 0.1)).toBe(STATUS.nonFinite)
    expect(state.block[0]).toBe(1)
  })
  test('sizes are refused', () => {
    expect(() => fieldRungeKutta4(swing, 0)).toThrow(/a field of 0 numbers; give a whole number/)
    expect(() => fieldRungeKutta4(swing, 2)({ block: new Float64Array(3) }, 0.1)).toThrow(
      /has 3 numbers; it was prepared for 2/,
    )
  })
})

describe('a step allocates nothing', () => {
  const { rows, stderr } = runProbe<{ name: string; heap: number; arrayBuffers: number }>(
    new URL('../support/fieldAllocationProbe.ts', import.meta.url),
  )
  test('the probe ran', () => {
    expect(stderr).toBe('')
    expect(rows.length).toBe(4)
  })
  test.each(rows.filter(({ name }) => !name.includes('that allocates')).map((row) => [row.name, row] as const))(
    '%s',
    (_, row) => {
      expect(row.arrayBuffers).toBe(0)
      expect(row.heap).toBeLessThan(1000)
    },
  )
  test('a velocity that allocates an array is caught by both measures', () => {
    const bad = rows.find(({ name }) => name.includes('that allocates'))
    expect(bad?.arrayBuffers).toBeGreaterThan(0)
    expect(bad?.heap).toBeGreaterThan(1000)
  })
})
