import type { HybridState, Letter, PartKinds, Scheme, SplitSystem } from '@casimir/algebra'
import {
  adjoint,
  allocateHybrid,
  commutator,
  conjugateTranspose,
  fuse,
  getSchemeMonoid,
  hermitianExponential,
  scale,
} from '@casimir/algebra'
import type { FlowInstance, InPlaceOperation, SchemeInstance } from '@casimir/checks'
import {
  amplitudes,
  assertLaw,
  complexMatrix,
  flowLaws,
  gridVector,
  hermitian,
  inPlaceLaws,
  schemeLaws,
} from '@casimir/checks'
import { compile } from '@casimir/integrators'
import { ehrenfestSplit, rabi } from '@casimir/models'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failingLaws } from '../support/verdictsOf.ts'

const trial = { draws: 60, seed: 3 }
const shape = { trajectories: 1, dof: 1, levels: 2 }
const split = ehrenfestSplit(rabi({ omega: 1, splitting: 1, coupling: 0.5 }), { trajectories: 1, hbar: 1 })
const { A, B } = split.parts
const blocks = fc.tuple(gridVector(3), amplitudes(2)).map(([xs, psi]) => Float64Array.of(...xs, ...psi))

type Part = 'A' | 'B' | 'N'
/** Two exact parts and one that is neither, with its adjoint: A then B, and B then A. */
const parts: SplitSystem<HybridState, Part> = {
  name: 'rabi',
  parts: {
    A,
    B,
    N: {
      kind: 'neither',
      flow: (s, h) => A.flow(s, h) || B.flow(s, h),
      adjoint: (s, h) => B.flow(s, h) || A.flow(s, h),
    },
  },
}
const kinds: PartKinds<Part> = { A: 'exact', B: 'exact', N: 'neither' }
const instance: SchemeInstance<Part, HybridState> = {
  name: 'words on rabi',
  kinds,
  compile: compile(parts),
  allocate: () => allocateHybrid(shape),
  blocks,
  h: 0.5,
}
const operations = {
  concat: getSchemeMonoid<Part>().concat,
  scale: (c: number) => (w: Scheme<Part>) => scale(c)(w),
  adjoint: adjoint<Part>(kinds),
  fuse: fuse<Part>(kinds),
}

describe('words', () => {
  test.each(schemeLaws(instance).map((law) => [law.id, law] as const))('%s', (_, law) => assertLaw(law, trial))
})

describe('each law of words fails on a twin that breaks it', () => {
  const run =
    (w: Scheme<Part>, pick: (l: Letter<Part>, k: number) => number, order = w) =>
    (state: HybridState, h: number) => {
      order.forEach((l, k) => {
        const { flow, adjoint: starred } = parts.parts[l.part]
        const move = l.adjoint && starred ? starred : flow
        move(state, pick(l, k) * h)
      })
      return 0
    }
  test.each<[string, Partial<typeof instance>, string, string]>([
    [
      'concatenation that puts words of two letters last',
      { operations: { ...operations, concat: (a, b) => (a.length === 2 ? [...b, ...a] : [...a, ...b]) } },
      'scheme/monoid',
      'scheme/compile-fuse',
    ],
    [
      'a scale that leaves every fifth letter alone',
      {
        operations: {
          ...operations,
          scale: (c) => (w) => w.map((l, k) => (k === 4 ? l : { ...l, coefficient: c * l.coefficient })),
        },
      },
      'scheme/scale',
      'scheme/monoid',
    ],
    [
      'an adjoint that does not star',
      { operations: { ...operations, adjoint: (w) => w.toReversed() } },
      'scheme/compile-adjoint',
      'scheme/scale',
    ],
    [
      'an adjoint that does not reverse',
      { operations: { ...operations, adjoint: (w) => adjoint<Part>(kinds)(w).toReversed() } },
      'scheme/adjoint',
      'scheme/fuse',
    ],
    [
      'a fuse that merges what is not exact',
      { operations: { ...operations, fuse: fuse<Part>({ A: 'exact', B: 'exact', N: 'exact' }) } },
      'scheme/compile-fuse',
      'scheme/compile',
    ],
    [
      'a fuse that drops the first of two letters it should merge',
      {
        operations: {
          ...operations,
          fuse: (w) => w.filter((l, k) => l.coefficient !== 0 && !(l.part === 'A' && w[k + 1]?.part === 'A')),
        },
      },
      'scheme/fuse',
      'scheme/adjoint',
    ],
    [
      'a compile that runs words backwards',
      { compile: (w) => run(w, (l) => l.coefficient, w.toReversed()) },
      'scheme/compile',
      'scheme/compile-adjoint',
    ],
    [
      'a compile that squares coefficients',
      { compile: (w) => run(w, (l) => l.coefficient ** 2) },
      'scheme/compile-scale',
      'scheme/compile',
    ],
  ])('%s', (_, change, failing, passing) => {
    const failed = failingLaws(schemeLaws({ ...instance, ...change }), trial)
    expect(failed).toContain(failing)
    expect(failed).not.toContain(passing)
  })
})

const exact = (name: 'A' | 'B'): FlowInstance<HybridState> => ({
  name: `part ${name} of rabi`,
  allocate: () => allocateHybrid(shape),
  prepare: () => split.parts[name].flow,
  blocks,
  longest: 2,
})

describe.each([['A'], ['B']] as const)('the exact flow of part %s', (name) => {
  test.each(flowLaws(exact(name)).map((law) => [law.id, law] as const))('%s', (_, law) => assertLaw(law, trial))
})

describe('each law of flows fails on a twin that breaks it', () => {
  const flow = B.flow
  const twin = (prepare: FlowInstance<HybridState>['prepare']): string[] =>
    failingLaws(flowLaws({ ...exact('B'), prepare }), trial)
  test.each<[string, FlowInstance<HybridState>['prepare'], string, string]>([
    [
      'a flow that kicks even in no time',
      () => (s, h) => {
        s.p[0] += 1e-9
        return flow(s, h)
      },
      'flow/zero',
      'flow/status',
    ],
    [
      'the symmetric product of two exact flows',
      () => (s, h) => A.flow(s, h / 2) || flow(s, h) || A.flow(s, h / 2),
      'flow/one-parameter',
      'flow/inverse',
    ],
    ['the plain product of two exact flows', () => (s, h) => A.flow(s, h) || flow(s, h), 'flow/inverse', 'flow/zero'],
    [
      'a flow that is lost in a long step',
      () => (s, h) => {
        if (h > 1) s.q[0] = Number.NaN
        return flow(s, h)
      },
      'flow/status',
      'flow/zero',
    ],
    ['a flow that says it failed', () => (s, h) => flow(s, h) || (h > 1 ? 1 : 0), 'flow/status', 'flow/zero'],
    [
      'a flow that starts where it last ended',
      () => {
        let last = 0
        return (s, h) => {
          s.p[0] += 1e-9 * last
          last = s.q[0]
          return flow(s, h)
        }
      },
      'flow/memoryless',
      'flow/zero',
    ],
  ])('%s', (_, prepare, failing, passing) => {
    const failed = twin(prepare)
    expect(failed).toContain(failing)
    expect(failed).not.toContain(passing)
  })
})

const n = 3
const size = 2 * n * n
const kernels: ReadonlyArray<InPlaceOperation> = [
  {
    name: 'conjugateTranspose',
    length: size,
    inputs: [complexMatrix(n)],
    run: (out, x) => conjugateTranspose(out, x, n),
  },
  {
    name: 'hermitianExponential',
    length: size,
    inputs: [hermitian(n)],
    run: (out, x) => hermitianExponential(n)(out, 0, x, 0, 1),
    pure: (x) => {
      const out = new Float64Array(size)
      hermitianExponential(n)(out, 0, x, 0, 1)
      return out
    },
  },
]

describe('linear algebra in place', () => {
  test.each(inPlaceLaws(kernels).map((law) => [law.id, law] as const))('%s', (_, law) => assertLaw(law, trial))

  const product: InPlaceOperation = {
    name: 'commutator',
    length: size,
    inputs: [complexMatrix(n), complexMatrix(n)],
    run: (out, x, y) => commutator(out, x, y, n),
  }
  test('the commutator writes while it reads, and its docstring says so: the law sees it', () => {
    expect(failingLaws(inPlaceLaws([product]), trial)).toEqual(['in-place/aliasing commutator'])
  })
  test('an operation that spoils an input, or says something else when pure', () => {
    const [transpose] = kernels
    const spoils: InPlaceOperation = {
      ...transpose,
      run: (out, x) => {
        conjugateTranspose(out, x, n)
        if (x instanceof Float64Array) x[0] += 1
      },
    }
    expect(failingLaws(inPlaceLaws([spoils]), trial)).toContain('in-place/repeatable conjugateTranspose')
    const otherwise: InPlaceOperation = { ...transpose, pure: () => new Float64Array(size) }
    expect(failingLaws(inPlaceLaws([otherwise]), trial)).toEqual(['in-place/pure conjugateTranspose'])
  })
})
