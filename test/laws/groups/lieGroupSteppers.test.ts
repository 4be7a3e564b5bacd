import type { Reading } from '@casimir/algebra'
import { coadjointAction, leftAction, makeLieGroup, STATUS } from '@casimir/algebra'
import { energyDrift } from '@casimir/checks'
import type { LieGroupEquation, LieGroupStepper } from '@casimir/integrators'
import { allocateLieGroupState, crouchGrossman, realVectors, rkmk, so3, su2, unitary } from '@casimir/integrators'
import { Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { largestDifference } from '../../support/largestDifference.ts'
import { derivative, pure } from '../../support/lieGroupLaws.ts'
import {
  drivenRigidBody,
  drivenTwoLevel,
  freeRigidBody,
  heavyTop,
  lieGroupProblems,
  rotationEnergy,
} from '../../support/lieGroupProblems.ts'
import { plainRungeKutta4 } from '../../support/lieGroupReference.ts'
import { groupTable } from '../../support/lieGroupTable.ts'

type Prepare = (equation: LieGroupEquation) => LieGroupStepper

const methods: ReadonlyArray<readonly [name: string, prepare: Prepare, fields: number]> = [
  ['RKMK 2', (e) => rkmk(e, { order: 2 }), 2],
  ['RKMK 3', (e) => rkmk(e, { order: 3 }), 3],
  ['RKMK 4', (e) => rkmk(e), 4],
  ['Cayley RKMK 4', (e) => rkmk(e, { coordinates: 'cayley' }), 4],
  ['Crouch-Grossman 3', (e) => crouchGrossman(e, 3), 3],
  ['Crouch-Grossman 4', (e) => crouchGrossman(e), 5],
]

const after = (prepare: Prepare, equation: LieGroupEquation, start: Float64Array, h: number, steps: number) => {
  const state = allocateLieGroupState(equation.action)
  state.y.set(start)
  const { flow } = prepare(equation)
  for (let k = 0; k < steps; k++) if (flow(state, h) !== STATUS.ok) throw new Error(`step ${k} failed`)
  return state
}
const plain = ({ action, field }: LieGroupEquation, start: Float64Array, h: number, steps: number): Float64Array => {
  const xi = new Float64Array(action.group.algebra.size)
  let y = start
  for (let k = 0; k < steps; k++)
    y = plainRungeKutta4(
      (t, at) => {
        const out = new Float64Array(action.size)
        field(xi, t, at)
        action.generator(out, xi, at)
        return out
      },
      k * h,
      y,
      h,
    )
  return y
}

describe.each(lieGroupProblems.map((p) => [p.equation.name, p] as const))(
  '%s stays on its orbit for 2000 steps',
  (_, { equation, start, casimirs }) => {
    const defect = (y: Float64Array): number => largestDifference(casimirs(y), casimirs(start))
    test.each(methods)('%s', (_name, prepare) =>
      expect(defect(after(prepare, equation, start, 0.1, 2000).y)).toBeLessThan(3e-12),
    )
    test('RK4 leaves it', () => expect(defect(plain(equation, start, 0.1, 2000))).toBeGreaterThan(1e-6))
  },
)

describe('from the left, a curve in the group stays in the group for 1000 steps', () => {
  const rows = groupTable.filter(({ group }) =>
    ['SO(3)', 'SU(2)', 'U(3)', 'SO(3) x U(2)', 'SO(3) x| R^3'].includes(group.name),
  )
  test('on five groups', () => expect(rows.length).toBe(5))
  test.each(rows.map((row) => [row.group.name, row] as const))('%s', (_, { group, outside }) => {
    const equation: LieGroupEquation = {
      name: `a curve in ${group.name}`,
      action: leftAction(group),
      field: (out, t, g) => {
        // the diagonal of a Hermitian matrix is real: only those entries matter to every group of the table
        out.fill(0)
        for (let k = 0; k < out.length; k += 8) out[k] = 1 + 0.3 * Math.sin(t + k) + 0.2 * g[0]
        return 0
      },
    }
    const { e } = pure(group)
    for (const [, prepare] of methods) expect(outside(after(prepare, equation, e, 0.1, 1000).y)).toBeLessThan(1e-12)
    expect(outside(plain(equation, e, 0.1, 1000))).toBeGreaterThan(1e-8)
  })
})

describe('two routes to one map', () => {
  test('on R^n, RKMK 4 is the classical Runge-Kutta method', () => {
    const equation: LieGroupEquation = {
      name: 'a pendulum pushed',
      action: leftAction(realVectors(2)),
      field: (out, t, y) => {
        out[0] = y[1]
        out[1] = -Math.sin(y[0]) + 0.2 * Math.cos(t)
        return 0
      },
    }
    const start = Float64Array.of(1, 0.3)
    const expected = plain(equation, start, 0.1, 50)
    for (const coordinates of ['exponential', 'cayley'] as const)
      expect(
        largestDifference(after((e) => rkmk(e, { coordinates }), equation, start, 0.1, 50).y, expected),
      ).toBeLessThan(1e-13)
  })
  test.each(methods.filter(([name]) => !name.startsWith('Cayley')))(
    '%s is the same through SO(3) and through SU(2)',
    (_, prepare) => {
      const twin = { ...freeRigidBody.equation, action: coadjointAction(su2) }
      const [a, b] = [freeRigidBody.equation, twin].map((e) => after(prepare, e, freeRigidBody.start, 0.1, 100).y)
      expect(largestDifference(a, b)).toBeLessThan(1e-12)
    },
  )
  test('the Cayley maps of SO(3) and SU(2) differ, and so do the steps', () => {
    const cayley: Prepare = (e) => rkmk(e, { coordinates: 'cayley' })
    const twin = { ...freeRigidBody.equation, action: coadjointAction(su2) }
    const [a, b] = [freeRigidBody.equation, twin].map((e) => after(cayley, e, freeRigidBody.start, 0.1, 100).y)
    expect(largestDifference(a, b)).toBeGreaterThan(1e-8)
  })
})

describe('what these methods do not claim, they do not have', () => {
  const start = freeRigidBody.start
  test.each(methods)('%s: not symmetric', (_, prepare) => {
    const state = after(prepare, freeRigidBody.equation, start, 0.2, 1)
    prepare(freeRigidBody.equation).flow(state, -0.2)
    expect(largestDifference(state.y, start)).toBeGreaterThan(1e-9)
  })
  test.each(methods)('%s: not Poisson', (_, prepare) => {
    const step = (y: Float64Array): Float64Array => after(prepare, freeRigidBody.equation, y, 0.3, 1).y
    const tensor = (y: Float64Array): Matrix =>
      new Matrix([
        [0, y[2], -y[1]],
        [-y[2], 0, y[0]],
        [y[1], -y[0], 0],
      ])
    const columns = [0, 1, 2].map((k) => derivative((t) => step(start.map((v, i) => v + (i === k ? t : 0)))))
    const J = new Matrix(columns.map((column) => Array.from(column))).transpose()
    const defect = Matrix.sub(J.mmul(tensor(start)).mmul(J.transpose()), tensor(step(start)))
    expect(defect.abs().max()).toBeGreaterThan(1e-6)
  })
  test.each(methods)('%s: the energy drifts', (_, prepare) => {
    const state = allocateLieGroupState(freeRigidBody.equation.action)
    state.y.set(start)
    const { flow } = prepare(freeRigidBody.equation)
    const energies = new Float64Array(10_000).map(() => {
      flow(state, 0.1)
      return rotationEnergy(state.y)
    })
    expect(energyDrift(energies).bounded).toBe(false)
  })
})

describe('counts, statuses and refusals', () => {
  test.each(methods)('%s: fields are counted, nothing is iterated', (_, prepare, fields) => {
    const { equation, start } = drivenRigidBody
    const stepper = prepare(equation)
    const state = allocateLieGroupState(equation.action)
    state.y.set(start)
    for (let k = 0; k < 3; k++) stepper.flow(state, 0.1)
    expect(stepper.counts()).toEqual({ steps: 3, evaluations: 3 * fields, iterations: 0 })
  })
  test.each(methods)('%s: a failed field is reported and the state left as it was', (_, prepare) => {
    const { equation, start } = heavyTop
    const failing = (field: LieGroupEquation['field']) => {
      const state = allocateLieGroupState(equation.action)
      state.t[0] = 3
      state.y.set(start)
      const stepper = prepare({ ...equation, field })
      const status = stepper.flow(state, 0.1)
      expect(state.y).toEqual(start)
      expect([state.t[0], stepper.counts().steps]).toEqual([3, 0])
      return status
    }
    let calls = 0
    const late: LieGroupEquation['field'] = (out, t, y) => (calls++ === 1 ? 42 : equation.field(out, t, y))
    expect(failing(late)).toBe(42)
    const broken: LieGroupEquation['field'] = (out) => {
      out.fill(Number.NaN)
      return 0
    }
    expect(failing(broken)).toBe(STATUS.nonFinite)
  })
  test('orders that are not there are refused', () => {
    const order = 5 as 4
    expect(() => rkmk(heavyTop.equation, { order })).toThrow(
      /rkmk: order 5 for 'heavy top' is not there; give 2, 3 or 4/,
    )
    expect(() => crouchGrossman(heavyTop.equation, order)).toThrow(/crouchGrossman: order 5 for 'heavy top'.*3 or 4/)
  })
  test('Cayley coordinates are refused without a Cayley map', () => {
    const bare = makeLieGroup({ ...so3, cayley: undefined, algebra: { ...so3.algebra, dcayInv: undefined } })
    const equation = { ...freeRigidBody.equation, action: coadjointAction(bare) }
    expect(() => rkmk(equation, { coordinates: 'cayley' })).toThrow(/lives on SO\(3\), which has no Cayley map; use/)
    expect(() => rkmk(equation)).not.toThrow()
  })
})

describe('a step makes no arrays', () => {
  /** How many typed arrays a function makes, by construction, slice or subarray. */
  const arraysMade = (f: () => void): number => {
    const Original = globalThis.Float64Array
    const { subarray, slice } = Original.prototype
    let made = 0
    const counted = <A extends unknown[], R>(g: (...a: A) => R) =>
      function (this: unknown, ...a: A): R {
        made += 1
        return g.apply(this, a)
      }
    globalThis.Float64Array = new Proxy(Original, {
      construct: (target, a) => {
        made += 1
        return Reflect.construct(target, a)
      },
    })
    Original.prototype.subarray = counted(subarray)
    Original.prototype.slice = counted(slice)
    try {
      f()
    } finally {
      globalThis.Float64Array = Original
      Original.prototype.subarray = subarray
      Original.prototype.slice = slice
    }
    return made
  }
  const stepping = (prepare: Prepare, { equation, start }: (typeof lieGroupProblems)[number]) => {
    const state = allocateLieGroupState(equation.action)
    state.y.set(start)
    const { flow } = prepare(equation)
    return () => {
      for (let k = 0; k < 10; k++) flow(state, 0.1)
    }
  }
  test.each(methods)('%s, on every problem', (_, prepare) => {
    for (const problem of lieGroupProblems) expect(arraysMade(stepping(prepare, problem))).toBe(0)
  })
  test('one that makes an array a field is seen', () => {
    const wasteful: LieGroupEquation['field'] = (out: Float64Array, t: number, y: Reading) =>
      drivenTwoLevel.equation.field(out, t, Float64Array.from(y as Float64Array).slice())
    const problem = { ...drivenTwoLevel, equation: { ...drivenTwoLevel.equation, field: wasteful } }
    expect(arraysMade(stepping((e) => rkmk(e), problem))).toBeGreaterThanOrEqual(40)
  })
})

test('a curve in U(2) made by traceless generators keeps its determinant', () => {
  // Tr H = 0 keeps det = 1: the exponential keeps it to round-off, not only unitarity
  const group = unitary(2)
  const equation: LieGroupEquation = {
    name: 'a curve in SU(2)',
    action: leftAction(group),
    field: drivenTwoLevel.equation.field,
  }
  const { y } = after((e) => rkmk(e), equation, pure(group).e, 0.1, 1000)
  const re = y[0] * y[6] - y[1] * y[7] - (y[2] * y[4] - y[3] * y[5])
  const im = y[0] * y[7] + y[1] * y[6] - (y[2] * y[5] + y[3] * y[4])
  expect(Math.hypot(re - 1, im)).toBeLessThan(1e-12)
})
