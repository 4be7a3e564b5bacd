import type { Reading, Writing } from '@casimir/algebra'
import type { FieldFunctional } from '@casimir/models'
import { expectationDensity, hermitianFields, hybridBracket, localFunctional } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { periodicGrid, periodicHamiltonian, smoothPacket } from '../support/periodicHamiltonian.ts'

const fields = hermitianFields(periodicGrid(8), 2)
const P = smoothPacket(fields, { rank: 'full' })
const Q = smoothPacket(fields, { seed: 9 })
const [f, g, h] = [1, 2, 3].map((seed) => localFunctional(fields, expectationDensity(periodicHamiltonian(2, { seed }))))

/** A functional whose derivative first calls something else at another field, as a derivative of a bracket does. */
const interrupted = (inner: FieldFunctional, call: (at: Reading) => unknown): FieldFunctional => ({
  ...inner,
  derivative: (out: Writing, at: Reading) => {
    call(Q)
    inner.derivative(out, at)
    call(Q)
  },
})

describe('brackets and vector fields of one object may be nested', () => {
  const one = hybridBracket(fields, 0.7)
  const scratch = fields.allocate()
  const inner: ReadonlyArray<readonly [string, (at: Reading) => unknown]> = [
    ['a bracket', one.bracket(g, h)],
    ['a vector field', (at) => one.vectorField(g)(scratch, at)],
  ]
  test.each(inner)('%s, called while another is evaluated, changes nothing', (_, call) => {
    const alone = hybridBracket(fields, 0.7)
    expect(one.bracket(f, interrupted(h, call))(P)).toBe(alone.bracket(f, h)(P))
    const [out, expected] = [fields.allocate(), fields.allocate()]
    one.vectorField(interrupted(h, call))(out, P)
    alone.vectorField(h)(expected, P)
    expect(largestDifference(out, expected)).toBe(0)
    expect(largestDifference(expected, fields.allocate())).toBeGreaterThan(0.01)
  })
  test('one and the same bracket, called within itself, is seen to change', () => {
    const square: FieldFunctional = {
      ...f,
      derivative: (out, at) => {
        for (let i = 0; i < out.length; i++) out[i] = at[i] * at[i]
      },
    }
    const state: { outer?: (at: Reading) => number; deep: boolean } = { deep: false }
    const again = interrupted(h, () => {
      if (state.deep) return
      state.deep = true
      state.outer?.(Q)
      state.deep = false
    })
    state.outer = one.bracket(square, again)
    expect(Math.abs(state.outer(P) - one.bracket(square, h)(P))).toBeGreaterThan(1e-6)
  })
})
