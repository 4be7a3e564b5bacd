import type { Flow } from './Flow.ts'
import type { PartKind } from './Scheme.ts'

/** One part of a split system: its flow, what is known of it, and its adjoint where it is not its own. */
export interface SplitPart<S> {
  readonly kind: PartKind
  readonly flow: Flow<S>
  readonly adjoint?: Flow<S>
}

/** A system whose vector field is a sum of parts with computable flows, as splitting methods need. */
export interface SplitSystem<S, K extends string> {
  readonly name: string
  readonly parts: { readonly [part in K]: SplitPart<S> }
}
