import type { HybridState, SplitSystem } from '@casimir/algebra'
import { withKick } from './withKick.ts'

type Split = SplitSystem<HybridState, 'A' | 'B'>

/** A splitting, deliberately wrong: the kick turns psi by half the angle, as where exp(-i t n.sigma/2) is taken for exp(-i t n.sigma). */
export const halfRotation = (split: Split): Split =>
  withKick(split, (state, h) => {
    const before = state.psi.slice()
    const status = split.parts.B.flow(state, h)
    const p = state.p.slice()
    state.psi.set(before)
    split.parts.B.flow(state, h / 2)
    state.p.set(p)
    return status
  })
