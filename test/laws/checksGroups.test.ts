import type { LieGroup, OrthogonalAction, Reading, Writing } from '@casimir/algebra'
import { makeLieGroup } from '@casimir/algebra'
import { actionLaws, assertLaw, gridVector, groupLaws, orthogonalActionLaws } from '@casimir/checks'
import { rotationAction, so3, su2 } from '@casimir/integrators'
import { describe, expect, test } from 'vitest'
import { actionTable, groupTable, orthogonalTable } from '../support/lieGroupTable.ts'
import { failingLaws } from '../support/verdictsOf.ts'

const trial = { draws: 15, seed: 11 }

describe.each(groupTable.map((row) => [row.group.name, row] as const))('%s', (_, { group, algebra, outside }) => {
  test.each(groupLaws(group, { algebra, outside }).map((law) => [law.id, law] as const))('%s', (_id, law) =>
    assertLaw(law, trial),
  )
})

describe.each(actionTable.map((row) => [row.action.name, row] as const))('%s', (_, { action, algebra, points }) => {
  test.each(actionLaws(action, { algebra, points }).map((law) => [law.id, law] as const))('%s', (_id, law) =>
    assertLaw(law, trial),
  )
})

describe.each(orthogonalTable.map((row) => [row.action.name, row] as const))('%s', (_, { action, algebra, points }) => {
  const own = orthogonalActionLaws(action, { algebra, points })
  test.each(own.map((law) => [law.id, law] as const))('%s', (_id, law) => assertLaw(law, trial))
})

describe('a group without logarithm and Cayley map', () => {
  test('is not asked for their laws', () => {
    const plain = makeLieGroup({
      ...su2,
      log: undefined,
      cayley: undefined,
      algebra: { ...su2.algebra, dcayInv: undefined },
    })
    const ids = groupLaws(plain, { algebra: gridVector(3) }).map(({ id }) => id)
    for (const absent of ['logarithm', 'dexpInv', 'dcayInv', 'cayley', 'cayley-order', 'membership'])
      expect(ids).not.toContain(`group/${absent}`)
    expect(ids).toContain('group/associativity')
  })
})

const { algebra } = so3
const minus = (u: Reading): Float64Array => Float64Array.from({ length: u.length }, (_, k) => -u[k])
const times = (c: number, u: Reading): Float64Array => Float64Array.from({ length: u.length }, (_, k) => c * u[k])
const inverseOf = (g: Reading): Float64Array => {
  const out = new Float64Array(9)
  so3.invert(out, g)
  return out
}
/** Multiplies what is written by 1 + size. */
const inflated =
  (f: (out: Writing, ...inputs: Reading[]) => void, size: number) =>
  (out: Writing, ...inputs: Reading[]): void => {
    f(out, ...inputs)
    for (let k = 0; k < out.length; k++) out[k] *= 1 + size
  }
const forgetful = (): LieGroup['compose'] => {
  let calls = 0
  return (out, g, h) => {
    so3.compose(out, g, h)
    calls += 1
    if (calls % 3 === 0) out[0] += 1e-9
  }
}

/** Ad_g x. */
const adjointed = (g: Reading, x: Reading): Float64Array => {
  const out = new Float64Array(3)
  so3.Ad(out, g, x)
  return out
}

describe('each law of groups fails on a twin of SO(3) that breaks it', () => {
  test.each<[string, Partial<LieGroup>, string, string]>([
    [
      'a product that adds a multiple of the left factor',
      {
        compose: (out, g, h) => {
          const left = times(1e-6, g)
          so3.compose(out, g, h)
          for (let k = 0; k < 9; k++) out[k] += left[k]
        },
      },
      'group/associativity',
      'group/jacobi',
    ],
    ['an inverse that does nothing', { invert: (out, g) => out.set(times(1, g)) }, 'group/inverse', 'group/jacobi'],
    ['a product that depends on what was asked before', { compose: forgetful() }, 'group/pure', 'group/jacobi'],
    [
      'an exp that turns further the further it turns',
      { exp: (out, x) => so3.exp(out, times(1 + 1e-3 * Math.hypot(x[0], x[1], x[2]), x)) },
      'group/exponential',
      'group/membership',
    ],
    [
      'a tangent from the right',
      { tangent: (out, x, g) => so3.tangent(out, adjointed(g, x), g) },
      'group/tangent',
      'group/inverse',
    ],
    ['the Ad of the inverse', { Ad: (out, g, x) => so3.Ad(out, inverseOf(g), x) }, 'group/adjoint', 'group/jacobi'],
    [
      'a coAd that is the dual of Ad_g itself, a right action',
      { coAd: (out, g, mu) => so3.coAd(out, inverseOf(g), mu) },
      'group/coadjoint',
      'group/adjoint',
    ],
    [
      'a coAd of the inverse has the wrong derivative too',
      { coAd: (out, g, mu) => so3.coAd(out, inverseOf(g), mu) },
      'group/coadjoint-derivative',
      'group/adjoint-derivative',
    ],
    [
      'a bracket that is not antisymmetric',
      {
        algebra: {
          ...algebra,
          bracket: (out, x, y) => {
            const more = 1e-6 * x[0] * y[1]
            algebra.bracket(out, x, y)
            out[0] += more
          },
        },
      },
      'group/jacobi',
      'group/inverse',
    ],
    [
      'a bracket of the wrong sign',
      { algebra: { ...algebra, bracket: (out, x, y) => algebra.bracket(out, y, x) } },
      'group/adjoint-derivative',
      'group/jacobi',
    ],
    [
      'the dexpInv of the other trivialisation',
      { algebra: { ...algebra, dexpInv: (out, u, v) => algebra.dexpInv(out, minus(u), v) } },
      'group/dexpInv',
      'group/exponential',
    ],
    [
      'the dcayInv of SU(2)',
      { algebra: { ...algebra, dcayInv: su2.algebra.dcayInv } },
      'group/dcayInv',
      'group/cayley-order',
    ],
    [
      'a Cayley map of twice its argument',
      { cayley: (out, x) => so3.cayley?.(out, times(2, x)) },
      'group/cayley-order',
      'group/cayley',
    ],
    [
      'a Cayley map that leaves the group',
      { cayley: inflated((out, x) => so3.cayley?.(out, x), 1e-9) },
      'group/cayley',
      'group/inverse',
    ],
    [
      'a logarithm of half the angle',
      { log: (out, g) => inflated((o, x) => so3.log?.(o, x), -0.5)(out, g) },
      'group/logarithm',
      'group/inverse',
    ],
    ['an exp that leaves the group', { exp: inflated(so3.exp, 1e-9) }, 'group/membership', 'group/jacobi'],
    [
      'a compose that writes before it reads',
      {
        compose: (out, g, h) => {
          for (let k = 0; k < 9; k++) {
            const at = k - (k % 3)
            out[k] = g[at] * h[k % 3] + g[at + 1] * h[3 + (k % 3)] + g[at + 2] * h[6 + (k % 3)]
          }
        },
      },
      'group/aliasing',
      'group/associativity',
    ],
  ])('%s', (_, change, failing, passing) => {
    const failed = failingLaws(
      groupLaws(makeLieGroup({ ...so3, ...change }), { algebra: gridVector(3), outside: groupTable[1].outside }),
      trial,
    )
    expect(failed).toContain(failing)
    expect(failed).not.toContain(passing)
  })
})

describe('each law of actions fails on a twin that breaks it', () => {
  const draws = { algebra: gridVector(3), points: gridVector(3) }
  const act = rotationAction.act
  test.each<[string, Partial<OrthogonalAction>, string, string]>([
    [
      'a right action taken for a left one',
      { act: (out, g, y) => act(out, inverseOf(g), y) },
      'action/homomorphism',
      'action/orthogonal',
    ],
    [
      'a generator of the wrong sign',
      { generator: (out, x, y) => rotationAction.generator(out, y, x) },
      'action/generator',
      'action/linear',
    ],
    [
      'a generator with a square in it',
      {
        generator: (out, x, y) => {
          const square = 1e-6 * x[0] * x[0]
          rotationAction.generator(out, x, y)
          out[0] += square
        },
      },
      'action/linear',
      'action/homomorphism',
    ],
    [
      'an action that writes before it reads',
      {
        act: (out, g, y) => {
          for (let j = 0; j < 3; j++) out[j] = g[3 * j] * y[0] + g[3 * j + 1] * y[1] + g[3 * j + 2] * y[2]
        },
      },
      'action/aliasing',
      'action/homomorphism',
    ],
    ['an action that stretches', { act: inflated(act, 1e-9) }, 'action/orthogonal', 'action/linear'],
    [
      'a momentum map with its arguments swapped',
      { momentum: (out, a, b) => rotationAction.momentum(out, b, a) },
      'action/momentum',
      'action/orthogonal',
    ],
    [
      'a Cayley map of another representation',
      { group: { ...so3, cayley: (out, x) => so3.cayley?.(out, times(0.5, x)) } },
      'action/cayley',
      'action/homomorphism',
    ],
  ])('%s', (_, change, failing, passing) => {
    const failed = failingLaws(orthogonalActionLaws({ ...rotationAction, ...change }, draws), trial)
    expect(failed).toContain(failing)
    expect(failed).not.toContain(passing)
  })
})
