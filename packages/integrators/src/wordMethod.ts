import type { Flow, PartKinds, Scheme, SplitSystem } from '@casimir/algebra'
import { coefficientSum, isSymmetric, orderDefects } from '@casimir/algebra'
import { compile, partKinds } from './compile.ts'

/** A word, or a composition and the word it is of, with the name that messages call it by; rows of the catalogue will do. */
export type NamedWord<K extends string> =
  | { readonly name: string; readonly build: Scheme<K>; readonly order?: number }
  | {
      readonly name: string
      readonly build: <L extends string>(base: Scheme<L>) => Scheme<L>
      /** The word of order 2 that the composition repeats; it must be symmetric. */
      readonly base: Scheme<K>
      readonly order?: number
    }

/** A word prepared on a system, and what its coefficients say of it there. */
export interface WordMethod<S> {
  readonly flow: Flow<S>
  /** For parts that need not commute; orders above the highest that can be told read as that one. */
  readonly order: number
  readonly symmetric: boolean
}

const HIGHEST = 10
const CONDITIONS = 200_000
const TOLERANCE = 1e-6

/** The highest degree up to which the order conditions of these kinds are not too many. */
const highestDegree = <K extends string>(kinds: PartKinds<K>): number => {
  const parts: ReadonlyArray<K> = Object.keys(kinds) as K[]
  const words = [1]
  let total = 1
  for (let n = 1; n <= HIGHEST; n++) {
    let count = 0
    for (const part of parts)
      for (let d = 1; d <= (kinds[part] === 'exact' ? 1 : n); d += kinds[part] === 'neither' ? 1 : 2)
        count += words[n - d]
    words.push(count)
    total += count
    if (total > CONDITIONS) return n - 1
  }
  return HIGHEST
}

/** The largest p <= `highest` whose conditions hold, asked for in turn: the next degree costs as much as all before. */
const orderOf = <K extends string>(kinds: PartKinds<K>, word: Scheme<K>, highest: number): number => {
  if (!word.every((l) => Number.isFinite(l.coefficient))) return 0
  for (let p = 1; p <= highest; p++) if (!(orderDefects(kinds)(word, p)[p - 1] <= TOLERANCE)) return p - 1
  return highest
}

/**
 * Prepares a word on a split system after checking everything that its order rests on.
 *
 * The flow is that of `compile`, with its cost a step. The order and the symmetry are computed from the coefficients and from
 * the kinds of the parts: orders up to 10, or as far as 200 000 order conditions go. That takes milliseconds and no step.
 *
 * Assumes that the flows are of the kinds they claim and sum to the system's vector field (not checked).
 *
 * Errors: throws, naming the word, the system and a remedy, when the system has no parts, when word and system have different
 * parts, when a composition's base is not symmetric, when the order is below 1 or below the one that the row states, and where
 * `compile` throws: stars without adjoints, and two-operator words on parts that are not exact.
 *
 * Source: the order conditions of E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration (2006), III.3 and III.5.
 *
 * @example
 * const parts = {
 *   A: { kind: 'exact', flow: (s: Float64Array, h: number) => { s[0] += h * s[1]; return 0 } },
 *   B: { kind: 'exact', flow: (s: Float64Array, h: number) => { s[1] -= h * Math.sin(s[0]); return 0 } },
 * } as const
 * const { order, symmetric } = wordMethod({ name: 'pendulum', parts }, { name: 'suzuki4', build: suzuki4, base: strang })
 * order // => 4
 * symmetric // => true
 */
export const wordMethod = <S, K extends string>(system: SplitSystem<S, K>, method: NamedWord<K>): WordMethod<S> => {
  const on = `wordMethod: '${method.name}' on '${system.name}'`
  const parts: Partial<SplitSystem<S, K>['parts']> | undefined = system.parts
  const has = Object.keys(parts ?? {})
  if (has.length === 0)
    throw new Error(
      `${on}: a word runs the flows of parts, and the system has none; split it, or use implicitMidpoint, which needs only a gradient.`,
    )
  const composed = typeof method.build === 'function'
  const base = 'base' in method ? method.base : undefined
  if (composed && base === undefined)
    throw new Error(`${on}: a composition needs the word it repeats; give one as base, such as strang.`)
  const word: Scheme<K> = typeof method.build === 'function' ? method.build(base ?? []) : method.build
  const runs: string[] = [...new Set(word.map((l) => l.part))]
  const missing = runs.find((part) => !has.includes(part))
  if (missing !== undefined)
    throw new Error(
      `${on}: the word runs a part '${missing}', and the system has only ${has.join(', ')}; give the system that part, or write the word in ${has.join(', ')}.`,
    )
  const idle = has.find((part) => !runs.includes(part))
  if (idle !== undefined)
    throw new Error(
      `${on}: the word never runs the part '${idle}', which would drop it from the dynamics; use a word in ${has.join(', ')}.`,
    )
  const kinds = partKinds<S, K>(system.parts)
  if (base !== undefined && !isSymmetric(kinds)(base))
    throw new Error(
      `${on}: the base of the composition is not symmetric, and the orders of compositions rest on it; use strang, or symmetrize the base.`,
    )
  const flow = compile(system)(word)
  const highest = highestDegree(kinds)
  const order = orderOf(kinds, word, highest)
  if (order < 1) {
    const sums = (has as K[]).map((part) => `${part} to ${Number(coefficientSum(part)(word).toPrecision(6))}`)
    throw new Error(
      `${on}: the word has order 0, for the coefficients of a part must sum to 1, and here they sum to: ${sums.join(', ')}; correct them.`,
    )
  }
  if (method.order !== undefined && order < Math.min(method.order, highest))
    throw new Error(
      `${on}: the word states order ${method.order} and has ${order} on these parts; correct its coefficients, or give the parts the flows it assumes.`,
    )
  return { flow, order, symmetric: isSymmetric(kinds)(word) }
}
