import { normSquared, STATUS } from '@casimir/algebra'
import { energyDrift, symplecticDefect } from '@casimir/checks'
import { DORMAND_PRINCE_853, dormandPrince853, gaussLegendre } from '@casimir/integrators'
import { ehrenfest } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import { orderOf, richardsonEnd, stepNumbers } from '../support/orderOf.ts'
import { copyFor, drivenPendulum, nonSeparable, oscillatorAt, plainPendulum } from '../support/oscillators.ts'
import { sampleCloud } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

/** A rooted tree: its branches, and how many nodes it has. */
interface Tree {
  readonly branches: ReadonlyArray<Tree>
  readonly nodes: number
}

/** All rooted trees of up to `most` nodes, by number of nodes. */
const trees = (most: number): Tree[][] => {
  const found: Tree[][] = [[], [{ branches: [], nodes: 1 }]]
  for (let nodes = 2; nodes <= most; nodes++) {
    const smaller = found.flat()
    const forests = (left: number, from: number): Tree[][] =>
      left === 0
        ? [[]]
        : smaller.flatMap((tree, k) =>
            k < from || tree.nodes > left ? [] : forests(left - tree.nodes, k).map((rest) => [tree, ...rest]),
          )
    found.push(forests(nodes - 1, 0).map((branches) => ({ branches, nodes })))
  }
  return found
}

const { a, b, error5, b3 } = DORMAND_PRINCE_853
const density = ({ nodes, branches }: Tree): number => branches.reduce((product, t) => product * density(t), nodes)
const stages = ({ branches }: Tree): number[] =>
  branches
    .map(stages)
    .map((inner) => a.map((row) => row.reduce((sum, [j, c]) => sum + c * inner[j], 0)))
    .reduce(
      (product, factor) => product.map((x, i) => x * factor[i]),
      a.map(() => 1),
    )
const residual = (weights: typeof b, tree: Tree): number => {
  const values = stages(tree)
  return Math.abs(weights.reduce((sum, [i, w]) => sum + w * values[i], 0) - 1 / density(tree))
}

describe('the order conditions of all rooted trees', () => {
  const all = trees(9)
  const worst = (weights: typeof b, order: number): number => Math.max(...all[order].map((t) => residual(weights, t)))
  const fifth = a.map((_, i) => {
    const at = (list: typeof b): number => list.find(([j]) => j === i)?.[1] ?? 0
    return [i, at(b) - at(error5)] as const
  })

  test('there are as many trees as known', () =>
    expect(all.slice(1).map((t) => t.length)).toEqual([1, 1, 2, 4, 9, 20, 48, 115, 286]))
  test('the weights have order 8 and not 9', () => {
    for (let k = 1; k <= 8; k++) expect(worst(b, k), `order ${k}`).toBeLessThan(1e-14)
    expect(worst(b, 9)).toBeGreaterThan(1e-8)
  })
  test('the embedded weights have order 5 and not 6, and 3 and not 4', () => {
    for (let k = 1; k <= 5; k++) expect(worst(fifth, k), `order ${k}`).toBeLessThan(1e-14)
    expect(worst(fifth, 6)).toBeGreaterThan(1e-8)
    for (let k = 1; k <= 3; k++) expect(worst(b3, k), `order ${k}`).toBeLessThan(1e-14)
    expect(worst(b3, 4)).toBeGreaterThan(1e-8)
  })
  test('two weights exchanged break them', () => {
    const swapped = b.map(([i, w]) => [i === 5 ? 6 : i === 6 ? 5 : i, w] as const)
    expect(worst(swapped, 3)).toBeGreaterThan(1e-4)
  })
})

const weights = new Float64Array([0.4, 0.6])
const hybrid = ehrenfest(smoothHamiltonian(3), { weights, hbar: 1 })
const cloud = sampleCloud(hybrid.shape)
const problems = [
  ['pendulum', plainPendulum, oscillatorAt(1, 1), 6, 12],
  ['driven pendulum', drivenPendulum, oscillatorAt(1, 1.5), 8, 20],
  ['Ehrenfest with three levels', hybrid, cloud, 2, 8],
] as const

describe.each(problems)('%s', (name, system, start, T, first) => {
  const reference = richardsonEnd(system, start, T, 4000)
  const run = { start, copy: copyFor(system), T, reference }

  test('a whole step has order 8', () => {
    const prepare = () => dormandPrince853(system, { tolerance: Number.POSITIVE_INFINITY }).flow
    const { slope, points, errors } = orderOf({ ...run, prepare, steps: stepNumbers(first, 1.15, 10) })
    console.info(`Dormand-Prince on ${name}: order ${slope.toFixed(3)} on ${points} points`)
    expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(8)
    expect(
      Math.abs(slope - 8),
      `slope ${slope} of ${errors.map((e) => e.toExponential(2)).join(' ')}`,
    ).toBeLessThanOrEqual(0.2)
  })

  test('the error of an adaptive run follows the tolerance, in both directions of time', () => {
    const error = (tolerance: number): number => {
      const state = copyFor(system)(start)
      const stepper = dormandPrince853(system, { tolerance })
      expect(stepper.flow(state, T)).toBe(STATUS.ok)
      const there = largestDifference(state.block.subarray(1), reference.subarray(1))
      expect(stepper.flow(state, -T)).toBe(STATUS.ok)
      expect(largestDifference(state.block, start.block)).toBeLessThan(1e3 * tolerance)
      return there
    }
    for (const tolerance of [1e-6, 1e-8, 1e-10]) {
      const e = error(tolerance)
      console.info(`${name} at tolerance ${tolerance}: ${e.toExponential(1)}`)
      expect(e).toBeLessThan(200 * tolerance)
    }
    expect(error(1e-10)).toBeLessThan(error(1e-5))
  })
})

test('it is neither symplectic, unitary nor bounded in energy, as Gauss is', () => {
  const form = { shape: hybrid.shape, weights, hbar: 1 }
  const whole = { tolerance: Number.POSITIVE_INFINITY }
  const defect = (prepare: Parameters<typeof symplecticDefect>[0]) => symplecticDefect(prepare, form, cloud, 0.6)
  expect(defect(() => dormandPrince853(hybrid, whole).flow)).toBeGreaterThan(
    10 * defect(() => gaussLegendre(hybrid, { stages: 4 }).flow),
  )
  const state = copyFor(hybrid)(cloud)
  const { flow } = dormandPrince853(hybrid, whole)
  for (let k = 0; k < 200; k++) flow(state, 0.4)
  expect(Math.abs(normSquared(state.psi, 0, 3) - 1)).toBeGreaterThan(1e-8)
  const swing = oscillatorAt(0, -1.5)
  const stepper = dormandPrince853(nonSeparable, whole)
  const series = Float64Array.from({ length: 10_000 }, () => {
    stepper.flow(swing, 0.2)
    return nonSeparable.energy(swing)
  })
  expect(energyDrift(series).bounded).toBe(false)
})

test('its energy drifts as h^9 t, which over long times hides its order', () => {
  const drift = (h: number): number => {
    const state = oscillatorAt(1.2, 0.7)
    const { flow } = dormandPrince853(plainPendulum, { tolerance: Number.POSITIVE_INFINITY })
    const start = plainPendulum.energy(state)
    for (let k = 0; k < Math.round(600 / h); k++) flow(state, h)
    return Math.abs(plainPendulum.energy(state) - start)
  }
  expect(Math.abs(Math.log2(drift(0.4) / drift(0.2)) - 9)).toBeLessThan(0.2)
})

test('it reports failure, leaves the state as it was, and refuses bad options', () => {
  const state = oscillatorAt(0.5, 1.2)
  const before = state.block.slice()
  expect(dormandPrince853(plainPendulum, { most: 2 }).flow(state, 20)).toBe(STATUS.notConverged)
  expect(largestDifference(state.block, before)).toBe(0)
  const lost = oscillatorAt(Number.NaN, 1)
  expect(dormandPrince853(plainPendulum).flow(lost, 1)).toBe(STATUS.nonFinite)
  expect(() => dormandPrince853(plainPendulum, { tolerance: 0 })).toThrow('tolerance is 0')
  expect(() => dormandPrince853(plainPendulum, { most: 0 })).toThrow('most is 0')
})
