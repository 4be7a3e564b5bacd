import type { HybridState, SplitSystem } from '@casimir/algebra'
import { withKick } from './withKick.ts'

type Split = SplitSystem<HybridState, 'A' | 'B'>

/** A splitting, deliberately wrong: the kick turns psi and forgets p, so that there is no back-reaction. */
export const deafKick = (split: Split): Split =>
  withKick(split, (state, h) => {
    const p = state.p.slice()
    const status = split.parts.B.flow(state, h)
    state.p.set(p)
    return status
  })
