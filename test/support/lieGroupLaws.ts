import type { AlgebraProduct, LieGroup } from '@casimir/algebra'
import { largestDifference } from './largestDifference.ts'
import type { GroupRow } from './lieGroupTable.ts'

type Buffer = Float64Array

/** A law of groups as the size of its defect for three algebra elements and two numbers; `within` is what round-off allows. */
export interface GroupLaw {
  readonly name: string
  readonly within: number
  readonly defect: (row: GroupRow, draws: GroupDraws) => number
}

/** What a law is tried on: x, y, z in the algebra, s, t in [-1, 1]. */
export interface GroupDraws {
  readonly x: Buffer
  readonly y: Buffer
  readonly z: Buffer
  readonly s: number
  readonly t: number
}

/** The operations of a group in allocating form, for tests. */
export const pure = (G: LieGroup) => {
  const element = (write: (out: Buffer) => void): Buffer => {
    const out = new Float64Array(G.size)
    write(out)
    return out
  }
  const vector = (write: (out: Buffer) => void): Buffer => {
    const out = new Float64Array(G.algebra.size)
    write(out)
    return out
  }
  const product = (f: AlgebraProduct) => (x: Buffer, y: Buffer) => vector((out) => f(out, x, y))
  return {
    e: element(G.identity),
    mul: (g: Buffer, h: Buffer) => element((out) => G.compose(out, g, h)),
    inv: (g: Buffer) => element((out) => G.invert(out, g)),
    exp: (x: Buffer) => element((out) => G.exp(out, x)),
    log: (g: Buffer) => vector((out) => G.log?.(out, g)),
    cay: (x: Buffer) => element((out) => G.cayley?.(out, x)),
    tangent: (x: Buffer, g: Buffer) => element((out) => G.tangent(out, x, g)),
    Ad: product(G.Ad),
    coAd: product(G.coAd),
    bracket: product(G.algebra.bracket),
    coad: product(G.algebra.coad),
    dexpInv: product(G.algebra.dexpInv),
    dcayInv: product(G.algebra.dcayInv ?? (() => undefined)),
  }
}

/** a x + b y, of any two buffers of one length. */
export const combine = (a: number, x: Buffer, b = 0, y: Buffer = x): Buffer => x.map((v, k) => a * v + b * y[k])

const dot = (x: Buffer, y: Buffer): number => x.reduce((s, v, k) => s + v * y[k], 0)

/** f'(0) by sixth-order central differences. */
export const derivative = (f: (t: number) => Buffer, d = 0.01): Buffer =>
  f(0).map((_, k) => {
    const odd = (m: number): number => f(m * d)[k] - f(-m * d)[k]
    return (45 * odd(1) - 9 * odd(2) + odd(3)) / (60 * d)
  })

/** The laws every group keeps. */
export const groupLaws: ReadonlyArray<GroupLaw> = [
  {
    name: 'associativity',
    within: 1e-14,
    defect: ({ group }, { x, y, z }) => {
      const { mul, exp } = pure(group)
      const [g, h, k] = [exp(x), exp(y), exp(z)]
      return largestDifference(mul(mul(g, h), k), mul(g, mul(h, k)))
    },
  },
  {
    name: 'identity and inverse',
    within: 1e-14,
    defect: ({ group }, { x }) => {
      const { mul, inv, exp, e } = pure(group)
      const g = exp(x)
      return Math.max(
        ...[mul(e, g), mul(g, e)].map((p) => largestDifference(p, g)),
        ...[mul(inv(g), g), mul(g, inv(g))].map((p) => largestDifference(p, e)),
      )
    },
  },
  {
    name: 'exp stays in the group, exp(0) = e and exp((s + t) x) = exp(s x) exp(t x)',
    within: 3e-14,
    defect: ({ group, outside }, { x, s, t }) => {
      const { mul, exp, e } = pure(group)
      const sum = exp(combine(s + t, x))
      return Math.max(
        outside(sum),
        largestDifference(exp(combine(0, x)), e),
        largestDifference(sum, mul(exp(combine(s, x)), exp(combine(t, x)))),
      )
    },
  },
  {
    name: 'x g is the derivative of exp(t x) g',
    within: 1e-9,
    defect: ({ group }, { x, y }) => {
      const { mul, exp, tangent } = pure(group)
      const g = exp(y)
      return largestDifference(
        tangent(x, g),
        derivative((t) => mul(exp(combine(t, x)), g)),
      )
    },
  },
  {
    name: 'log(exp x) = x near 0 and exp(log g) = g',
    within: 1e-13,
    defect: ({ group }, { x, y, s }) => {
      const { mul, exp, log } = pure(group)
      const g = mul(exp(combine(0.6, x)), exp(combine(0.4 * s, y)))
      return Math.max(largestDifference(log(exp(x)), x), largestDifference(exp(log(g)), g))
    },
  },
  {
    name: 'Ad is a homomorphism, and conjugates',
    within: 1e-13,
    defect: ({ group }, { x, y, z }) => {
      const { mul, exp, inv, Ad } = pure(group)
      const [g, h] = [exp(x), exp(y)]
      const conjugate = mul(mul(g, exp(z)), inv(g))
      return Math.max(largestDifference(Ad(mul(g, h), z), Ad(g, Ad(h, z))), largestDifference(exp(Ad(g, z)), conjugate))
    },
  },
  {
    name: 'ad is the derivative of Ad',
    within: 1e-9,
    defect: ({ group }, { x, y }) => {
      const { exp, Ad, bracket } = pure(group)
      return largestDifference(
        bracket(x, y),
        derivative((t) => Ad(exp(combine(t, x)), y)),
      )
    },
  },
  {
    name: 'coad is dual to ad, coAd to Ad of the inverse, and coad is minus the derivative of coAd',
    within: 1e-9,
    defect: ({ group }, { x, y, z }) => {
      const { exp, inv, Ad, coAd, coad, bracket } = pure(group)
      const g = exp(x)
      const exact = Math.max(
        Math.abs(dot(coad(x, z), y) - dot(z, bracket(x, y))),
        Math.abs(dot(coAd(g, z), y) - dot(z, Ad(inv(g), y))),
      )
      const slope = derivative((t) => coAd(exp(combine(t, x)), z))
      return Math.max(exact * 1e4, largestDifference(combine(-1, coad(x, z)), slope))
    },
  },
  {
    name: 'the bracket is antisymmetric and keeps the Jacobi identity',
    within: 1e-13,
    defect: ({ group }, { x, y, z }) => {
      const { bracket } = pure(group)
      const cycle = [
        [x, y, z],
        [y, z, x],
        [z, x, y],
      ].map(([a, b, c]) => bracket(a, bracket(b, c)))
      return Math.max(
        largestDifference(bracket(x, y), combine(-1, bracket(y, x))),
        ...cycle[0].map((v, k) => Math.abs(v + cycle[1][k] + cycle[2][k])),
      )
    },
  },
  {
    name: 'dexpInv undoes the derivative of exp',
    within: 1e-8,
    defect: ({ group }, { x, y }) => {
      const { mul, exp, inv, log, dexpInv } = pure(group)
      const back = inv(exp(x))
      const dexp = derivative((t) => log(mul(exp(combine(1, x, t, y)), back)))
      return largestDifference(dexpInv(x, dexp), y)
    },
  },
]

/** The laws a group with a Cayley map keeps. */
export const cayleyLaws: ReadonlyArray<GroupLaw> = [
  {
    name: 'cay(x) stays in the group and cay(x) cay(-x) = e',
    within: 1e-14,
    defect: ({ group, outside }, { x }) => {
      const { mul, cay, e } = pure(group)
      return Math.max(outside(cay(x)), largestDifference(mul(cay(x), cay(combine(-1, x))), e))
    },
  },
  {
    name: 'cay agrees with exp to second order',
    within: 1e-6,
    defect: ({ group }, { x }) => {
      const { exp, cay } = pure(group)
      return largestDifference(exp(combine(0.01, x)), cay(combine(0.01, x))) / 10
    },
  },
  {
    name: 'dcayInv undoes the derivative of cay',
    within: 1e-8,
    defect: ({ group }, { x, y }) => {
      const { mul, cay, inv, log, dcayInv } = pure(group)
      const back = inv(cay(x))
      const dcay = derivative((t) => log(mul(cay(combine(1, x, t, y)), back)))
      return largestDifference(dcayInv(x, dcay), y)
    },
  },
]

/** Every way in which the output of `f` may be one of its inputs gives, bit by bit, what a fresh output gives. */
export const aliasingDefect = (
  f: (out: Buffer, x: Buffer, y: Buffer) => void,
  length: number,
  x: Buffer,
  y: Buffer,
): number => {
  const fresh = (a: Buffer, b: Buffer): Buffer => {
    const out = new Float64Array(length).fill(7)
    f(out, a, b)
    return out
  }
  const differs = (out: Buffer, expected: Buffer): boolean => out.some((v, k) => !Object.is(v + 0, expected[k] + 0))
  let wrong = 0
  if (x.length === length) {
    const left = x.slice()
    f(left, left, y)
    if (differs(left, fresh(x, y))) wrong += 1
  }
  if (y.length === length) {
    const right = y.slice()
    f(right, x, right)
    if (differs(right, fresh(x, y))) wrong += 1
  }
  if (x.length === length && y.length === length) {
    const both = x.slice()
    f(both, both, both)
    if (differs(both, fresh(x, x))) wrong += 1
  }
  return wrong
}

/** How many operations of a group give something else when the output is an input. */
export const groupAliasingDefect = ({ group }: GroupRow, { x, y, z }: GroupDraws): number => {
  const { exp, e } = pure(group)
  const [g, h] = [exp(x), exp(y)]
  const { size, algebra } = group
  const nothing = e.slice(0, 0)
  const unary = (f: ((out: Buffer, x: Buffer) => void) | undefined, length: number, input: Buffer): number =>
    f === undefined ? 0 : aliasingDefect((out, a) => f(out, a), length, input, nothing)
  return [
    aliasingDefect(group.compose, size, g, h),
    unary(group.invert, size, g),
    unary(group.exp, size, x),
    unary(group.cayley, size, x),
    unary(group.log, algebra.size, g),
    aliasingDefect(group.Ad, algebra.size, g, z),
    aliasingDefect(group.coAd, algebra.size, g, z),
    aliasingDefect(group.tangent, size, x, g),
    ...[algebra.bracket, algebra.coad, algebra.dexpInv, algebra.dcayInv].map((f) =>
      f === undefined ? 0 : aliasingDefect(f, algebra.size, y, z),
    ),
  ].reduce((s, d) => s + d, 0)
}
