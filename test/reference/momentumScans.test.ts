import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compare, decodeStudy } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

/**
 * Ehrenfest upper-adiabat populations of one trajectory from x = -10 on the lower adiabat, converged, from a hand-written splitting independent of this project
 * (the project's reference numbers: to 5 decimals).
 */
const references: { readonly [preset: string]: { readonly [k: number]: number } } = {
  'tully1-scattering': { 10: 0.16784, 15: 0.33488, 20: 0.49938, 25: 0.62642, 30: 0.7167 },
  'tully2-stueckelberg': { 16: 0.13179, 20: 0.00168, 30: 0.67506, 50: 0.00002 },
  'tully3-reflection': { 10: 0.3015, 15: 0.35931, 20: 0.39019 },
}

const pointsOf = (preset: string, dt: number) => {
  const path = fileURLToPath(new URL(`../../packages/cli/presets/${preset}.yaml`, import.meta.url))
  const methods = [{ name: 'ehrenfest', sampling: 'const', integrator: { dt } }]
  const study = decodeStudy({ ...parse(readFileSync(path, 'utf8')), methods }, () => E.left('there are no files here'))
  if (E.isLeft(study)) throw new Error(study.left.map(({ message }) => message).join('\n'))
  return study.right.points
}

const upperAt = async (preset: string, dt: number, k: number): Promise<number> => {
  const point = pointsOf(preset, dt).find(({ settings }) => settings.some(({ value }) => value === k))
  if (!point) throw new Error(`${preset} has no momentum ${k}`)
  const { runs } = await compare(point.decoded)
  return runs[0]?.result.observables.adiabatic?.[1]?.at(-1) ?? Number.NaN
}

/**
 * The references are read at x = 10, the runs go on. On tully2 the levels, 0.05 apart, are still coupled there by V01 = C exp(-D x^2): the derivative coupling d = 2 D x V01/0.05 moves at most
 * 2 sqrt(P0 P1) d v/0.05 on.
 */
const beyond = (preset: string, k: number, upper: number): number => {
  if (preset !== 'tully2-stueckelberg') return 0
  const [C, D, x, gap] = [0.015, 0.06, 10, 0.05]
  const coupling = (2 * D * x * C * Math.exp(-D * x * x)) / gap
  return (2 * Math.sqrt(upper * (1 - upper)) * coupling * (k / 2000)) / gap
}

describe.each(Object.keys(references))('the momenta of %s', (preset) => {
  test('are 16', () => expect(pointsOf(preset, 1).length).toBe(16))
  /** Half a unit of the last decimal, and the error of the step, a quarter of what changes when it is doubled twice. */
  test.each(Object.entries(references[preset] ?? {}))('k = %s has the Ehrenfest population known', async (k, known) => {
    const [fine, coarse] = [await upperAt(preset, 1, Number(k)), await upperAt(preset, 5, Number(k))]
    const step = Math.abs(coarse - fine) / 24
    expect(Math.abs(fine - known)).toBeLessThan(1.5e-5 + 2 * step + beyond(preset, Number(k), known))
    expect(step).toBeLessThan(1e-4)
  })
})
