import type { Flow, PartKind, PartKinds, Scheme, SplitPart, SplitSystem } from '@casimir/algebra'
import { fuse, STATUS } from '@casimir/algebra'

/**
 * The kinds of a system's parts, as the functions on words take them.
 *
 * @example
 * partKinds({ A: { kind: 'exact', flow: () => 0 }, B: { kind: 'neither', flow: () => 0 } }) // => { A: 'exact', B: 'neither' }
 */
export const partKinds = <S, K extends string>(parts: SplitSystem<S, K>['parts']): PartKinds<K> => {
  const kinds: Partial<Record<K, PartKind>> = {}
  for (const part in parts) kinds[part] = parts[part].kind
  return kinds as PartKinds<K>
}

/**
 * Gives a word its meaning: the flow that runs the part flows in the word's order, leftmost first.
 *
 * compile(parts)(a . b) = compile(parts)(a) then compile(parts)(b); neighbouring letters of one exact part are merged.
 *
 * Cost of a step: one call per letter of the fused word; it allocates nothing. The first status that is not ok ends the step.
 *
 * Errors: throws while building when a letter names a part the system lacks, stars a part without an adjoint, or demands
 * an exact flow of a part that has none.
 *
 * @example
 * const parts = { A: { kind: 'exact', flow: (s: Float64Array, h: number) => { s[0] += h; return 0 } } } as const
 * const s = new Float64Array(1)
 * compile({ name: 'clock', parts })([{ part: 'A', coefficient: 0.5 }])(s, 4)
 * s[0] // => 2
 */
export const compile =
  <S, K extends string>(system: SplitSystem<S, K>) =>
  (scheme: Scheme<K>): Flow<S> => {
    for (const l of scheme) {
      const part: SplitPart<S> | undefined = system.parts[l.part]
      if (!part)
        throw new Error(
          `compile: the scheme has a part '${l.part}', '${system.name}' has ${Object.keys(system.parts).join(', ')}; use a scheme of those parts.`,
        )
      if (l.exact && part.kind !== 'exact')
        throw new Error(
          `compile: a two-operator scheme needs exact part flows, and part '${l.part}' of '${system.name}' is ${part.kind}; it would drop to order 2. Use a symmetric composition such as suzuki4.`,
        )
    }
    const word = fuse(partKinds<S, K>(system.parts))(scheme)
    const coefficients = Float64Array.from(word, (l) => l.coefficient)
    const flows = word.map((l) => {
      const part = system.parts[l.part]
      if (!l.adjoint) return part.flow
      if (part.kind !== 'neither') return part.flow
      if (!part.adjoint)
        throw new Error(
          `compile: the scheme stars part '${l.part}' of '${system.name}', which has no adjoint flow; give it one or use a scheme without adjoints.`,
        )
      return part.adjoint
    })
    const length = flows.length
    return (state, h) => {
      for (let k = 0; k < length; k++) {
        const status = flows[k](state, coefficients[k] * h)
        if (status !== STATUS.ok) return status
      }
      return STATUS.ok
    }
  }
