import type { Reading, Writing } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import { hybridVonNeumann } from '@casimir/models'

/** Dhat as printed, deliberately wrong: P for D P in P/D + (hbar/2) div(D Gamma), so that its trace is 1. */
export const printedVonNeumann = (space: HermitianFields, hbar: number): ((out: Writing, P: Reading) => void) => {
  const right = hybridVonNeumann(space, hbar)
  const D = new Float64Array(space.grid.nodes)
  const size = space.packing.size
  return (out, P) => {
    space.trace(D, P)
    right(out, P)
    for (let i = 0; i < P.length; i++) out[i] += P[i] / D[Math.floor(i / size)] - P[i]
  }
}
