import type { MatrixFunction } from '@casimir/algebra'
import { expectation } from '@casimir/algebra'
import type { PartFlow } from '@casimir/models'
import { partFlow } from '@casimir/models'

/**
 * A wrong twin of `partFlow`: psi turns exactly, but the impulse is t <dM>_0, the force at the start, instead of its integral.
 *
 * Common in practice; Strang splitting with it still has order 2, so only laws of the part itself tell.
 */
export const frozenImpulse = (M: MatrixFunction, hbar: number, sign: 1 | -1): PartFlow => {
  const exact = partFlow(M, hbar, sign)
  const size = 2 * M.levels * M.levels
  const derivatives = new Float64Array(M.dof * size)
  return (x, y, at, psi, psiAt, t) => {
    const start = y.slice()
    M.gradient(derivatives, x, at)
    const force = Array.from({ length: M.dof }, (_, i) => expectation(derivatives, i * size, psi, psiAt, M.levels))
    exact(x, y, at, psi, psiAt, t)
    for (let i = 0; i < M.dof; i++) y[at + i] = start[at + i] + sign * t * force[i]
  }
}
