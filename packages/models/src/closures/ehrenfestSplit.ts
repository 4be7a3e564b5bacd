import type { HybridHamiltonian, HybridState, SplitSystem } from '@casimir/algebra'
import { checkHermitianFunction, STATUS } from '@casimir/algebra'
import { partFlow } from './partFlow.ts'

/**
 * Ehrenfest trajectories, eq. (6), as two exactly solvable parts of H = A(p) + B(q), for any number of levels.
 *
 * B: q fixed, psi by exp(-i (B - Tr B/n) t / hbar), p by the exact impulse; A: the mirror image, and the one part that advances time.
 *
 * Any word in A and B is unitary and symplectic; a symmetric word is reversible. Conserves each |psi_a| to round-off.
 *
 * Cost: one eigendecomposition a trajectory, part and letter, none for a scalar part.
 *
 * Errors: throws when the Hamiltonian is not of the form A(p) + B(q), or A, B or their derivatives are not Hermitian at a few sample
 * points (`checkHermitian`).
 *
 * Source: eq. (6) of the paper; S. Choi and J. Vanicek, arXiv:2107.00607 (2021), for splitting it at any even order.
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const { parts } = ehrenfestSplit(model, { trajectories: 1, hbar: 1 })
 * const s = allocateHybrid({ trajectories: 1, dof: 1, levels: 2 })
 * s.p[0] = 3
 * parts.A.flow(s, 2) // => 0
 * s.t[0] // => 2
 */
export const ehrenfestSplit = (
  hamiltonian: HybridHamiltonian,
  { trajectories, hbar }: { readonly trajectories: number; readonly hbar: number },
): SplitSystem<HybridState, 'A' | 'B'> => {
  const { split, name } = hamiltonian
  if (!split)
    throw new Error(`ehrenfestSplit: '${name}' is not of the form A(p) + B(q), so it has no exact parts; use midpoint.`)
  checkHermitianFunction(`A(p) of '${name}'`, split.A)
  checkHermitianFunction(`B(q) of '${name}'`, split.B)
  const drift = partFlow(split.A, hbar, 1)
  const kick = partFlow(split.B, hbar, -1)
  return {
    name: `ehrenfest ${name}`,
    parts: {
      A: {
        kind: 'exact',
        flow: ({ t, q, p, psi }, h) => {
          drift(p, q, 0, psi, 0, h, trajectories)
          t[0] += h
          return STATUS.ok
        },
      },
      B: {
        kind: 'exact',
        flow: ({ q, p, psi }, h) => {
          kick(q, p, 0, psi, 0, h, trajectories)
          return STATUS.ok
        },
      },
    },
  }
}
