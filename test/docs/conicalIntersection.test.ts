import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compare, decodeCompare } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const text = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../docs/${path}`, import.meta.url)), 'utf8')
const page = text('conical-intersection.md')
const example = parse(text('examples/linear-vibronic.yaml'))

const runsOf = async (document: unknown) => {
  const decoded = decodeCompare(document, () => E.left('this test gives no files'))
  if (E.isLeft(decoded)) throw new Error(decoded.left.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  const { runs } = await compare(decoded.right)
  expect(runs.map(({ result }) => result.status)).toEqual(runs.map(() => 'ok'))
  return runs
}
const coarse = { name: 'exact', grid: { points: [64, 64] } }

describe('docs/conical-intersection.md', () => {
  test('its row of Ehrenfest and what it says of exact are what docs/examples/linear-vibronic.yaml gives, on a grid of 64 x 64', async () => {
    const [exact, ehrenfest] = await runsOf({ ...example, methods: [coarse, example.methods[1]] })
    const cells = page
      .split('\n')
      .find((line) => line.startsWith(`| Ehrenfest, ${example.methods[1].particles} trajectories |`))
      ?.split('|')
      .map(Number)
    if (!cells || !ehrenfest.deviations) throw new Error('no row of Ehrenfest, or no deviations')
    const { population, purity, q, p } = ehrenfest.deviations
    // Half a unit of the last digit that the page has, and 1 % for the grid.
    for (const [k, { rms }] of [population, purity, q, p].entries())
      expect(Math.abs(cells[k + 2] - rms)).toBeLessThan(5e-4 + 0.01 * rms)

    const [, stated, from, to] =
      /reaches the (0\.\d+) of level 0 that the exact\s+dynamics shows at (\d+) to (\d+) fs/.exec(page) ?? []
    const { t, observables } = exact.result
    const inside = t.map((time) => time * 0.6582119569).map((fs) => fs >= Number(from) && fs <= Number(to))
    const [level] = observables.population
    const largest = Math.max(...level)
    expect(Math.abs(largest - Number(stated))).toBeLessThan(0.005 + 0.001)
    expect(inside[level.indexOf(largest)]).toBe(true)
    expect(Math.max(...ehrenfest.result.observables.population[0])).toBeLessThan(largest - 0.1)
  })

  test('koopmons are closer to exact than Ehrenfest trajectories of the same start, in a short run of thirty', async () => {
    const particles = 30
    const [, ehrenfest, koopmon] = await runsOf({
      ...example,
      methods: [
        coarse,
        { name: 'ehrenfest', particles },
        { name: 'koopmon', particles, integrator: { name: 'midpoint', dt: 0.5, tolerance: 1e-9 } },
      ],
      time: { end: 16, record: 2 },
    })
    if (!ehrenfest.deviations || !koopmon.deviations) throw new Error('no deviations')
    expect(koopmon.deviations.purity.rms).toBeLessThan(0.7 * ehrenfest.deviations.purity.rms)
    expect(koopmon.deviations.population.rms).toBeLessThan(ehrenfest.deviations.population.rms)
  })
})
