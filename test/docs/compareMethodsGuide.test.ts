import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, decodeStudy, specSchema } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/guide/compare-methods.md'), 'utf8')
const [comparison, ...sweeps] = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml]) => parse(yaml ?? ''))
const noFiles = (): E.Either<string, string> => E.left('this test gives no files')
const decoded = (document: unknown) => {
  const study = decodeStudy(document, noFiles)
  if (E.isLeft(study)) throw new Error(study.left.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return study.right
}

describe('docs/guide/compare-methods.md', () => {
  test('its comparison decodes, and made small it runs with error bars on every sampled method', async () => {
    expect(decoded(comparison).points.length).toBe(1)
    const small = {
      ...comparison,
      methods: comparison.methods.map((method: { name: string; particles?: number }) =>
        method.particles === undefined ? method : { ...method, particles: 16 },
      ),
      time: { end: 50, record: 50 },
    }
    const [point] = decoded(small).points
    if (!point) throw new Error('the comparison has no point')
    const { runs, status } = await compare(point.decoded)
    expect(status).toBe('ok')
    expect(runs.map(({ result }) => result.errors !== undefined)).toEqual([false, true, true, true])
  })
  test('its sweeps are studies of the points it says', () => {
    expect(sweeps.length).toBe(2)
    const [grid, together] = sweeps
    const rabi = { ...comparison, problem: { name: 'rabi' }, methods: [{ name: 'exact' }, { name: 'koopmon' }] }
    const packet = { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } }
    expect(decoded({ ...rabi, initial: packet, time: { end: 1 }, ...grid }).points.length).toBe(6)
    expect(decoded({ ...comparison, ...together }).points.length).toBe(3)
  })
  test('every option, series and file that it names is there', () => {
    const schema = JSON.stringify(specSchema())
    const options = [...page.matchAll(/`(\w+): (\w+(?: \| \w+)+)`/g)]
    expect(options.length).toBe(4)
    for (const [, key, values] of options) {
      expect(schema).toContain(`"${key}"`)
      for (const value of (values ?? '').split(' | ')) expect(schema).toContain(`"${value}"`)
    }
    const source = readFileSync(join(root, 'packages/experiments/src/observables/Observation.ts'), 'utf8')
    for (const series of [
      'population',
      'adiabatic',
      'active',
      'transmitted',
      'reflected',
      'adiabaticDensity',
      'energyChange',
    ]) {
      expect(page).toContain(`\`${series}\``)
      expect(source).toContain(`${series}: per`.replace('energyChange: per', 'energyChange: one'))
    }
    expect(existsSync(join(root, 'docs/presets'))).toBe(true)
  })
})
