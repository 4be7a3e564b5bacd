import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import { Matrix } from 'ml-matrix'
import { canonicalTensor, reverseHybrid } from './catalogueProblems.ts'
import type { CatalogueProblem, RowSpecimen } from './catalogueRow.ts'

/** Exchanges p and Im psi of two states: the stepper remembers (q, y) and (x, p) of its copies (q, p) and (x, y). */
const exchangeMomenta = (one: HybridState, two: HybridState): void => {
  for (let k = 0; k < one.p.length; k++) [one.p[k], two.p[k]] = [two.p[k], one.p[k]]
  for (let k = 1; k < one.psi.length; k += 2) [one.psi[k], two.psi[k]] = [two.psi[k], one.psi[k]]
}

/**
 * A method on a problem together with the second copy (x, y, psi') that it keeps beside (t, q, p, psi): both are coordinates, so that
 * their common map can be measured. Norms and energy are read from the first copy, as a user does.
 */
export const onBothCopies = (
  problem: CatalogueProblem<HybridState>,
  system: HybridSystem,
  weights: Float64Array,
  prepare: () => Stepper,
): RowSpecimen => {
  const first = problem.specimen('both copies', () => prepare().flow)
  const single = 1 + 2 * system.shape.trajectories * (system.shape.dof + system.shape.levels)
  const size = 2 * single - 1
  const tensor = Matrix.zeros(size, size)
  const one = canonicalTensor(system, weights)
  for (let i = 1; i < single; i++)
    for (let j = 1; j < single; j++) {
      tensor.set(i, j, one.get(i, j))
      tensor.set(single + i - 1, single + j - 1, one.get(i, j))
    }
  const twice = (block: Float64Array): Float64Array => Float64Array.of(...block, ...block.subarray(1))
  const { reference, invariants, energy, reverse } = first
  const reversed = reverseHybrid(system)
  const copy = new Float64Array(single)
  return {
    T: problem.T,
    h: problem.h,
    hLong: problem.hLong,
    specimen: {
      method: first.method,
      problem: first.problem,
      prepare: () => {
        const block = twice(first.prepare().block)
        const { flow, memory } = prepare()
        if (!memory) throw new Error('onBothCopies: the stepper keeps no copy.')
        const state = allocateHybrid(system.shape)
        const other = allocateHybrid(system.shape)
        const kept = new Float64Array(memory.size)
        return {
          block,
          step: (h) => {
            state.block.set(block.subarray(0, single))
            other.block.set(block.subarray(single), 1)
            other.t[0] = state.t[0]
            exchangeMomenta(state, other)
            kept[0] = 1
            kept.set(state.block, 1)
            kept.set(other.block, 1 + single)
            memory.write(kept)
            exchangeMomenta(state, other)
            const status = flow(state, h)
            memory.read(kept)
            state.block.set(kept.subarray(1, 1 + single))
            other.block.set(kept.subarray(1 + single))
            exchangeMomenta(state, other)
            block.set(state.block)
            block.set(other.block.subarray(1), single)
            return status
          },
        }
      },
      ...(reference ? { reference: (T: number) => twice(reference(T)) } : {}),
      ...(invariants ? { invariants: (block: Float64Array) => invariants(block.subarray(0, single)) } : {}),
      ...(energy ? { energy: (block: Float64Array) => energy(block.subarray(0, single)) } : {}),
      ...(reverse
        ? {
            reverse: (block: Float64Array) => {
              reversed(block.subarray(0, single))
              copy[0] = 0
              copy.set(block.subarray(single), 1)
              reversed(copy)
              block.set(copy.subarray(1), single)
            },
          }
        : {}),
      poisson: () => tensor,
    },
  }
}
