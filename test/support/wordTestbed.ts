import type { Scheme, SplitSystem } from '@casimir/algebra'
import type { Specimen } from '@casimir/checks'
import { compile } from '@casimir/integrators'
import { extrapolatedEnd } from './extrapolatedEnd.ts'
import type { WordProblem } from './wordTestbedProblems.ts'

/**
 * The word with its first coefficient of B and the next different one exchanged, and their mirror images: as symmetric and
 * consistent as before, but wrong.
 */
export const swappedStages = (scheme: Scheme<'A' | 'B'>): Scheme<'A' | 'B'> => {
  const places = scheme.flatMap((l, k) => (l.part === 'B' ? [k] : []))
  const i = places[0]
  const j = places.find((k) => Math.abs(scheme[k].coefficient - scheme[i].coefficient) > 1e-9)
  const last = scheme.length - 1
  if (j === undefined || 2 * j === last) throw new Error('swappedStages: the word has nothing to exchange.')
  const from = new Map([
    [i, j],
    [j, i],
    [last - i, last - j],
    [last - j, last - i],
  ])
  return scheme.map((l, k) => ({ ...l, coefficient: scheme[from.get(k) ?? k].coefficient }))
}

/** The word on a problem, with a reference that integrates the vector field independently of the part flows. */
export const wordSpecimen = (
  problem: WordProblem,
  method: string,
  scheme: Scheme<'A' | 'B'>,
  change: (split: SplitSystem<Float64Array, 'A' | 'B'>) => SplitSystem<Float64Array, 'A' | 'B'> = (split) => split,
): Specimen & { readonly reference: (T: number) => Float64Array } => {
  const ends = endsOf(problem)
  return {
    method,
    problem: problem.name,
    prepare: () => {
      const { block, split } = problem.prepare()
      const flow = compile(change(split))(scheme)
      return { block, step: (h) => flow(block, h) }
    },
    reference: (T) => {
      const end = ends.get(T) ?? extrapolatedEnd(problem.field, problem.prepare().block, T, 180)
      ends.set(T, end)
      return end
    },
  }
}

const known = new WeakMap<WordProblem, Map<number, Float64Array>>()
const endsOf = (problem: WordProblem): Map<number, Float64Array> => {
  const ends = known.get(problem) ?? new Map<number, Float64Array>()
  known.set(problem, ends)
  return ends
}

/** max_k |x_k - y_k| / (1 + |y_k|). */
export const relativeDistance = (x: Float64Array, y: Float64Array): number =>
  x.reduce((most, v, k) => Math.max(most, Math.abs(v - y[k]) / (1 + Math.abs(y[k]))), 0)

/** The error at the end of N steps to T. */
export const endError = (specimen: ReturnType<typeof wordSpecimen>, T: number, N: number): number => {
  const { block, step } = specimen.prepare()
  for (let k = 0; k < N; k++) step(T / N)
  return relativeDistance(block, specimen.reference(T))
}

/** Where the fit of an order begins, and over what factor in the error it goes; all of it between 1e-12 and 1e-4. */
const WINDOW: { readonly [order: number]: readonly [ceiling: number, span: number] } = {
  1: [5e-5, 4],
  2: [3e-5, 16],
  4: [1e-6, 256],
  6: [1e-7, 4000],
  8: [5e-9, 1500],
  10: [1e-9, 200],
}

/** Nine numbers of steps, all different, over which a word of the given order goes from the ceiling down the span of its window. */
export const stepCounts = (error: (N: number) => number, order: number): number[] => {
  const [ceiling, span] = WINDOW[order]
  let first = 8
  while (!(error(first) < ceiling)) {
    first = Math.ceil(first * (order > 2 ? 1.05 : 1.3))
    if (first > 1e6) throw new Error(`stepCounts: no error below ${ceiling} in a million steps.`)
  }
  return Array.from({ length: 9 }, (_, k) => Math.round(first * span ** (k / 8 / order)))
}
