import type { HybridHamiltonian } from '@casimir/algebra'
import { checkHamiltonianDerivatives, checkHermitianHamiltonian } from '@casimir/algebra'
import * as fc from 'fast-check'
import { gridVector } from '../arbitraries/gridVector.ts'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { singleCaseLaw } from './singleCaseLaw.ts'

interface Point {
  readonly q: Float64Array
  readonly p: Float64Array
}

/** Numbers that are not written may be seen behind those that are. */
const BEHIND = 32
const COUNT = 'nothing: it counts numbers, of which none may be wrong'

const show = ({ q, p }: Point): string =>
  [`const q = Float64Array.of(${q.join(', ')})`, `const p = Float64Array.of(${p.join(', ')})`].join('\n')

const none = (defect: number): Measured => ({ defect, tolerance: 0 })

/**
 * What every Hamiltonian owes those who call it, from code that is not trusted: it writes the numbers it says and no others, finite ones, from its arguments
 * alone, and changes none of them; the matrices are Hermitian and the derivatives those of the value.
 *
 * `dof` is the number of coordinates that the Hamiltonian says it has; points are drawn within `range` of 0, a grid arbitrary.
 *
 * Cost: three evaluations of H and its derivatives a draw. The laws of Hermitian matrices and of derivatives look at the points of
 * `checkHermitianHamiltonian` and `checkHamiltonianDerivatives`, one draw whatever is asked for, and have their tolerances.
 *
 * Errors: none; what the Hamiltonian throws is a failed law.
 *
 * @example
 * const free = {
 *   name: 'free', levels: 1, dof: 1, value: (out, q, p, at) => out.set([p[at] ** 2 / 2, 0]),
 *   gradientQ: (out) => out.set([0, 0]), gradientP: (out, q, p, at) => out.set([p[at], 0]),
 * }
 * hamiltonianLaws(free).map((law) => law.check({ draws: 20, seed: 1 }).verdict) // => ['holds', 'holds', 'holds', 'holds', 'holds', 'holds']
 * const shifted = { ...free, value: (out, q, p, at) => { q[at] += 1; free.value(out, q, p, at) } }
 * hamiltonianLaws(shifted).find(({ id }) => id === 'hamiltonian/inputs')?.check({ draws: 20, seed: 1 }).verdict // => 'fails'
 */
export const hamiltonianLaws = (hamiltonian: HybridHamiltonian, { range = 2 } = {}): ReadonlyArray<Law> => {
  const { levels, dof } = hamiltonian
  const size = 2 * levels * levels
  const cases: fc.Arbitrary<Point> = fc.record({ q: gridVector(dof, range), p: gridVector(dof, range) })
  const functions = [
    ['value', size],
    ['gradientQ', dof * size],
    ['gradientP', dof * size],
  ] as const
  /** All numbers that the three functions write from a background, those behind their ends included. */
  const written = ({ q, p }: Point, background: number): ReadonlyArray<Float64Array> =>
    functions.map(([name, length]) => {
      const out = new Float64Array(length + BEHIND).fill(background)
      hamiltonian[name](out, q.slice(), p.slice(), 0)
      return out
    })
  const tally = (
    outs: ReadonlyArray<Float64Array>,
    wrong: (x: number, k: number, which: number) => boolean,
  ): Measured => none(outs.reduce((sum, out, which) => sum + out.filter((x, k) => wrong(x, k, which)).length, 0))
  const inside = (k: number, which: number): boolean => k < functions[which][1]
  const law = (id: string, statement: string, measure: (point: Point) => Measured): Law =>
    defineLaw({ id: `hamiltonian/${id}`, statement, scale: COUNT, cases, measure, show })
  const once = (id: string, statement: string, scale: string, check: () => void): Law =>
    singleCaseLaw({
      id: `hamiltonian/${id}`,
      statement,
      scale,
      check,
      code: `// the case is in the sentence above; the Hamiltonian is '${hamiltonian.name}'`,
    })
  return [
    law(
      'size',
      'value, gradientQ and gradientP write 2 n^2, 2 n^2 d and 2 n^2 d numbers, all of them and no more',
      (point) => {
        const [plain, other] = [written(point, Number.NaN), written(point, 1)]
        return tally(other, (x, k, which) =>
          inside(k, which) ? x === 1 && Number.isNaN(plain[which][k]) : x !== 1 || !Number.isNaN(plain[which][k]),
        )
      },
    ),
    law('finite', 'every number written is finite', (point) =>
      tally(written(point, 0), (x, k, which) => inside(k, which) && !Number.isFinite(x)),
    ),
    law('inputs', 'q and p are left as they were', ({ q, p }) => {
      const [q1, p1] = [q.slice(), p.slice()]
      const out = new Float64Array(Math.max(1, dof) * size + BEHIND)
      for (const [name] of functions) hamiltonian[name](out, q1, p1, 0)
      return tally([q1, p1], (x, k, which) => !Object.is(x, [q, p][which][k]))
    }),
    law('repeatable', 'the same point gives the same numbers again', (point) => {
      const first = written(point, 0)
      const away: Point = { q: point.q.map((x) => x + 0.25), p: point.p.map((x) => x - 0.5) }
      written(away, 0)
      const again = written(point, 0)
      return tally(again, (x, k, which) => !Object.is(x, first[which][k]))
    }),
    once(
      'hermitian',
      'H, H_q and H_p are Hermitian',
      'machine epsilon times the largest entry, as checkHermitianHamiltonian states',
      () => checkHermitianHamiltonian(hamiltonian),
    ),
    once(
      'derivatives',
      'H_q and H_p are the derivatives of H',
      'the error of finite differences, as checkHamiltonianDerivatives states',
      () => checkHamiltonianDerivatives(hamiltonian),
    ),
  ]
}
