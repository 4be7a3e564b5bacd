import type { Flow, HybridState, SplitSystem } from '@casimir/algebra'

type Split = SplitSystem<HybridState, 'A' | 'B'>

/** A splitting with another flow of its part B. */
export const withKick = ({ name, parts }: Split, flow: Flow<HybridState>): Split => ({
  name,
  parts: { A: parts.A, B: { kind: 'exact', flow } },
})
