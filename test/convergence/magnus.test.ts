import type { DrivenQuantumSystem, DrivenState, Flow } from '@casimir/algebra'
import { hermitianEigen, innerProduct, letter } from '@casimir/algebra'
import type { MeasuredOrder } from '@casimir/checks'
import { convergenceOrder } from '@casimir/checks'
import {
  cayleyMagnus2,
  cayleyMagnus4,
  commutatorFree4,
  compile,
  magnus2,
  magnus4,
  magnus6,
  suzuki4,
} from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import {
  drivenRungeKutta4,
  expandedMagnus6,
  leftExponential,
  swappedCommutatorFree4,
  textbookMagnus4,
} from '../support/drivenControls.ts'
import type { DrivenProblem } from '../support/drivenProblems.ts'
import { drivenProblems, landauZener, rabiDriving } from '../support/drivenProblems.ts'
import { drivenError, drivenRun, drivenState } from '../support/drivenRun.ts'
import { drivenTaylor } from '../support/drivenTaylor.ts'
import { largestDifference } from '../support/largestDifference.ts'

type Method = (system: DrivenQuantumSystem) => Flow<DrivenState>

/** Steps for each order, such that at least eight errors of every problem fall between 1e-12 and 1e-4. */
const COUNTS: { readonly [order: number]: readonly [first: number, ratio: number, points: number] } = {
  2: [1000, 1.3, 10],
  4: [70, 1.3, 12],
  6: [10, 1.22, 14],
}
const LEAST_POINTS = 8

const measure = (problem: DrivenProblem, order: number, error: (steps: number) => number): MeasuredOrder => {
  const [first, ratio, points] = COUNTS[order]
  const counts = Array.from({ length: points }, (_, k) => Math.round(first * ratio ** k))
  return convergenceOrder(
    counts.map((steps) => problem.T / steps),
    (h) => error(Math.round(problem.T / h)),
    1e-12,
    1e-4,
  )
}
const expectOrder = ({ slope, points, errors }: MeasuredOrder, order: number): void => {
  expect(points, `errors ${errors.map((e) => e.toExponential(2)).join(' ')}`).toBeGreaterThanOrEqual(LEAST_POINTS)
  expect(Math.abs(slope - order), `slope ${slope}`).toBeLessThan(0.2)
}

const suzukiOf =
  (base: Method): Method =>
  (system) =>
    compile({ name: system.name, parts: { M: { kind: 'symmetric', flow: base(system) } } })(suzuki4([letter('M', 1)]))

const methods: ReadonlyArray<readonly [name: string, order: number, prepare: Method]> = [
  ['magnus2', 2, (system) => magnus2(system).flow],
  ['magnus4', 4, (system) => magnus4(system).flow],
  ['magnus6', 6, (system) => magnus6(system).flow],
  ['commutatorFree4', 4, (system) => commutatorFree4(system).flow],
  ['cayleyMagnus2', 2, (system) => cayleyMagnus2(system).flow],
  ['cayleyMagnus4', 4, (system) => cayleyMagnus4(system).flow],
  ['suzuki4 of magnus2', 4, suzukiOf((system) => magnus2(system).flow)],
]

/** What a slip in each method does to its order; all but RK4 are still unitary, so that only the slope tells. */
const controls: ReadonlyArray<readonly [name: string, order: number, prepare: Method]> = [
  ['the plain Cayley map of the Magnus 4 exponent', 2, (system) => textbookMagnus4(system, { map: 'cayley' })],
  ['Magnus 4 with the wrong sign of its commutator', 2, (system) => textbookMagnus4(system, { sign: -1 })],
  ['Magnus 4 without its commutator', 2, (system) => textbookMagnus4(system, { sign: 0 })],
  ['CF4 with its exponentials swapped', 2, swappedCommutatorFree4],
  ['Magnus 6 with the wrong sign of two of its double commutators', 4, (s) => expandedMagnus6(s, { cubic: -1 })],
  ['RK4, at its stated order', 4, drivenRungeKutta4],
]

describe.each(drivenProblems.map((problem) => [problem.system.name, problem] as const))('%s', (_, problem) => {
  const errorOf = (prepare: Method) => {
    const flow = prepare(problem.system)
    return (steps: number): number => drivenError(problem, flow, steps)
  }

  test.each(methods)('%s has order %i', (name, order, prepare) => {
    const measured = measure(problem, order, errorOf(prepare))
    console.info(
      `slope of ${name} on ${problem.system.name}: ${measured.slope.toFixed(3)} on ${measured.points} points`,
    )
    expectOrder(measured, order)
  })

  test.each(controls)('%s has order %i', (_, order, prepare) =>
    expectOrder(measure(problem, order, errorOf(prepare)), order),
  )

  test('H taken at the start of the step is far off where magnus2 is not', () => {
    const [left, middle] = [leftExponential, (s: DrivenQuantumSystem) => magnus2(s).flow].map((m) => errorOf(m)(1000))
    expect(middle).toBeLessThan(2e-4)
    expect(left).toBeGreaterThan(20 * middle)
  })

  test('magnus4 and its textbook line are one map', () => {
    const [ours, theirs] = [magnus4(problem.system).flow, textbookMagnus4(problem.system)]
    const [x, y] = [ours, theirs].map((flow) => drivenRun(problem, flow, 40).psi)
    expect(largestDifference(x, y)).toBeLessThan(1e-13)
  })

  test.each([
    ['magnus4 and commutatorFree4', 4, (s: DrivenQuantumSystem) => [magnus4(s).flow, commutatorFree4(s).flow]],
    ['magnus4 and cayleyMagnus4', 4, (s: DrivenQuantumSystem) => [magnus4(s).flow, cayleyMagnus4(s).flow]],
    ['magnus6 and its expanded form', 6, (s: DrivenQuantumSystem) => [magnus6(s).flow, expandedMagnus6(s)]],
  ] as const)('%s agree to order %i', (_, order, pair) => {
    const [one, other] = pair(problem.system)
    const gap = (steps: number): number =>
      largestDifference(drivenRun(problem, one, steps).psi, drivenRun(problem, other, steps).psi)
    expectOrder(measure(problem, order, gap), order)
  })
})

describe('the references', () => {
  const field = { w0: 1.3, w: 1.7, W: 0.9, hbar: 0.7 }
  const start = new Float64Array([0.6, 0, 0, 0.8])

  test('the Taylor series gives the closed form of the rotating field', () => {
    const { w0, w, W, hbar } = field
    const cosine =
      (phase: number) =>
      (out: Float64Array, t: number): void => {
        let factor = 1
        for (let k = 0; k < out.length; k++) {
          out[k] = factor * Math.cos(w * t + phase + (k * Math.PI) / 2)
          factor *= w / (k + 1)
        }
      }
    const half = (hbar * W) / 2
    const terms = [
      {
        matrix: new Float64Array([(hbar * w0) / 2, 0, 0, 0, 0, 0, (-hbar * w0) / 2, 0]),
        series: (out: Float64Array): void => {
          out.fill(0)
          out[0] = 1
        },
      },
      { matrix: new Float64Array([0, 0, half, 0, half, 0, 0, 0]), series: cosine(0) },
      { matrix: new Float64Array([0, 0, 0, -half, 0, half, 0, 0]), series: cosine(-Math.PI / 2) },
    ]
    const closed = rabiDriving(field).exact(6, start)
    expect(largestDifference(drivenTaylor(terms, hbar, start, 0, 6), closed)).toBeLessThan(1e-13)
  })

  test('a field that turns the other way is a different problem: the closed form tells', () => {
    const [{ system }] = drivenProblems
    const mirrored: DrivenQuantumSystem = {
      ...system,
      hamiltonian: (H, t) => {
        system.hamiltonian(H, t)
        for (const k of [3, 5]) H[k] = -H[k]
      },
    }
    expect(drivenError(drivenProblems[0], magnus6(mirrored).flow, 200)).toBeGreaterThan(0.1)
    expect(drivenError(drivenProblems[0], magnus6(system).flow, 200)).toBeLessThan(1e-10)
  })
})

describe('Landau-Zener', () => {
  const parameters = { v: 1, gap: 0.8, hbar: 0.9 }
  const { system, reference } = landauZener(parameters)
  const stays = Math.exp((-Math.PI * parameters.gap ** 2) / (2 * parameters.hbar * parameters.v))
  const eigenvector = (t: number, column: number): Float64Array => {
    const H = new Float64Array(8)
    const vectors = new Float64Array(8)
    system.hamiltonian(H, t)
    hermitianEigen(2)(new Float64Array(2), vectors, H, 0)
    return Float64Array.from([0, 1, 4, 5], (k) => vectors[k + 2 * column])
  }
  const probability = (psi: Float64Array, onto: Float64Array): number => {
    const overlap = new Float64Array(2)
    innerProduct(overlap, 0, onto, 0, psi, 0, 2)
    return overlap[0] ** 2 + overlap[1] ** 2
  }
  /** The probability to cross from the lower to the upper eigenvector between -T and T. */
  const crossing = (T: number, flow: Flow<DrivenState>): number => {
    const state = drivenState(2, eigenvector(-T, 0), -T)
    const steps = Math.round(2 * T * 20)
    for (let k = 0; k < steps; k++) flow(state, (2 * T) / steps)
    return probability(state.psi, eigenvector(T, 1))
  }

  test.each([
    ['magnus6', magnus6],
    ['magnus4', magnus4],
    ['commutatorFree4', commutatorFree4],
  ])('%s crosses with probability exp(-pi gap^2 / 2 hbar v), to within hbar gap / v^2 T^3', (_, prepare) => {
    for (const T of [15, 60])
      expect(Math.abs(crossing(T, prepare(system).flow) - stays)).toBeLessThan(
        (parameters.hbar * parameters.gap) / (parameters.v ** 2 * T ** 3),
      )
  })

  test('the Taylor reference does too, and plain levels instead of eigenvectors do not', () => {
    const end = reference(eigenvector(-15, 0), -15, 15)
    expect(Math.abs(probability(end, eigenvector(15, 1)) - stays)).toBeLessThan(
      (parameters.hbar * parameters.gap) / 15 ** 3,
    )
    const level = reference(new Float64Array([1, 0, 0, 0]), -15, 15)
    expect(Math.abs(probability(level, new Float64Array([1, 0, 0, 0])) - stays)).toBeGreaterThan(2e-3)
  })
})
