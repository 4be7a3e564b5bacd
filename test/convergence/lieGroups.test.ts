import type { Action, AlgebraProduct, LieAlgebra } from '@casimir/algebra'
import { coadjointAction, makeLieAlgebra, makeLieGroup, STATUS } from '@casimir/algebra'
import { convergenceOrder } from '@casimir/checks'
import type { LieGroupEquation, LieGroupStepper } from '@casimir/integrators'
import { allocateLieGroupState, crouchGrossman, rkmk, so3 } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../support/largestDifference.ts'
import type { LieGroupProblem } from '../support/lieGroupProblems.ts'
import { drivenRigidBody, freeRigidBody, lieGroupProblems } from '../support/lieGroupProblems.ts'
import type { PlainField } from '../support/lieGroupReference.ts'
import { extrapolated } from '../support/lieGroupReference.ts'

type Prepare = (equation: LieGroupEquation) => LieGroupStepper

const T = 2
const methods: ReadonlyArray<readonly [name: string, order: number, prepare: Prepare, fewest: number]> = [
  ['RKMK 2', 2, (e) => rkmk(e, { order: 2 }), 160],
  ['RKMK 3', 3, (e) => rkmk(e, { order: 3 }), 50],
  ['RKMK 4', 4, (e) => rkmk(e), 24],
  ['Cayley RKMK 2', 2, (e) => rkmk(e, { order: 2, coordinates: 'cayley' }), 160],
  ['Cayley RKMK 3', 3, (e) => rkmk(e, { order: 3, coordinates: 'cayley' }), 50],
  ['Cayley RKMK 4', 4, (e) => rkmk(e, { coordinates: 'cayley' }), 24],
  ['Crouch-Grossman 3', 3, (e) => crouchGrossman(e, 3), 50],
  ['Crouch-Grossman 4', 4, (e) => crouchGrossman(e), 24],
]

/** The equation as a vector field, through the generator. */
const fieldOf = (action: Action, field: LieGroupEquation['field']): PlainField => {
  const xi = new Float64Array(action.group.algebra.size)
  return (t, y) => {
    const out = new Float64Array(action.size)
    field(xi, t, y)
    action.generator(out, xi, y)
    return out
  }
}

const ends = new Map(lieGroupProblems.map((problem) => [problem, problem.end(T)]))

const run = (prepare: Prepare, { equation, start }: LieGroupProblem, h: number, steps: number): Float64Array => {
  const state = allocateLieGroupState(equation.action)
  state.y.set(start)
  const { flow } = prepare(equation)
  let status: number = STATUS.ok
  for (let k = 0; k < steps; k++) status |= flow(state, h)
  expect(status).toBe(STATUS.ok)
  expect(Math.abs(state.t[0] - h * steps)).toBeLessThan(1e-10)
  return state.y
}

const measure = (prepare: Prepare, problem: LieGroupProblem, fewest: number) => {
  const steps = Array.from({ length: 10 }, (_, k) => T / Math.round(fewest * 1.3 ** k))
  const end = ends.get(problem) ?? problem.end(T)
  const error = (h: number): number => largestDifference(run(prepare, problem, h, Math.round(T / h)), end)
  return convergenceOrder(steps, error, 1e-12, 1e-4)
}

describe.each(lieGroupProblems.map((p) => [p.equation.name, p] as const))('%s', (_, problem) => {
  test.each(methods)('%s has order %i', (_name, order, prepare, fewest) => {
    const { slope, points, errors } = measure(prepare, problem, fewest)
    const shown = `slope ${slope}, errors ${errors.map((e) => e.toExponential(2)).join(' ')}`
    expect(points, shown).toBeGreaterThanOrEqual(8)
    expect(Math.abs(slope - order), shown).toBeLessThan(0.2)
  })
})

describe('the references', () => {
  test('extrapolation of the Euler equations meets the elliptic functions', () => {
    const { action, field } = freeRigidBody.equation
    const end = extrapolated(fieldOf(action, field), freeRigidBody.start, T)
    expect(largestDifference(end, freeRigidBody.end(T))).toBeLessThan(3e-13)
  })
  test.each(lieGroupProblems.map((p) => [p.equation.name, p] as const))(
    '%s: the group form is the vector field of the reference',
    (_, { equation: { action, field }, start, end }) =>
      expect(largestDifference(extrapolated(fieldOf(action, field), start, T), end(T))).toBeLessThan(3e-13),
  )
})

describe('orders that are lost', () => {
  const slopeOf = (prepare: Prepare, problem: LieGroupProblem): number => measure(prepare, problem, 160).slope
  const withGroup = (change: Partial<LieAlgebra>): LieGroupEquation => {
    const group = makeLieGroup({ ...so3, algebra: makeLieAlgebra({ ...so3.algebra, ...change }) })
    return { ...freeRigidBody.equation, action: coadjointAction(group) }
  }
  const forgotten: AlgebraProduct = (out, _, v) => out.set(v as Float64Array)

  test('RKMK 4 without dexpInv has order 2', () =>
    expect(slopeOf(() => rkmk(withGroup({ dexpInv: forgotten })), freeRigidBody)).toBeLessThan(2.2))
  test('Cayley RKMK 4 with the dexpInv of the exponential has order 2', () => {
    const mixed = withGroup({ dcayInv: so3.algebra.dexpInv })
    expect(slopeOf(() => rkmk(mixed, { coordinates: 'cayley' }), freeRigidBody)).toBeLessThan(2.2)
  })
  test('RKMK 4 with a field that sees the beginning of the step only has order 1', () => {
    const late: Prepare = (equation) => {
      let start = 0
      const stepper = rkmk({ ...equation, field: (out, _, y) => equation.field(out, start, y) })
      return {
        ...stepper,
        flow: (state, h) => {
          start = state.t[0]
          return stepper.flow(state, h)
        },
      }
    }
    const { slope } = convergenceOrder(
      [T / 100, T / 200, T / 400, T / 800],
      (h) => largestDifference(run(late, drivenRigidBody, h, Math.round(T / h)), drivenRigidBody.end(T)),
      1e-12,
      0.1,
    )
    expect(slope).toBeLessThan(1.2)
  })
})
