import { solveContinuum } from '@casimir/experiments'
import {
  galerkinFilter,
  hermitianFields,
  hybridContinuum,
  prepareSpectralTail,
  spectralTail,
  torusRabi,
} from '@casimir/models'
import { expect, test } from 'vitest'
import { periodicGrid } from '../support/periodicHamiltonian.ts'
import { torusState } from '../support/torusState.ts'

const fields = hermitianFields(periodicGrid(16), 2)
const initial = torusState(fields, { varying: false })
const model = hybridContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1)
const tailOf = (P: Float64Array): number => spectralTail(fields, P, 10 / 16)

test.each([1, 2, 5])('the recorded tails are those of the recorded fields, every %d steps', (every) => {
  const run = solveContinuum({ model, initial, dt: 0.05, end: 0.5, every })
  expect([run.status, run.cutoff]).toEqual(['ok', 5])
  const start = fields.allocate()
  galerkinFilter(fields, run.cutoff)(start, initial)
  run.t.forEach((t, k) => {
    const P = t === 0 ? start : solveContinuum({ model, initial, dt: 0.05, end: t }).field
    expect(run.tail[k]).toBe(tailOf(P))
  })
  expect(new Set(run.tail).size).toBe(run.t.length)
})
test('where resolution is lost, the last tail is that of the field kept, not of the step refused', () => {
  for (const every of [1, 10]) {
    const run = solveContinuum({ model, initial, dt: 0.05, end: 4, every })
    expect(run.status).toBe('unresolved')
    const refused = Number(/rose to (\S+),/.exec(run.message)?.[1])
    expect(refused).toBeGreaterThan(0.01)
    if (run.until === run.t.at(-1)) expect(run.tail.at(-1)).toBe(tailOf(run.field))
    expect(tailOf(run.field)).toBeLessThanOrEqual(0.01)
  }
})
test('a prepared tail may be used again and again', () => {
  const prepared = prepareSpectralTail(fields, 2 / 3)
  for (const noise of [0, 0.1, 0, 0.01])
    expect(prepared(torusState(fields, { noise }))).toBe(spectralTail(fields, torusState(fields, { noise }), 2 / 3))
})
test('the packed integral is the packed matrix of the integral', () => {
  const P = torusState(fields)
  const [packed, again, matrix] = [new Float64Array(4), new Float64Array(4), new Float64Array(8)]
  fields.packedIntegral(packed.fill(7), P)
  fields.integral(matrix, P)
  fields.packing.pack(again, 0, matrix, 0)
  expect(again).toEqual(packed)
  expect(packed[0] + packed[1]).toBeCloseTo(1, 12)
  expect(Math.abs(packed[2])).toBeGreaterThan(1e-3)
})
