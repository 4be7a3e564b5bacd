import type { Flow, HybridShape, HybridState } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import { Matrix } from 'ml-matrix'
import { largestEntry, stepJacobian } from './stepJacobian.ts'
import { takeStep } from './takeStep.ts'

/** The hybrid phase space whose two-form is sum_a w_a (dq_a ^ dp_a + 2 hbar dRe psi_a ^ dIm psi_a). */
export interface HybridForm {
  readonly shape: HybridShape
  readonly weights: Float64Array
  readonly hbar: number
}

const formMatrix = ({ shape: { trajectories: N, dof, levels: n }, weights, hbar }: HybridForm): Matrix => {
  const size = N * (2 * dof + 2 * n)
  const form = Matrix.zeros(size, size)
  const pair = (i: number, j: number, value: number): void => {
    form.set(i, j, value)
    form.set(j, i, -value)
  }
  for (let a = 0; a < N; a++) {
    for (let i = 0; i < dof; i++) pair(a * dof + i, N * dof + a * dof + i, weights[a])
    for (let j = 0; j < n; j++) {
      const at = 2 * N * dof + 2 * (a * n + j)
      pair(at, at + 1, 2 * hbar * weights[a])
    }
  }
  return form
}

/**
 * The largest entry of |M^T W M - W|, relative to |W|, for the Jacobian M of one step of a flow and the hybrid two-form W.
 *
 * M is taken by sixth-order central differences with the given increment, so the result of a symplectic step is of the size of
 * increment^6 plus (solver tolerance) / increment, not zero.
 *
 * `state` is left as it was. The flow is run from slightly different states; `prepare` makes a fresh one, so that no history of one
 * run leaks into the next.
 *
 * @example
 * const form = { shape: { trajectories: 1, dof: 1, levels: 1 }, weights: new Float64Array([1]), hbar: 1 }
 * const s = allocateHybrid(form.shape)
 * symplecticDefect(() => (z, h) => { z.q[0] += h * z.p[0]; return 0 }, form, s, 0.1) < 1e-9 // => true
 * symplecticDefect(() => (z, h) => { z.q[0] *= 1 + h; return 0 }, form, s, 0.1) > 1e-3 // => true
 */
export const symplecticDefect = (
  prepare: () => Flow<HybridState>,
  form: HybridForm,
  state: HybridState,
  h: number,
  increment = 1e-3,
): number => {
  const size = state.block.length - 1
  const moved = allocateHybrid(form.shape)
  const image = (k: number, by: number): Float64Array => {
    moved.block.set(state.block)
    moved.block[k + 1] += by
    takeStep(() => prepare()(moved, h), 'symplecticDefect')
    return moved.block.slice(1)
  }
  const jacobian = stepJacobian(size, image, increment)
  const form0 = formMatrix(form)
  const defect = Matrix.sub(jacobian.transpose().mmul(form0).mmul(jacobian), form0)
  return largestEntry(defect) / largestEntry(form0)
}
