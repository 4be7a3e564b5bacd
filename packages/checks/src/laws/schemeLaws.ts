import type { Flow, PartKinds, Scheme } from '@casimir/algebra'
import { adjoint, coefficientSum, fuse, getSchemeMonoid, scale } from '@casimir/algebra'
import * as fc from 'fast-check'
import { word } from '../arbitraries/word.ts'
import { codeOf } from '../codeOf.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { approximately, EPSILON, lengthOf } from './approximate.ts'

/** The list functions on words. */
export interface SchemeOperations<K extends string> {
  readonly concat: (first: Scheme<K>, second: Scheme<K>) => Scheme<K>
  readonly scale: (c: number) => (scheme: Scheme<K>) => Scheme<K>
  readonly adjoint: (scheme: Scheme<K>) => Scheme<K>
  readonly fuse: (scheme: Scheme<K>) => Scheme<K>
}

/** Words over parts, and what gives them a meaning. */
export interface SchemeInstance<K extends string, S extends { readonly block: Float64Array }> {
  readonly name: string
  readonly kinds: PartKinds<K>
  readonly compile: (scheme: Scheme<K>) => Flow<S>
  readonly allocate: () => S
  readonly blocks: fc.Arbitrary<Float64Array>
  /** The step that words are run over. */
  readonly h: number
  /** Replaces the library's own list functions, to try others. */
  readonly operations?: SchemeOperations<K>
  /** The relative accuracy of part flows that solve equations; 0 when left out. */
  readonly solver?: number
}

interface SchemeDraw<K extends string> {
  readonly a: Scheme<K>
  readonly b: Scheme<K>
  readonly c: number
  readonly block: Float64Array
}

/** Relative rounding errors of one letter. */
const ROUNDINGS = 64

/** How many letters of two words differ; -0 counts as 0, which no flow sees. */
const lettersApart = <K extends string>(x: Scheme<K>, y: Scheme<K>): Measured => {
  let wrong = Math.abs(x.length - y.length)
  for (let k = 0; k < Math.min(x.length, y.length); k++)
    if (
      x[k].part !== y[k].part ||
      x[k].coefficient + 0 !== y[k].coefficient + 0 ||
      Boolean(x[k].adjoint) !== Boolean(y[k].adjoint) ||
      Boolean(x[k].exact) !== Boolean(y[k].exact)
    )
      wrong += 1
  return { defect: wrong, tolerance: 0 }
}

const sumOf = (...counts: Measured[]): Measured => ({
  defect: counts.reduce((s, { defect }) => s + defect, 0),
  tolerance: 0,
})

/**
 * The laws of words and their meaning: concatenation, `scale`, `adjoint` and `fuse` as list functions, exactly; and that compiling is a homomorphism which turns them
 * into running one flow after the other, over another step, backwards, and into nothing.
 *
 * Words have up to 8 letters with coefficients in eighths. Compiled words are compared to 64 rounding errors (and the solver's) a letter, times (1 + |y|) and the stretch of the word.
 *
 * @example
 * const parts = { A: { kind: 'exact', flow: ({ block }, h) => { block[0] += h * block[1]; return 0 } } }
 * const compile = (scheme) => (s, h) => { for (const l of scheme) parts[l.part].flow(s, l.coefficient * h); return 0 }
 * const allocate = () => ({ block: new Float64Array(2) })
 * const laws = schemeLaws({ name: 'drifts', kinds: { A: 'exact' }, compile, allocate, blocks: gridVector(2), h: 1 })
 * laws.every((law) => law.check({ draws: 10, seed: 1 }).verdict === 'holds') // => true
 */
export const schemeLaws = <K extends string, S extends { readonly block: Float64Array }>({
  name,
  kinds,
  compile,
  allocate,
  blocks,
  h,
  operations,
  solver = 0,
}: SchemeInstance<K, S>): ReadonlyArray<Law> => {
  const of: SchemeOperations<K> = operations ?? {
    concat: getSchemeMonoid<K>().concat,
    scale: (c) => scale(c),
    adjoint: adjoint<K>(kinds),
    fuse: fuse<K>(kinds),
  }
  const parts = Object.keys(kinds) as K[]
  const words = word<K>(kinds)
  const cases = fc.record({ a: words, b: words, c: fc.integer({ min: -16, max: 16 }).map((k) => k / 8), block: blocks })
  const law = (id: string, statement: string, measure: (draw: SchemeDraw<K>) => Measured, compiled = false): Law =>
    defineLaw({
      id: `scheme/${id}`,
      statement: `${name}: ${statement}`,
      scale: compiled
        ? 'rounding errors and solver tolerances of 1 + |y| a letter, times the stretch of the word'
        : 'nothing: it is exact',
      cases,
      measure,
      show: ({ a, b, c, block }) =>
        `const [a, b] = ${codeOf([a, b])}\nconst c = ${codeOf(c)}\nconst block = ${codeOf(block)}`,
    })
  const run = (start: Float64Array, ...moves: ReadonlyArray<readonly [Scheme<K>, number]>): Float64Array => {
    const state = allocate()
    state.block.set(start)
    for (const [scheme, step] of moves) {
      const status = compile(scheme)(state, step)
      if (status !== 0) throw new Error(`${name}: a word ended with status ${status}`)
    }
    return state.block
  }
  /** How far apart two routes from one start end, in parts of what rounding makes of the longer one; the stretch is that along the second. */
  const routes = (
    block: Float64Array,
    first: ReadonlyArray<readonly [Scheme<K>, number]>,
    second: ReadonlyArray<readonly [Scheme<K>, number]>,
  ): Measured => {
    const [end, other] = [run(block, ...first), run(block, ...second)]
    const letters = Math.max(...[first, second].map((all) => all.reduce((s, [w]) => s + w.length, 1)))
    const by = Math.sqrt(EPSILON)
    const longer = first.length > 1 ? first : second
    let stretch = 1
    let place = block
    // an error made anywhere on the way grows by no more than what all legs stretch
    for (const leg of longer) {
      const image = run(place, leg)
      const growth = place.reduce((most, _, k) => {
        const moved = place.slice()
        moved[k] += by
        return Math.max(most, lengthOf(run(moved, leg).map((v, i) => v - image[i])) / by)
      }, 1)
      stretch *= growth
      place = image
    }
    const size = (1 + Math.max(lengthOf(block), lengthOf(end), lengthOf(other))) * stretch * letters
    return approximately(end, other, size, ROUNDINGS + solver / EPSILON)
  }
  const star = of.adjoint
  return [
    law('monoid', 'concatenation is associative, with the empty word as identity', ({ a, b }) =>
      sumOf(
        lettersApart(of.concat(of.concat(a, b), a), of.concat(a, of.concat(b, a))),
        lettersApart(of.concat(a, []), a),
        lettersApart(of.concat([], a), a),
      ),
    ),
    law(
      'scale',
      'scale 1 changes nothing, scale c scale d = scale c d, scale c (a b) = scale c a . scale c b',
      ({ a, b, c }) =>
        sumOf(
          lettersApart(of.scale(1)(a), a),
          lettersApart(of.scale(c)(of.scale(0.5)(a)), of.scale(c * 0.5)(a)),
          lettersApart(of.scale(c)(of.concat(a, b)), of.concat(of.scale(c)(a), of.scale(c)(b))),
        ),
    ),
    law('adjoint', '(a b)* = b* a*, a** = a, and the adjoint passes through scale', ({ a, b, c }) =>
      sumOf(
        lettersApart(star(of.concat(a, b)), of.concat(star(b), star(a))),
        lettersApart(star(star(a)), a),
        lettersApart(star(of.scale(c)(a)), of.scale(c)(star(a))),
      ),
    ),
    law(
      'fuse',
      'fusing twice is fusing once, may be done before concatenation, and keeps every coefficient sum',
      ({ a, b }) => {
        const fused = of.fuse(a)
        return sumOf(
          lettersApart(of.fuse(fused), fused),
          lettersApart(of.fuse(of.concat(fused, of.fuse(b))), of.fuse(of.concat(a, b))),
          {
            defect: parts.filter((part) => coefficientSum<K>(part)(fused) !== coefficientSum<K>(part)(a)).length,
            tolerance: 0,
          },
        )
      },
    ),
    law(
      'compile',
      'compile(a b) is compile(a), then compile(b)',
      ({ a, b, block }) =>
        routes(
          block,
          [
            [a, h],
            [b, h],
          ],
          [[of.concat(a, b), h]],
        ),
      true,
    ),
    law(
      'compile-scale',
      'compile(scale c a) over h is compile(a) over c h',
      ({ a, c, block }) => routes(block, [[of.scale(c)(a), h]], [[a, c * h]]),
      true,
    ),
    law(
      'compile-adjoint',
      'compile(a*) over -h undoes compile(a) over h',
      ({ a, block }) =>
        routes(
          block,
          [
            [a, h],
            [star(a), -h],
          ],
          [[[], h]],
        ),
      true,
    ),
    law('compile-fuse', 'fusing changes no flow', ({ a, block }) => routes(block, [[of.fuse(a), h]], [[a, h]]), true),
  ]
}
