import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import type { MeasuredOrder } from '@casimir/checks'
import { convergenceOrder } from '@casimir/checks'
import { rungeKutta4 } from '@casimir/integrators'
import { largestDifference } from './largestDifference.ts'

/** A run of fixed steps whose end is compared with a reference. */
export interface EndRun<S extends { readonly block: Float64Array }> {
  readonly start: S
  readonly prepare: () => (state: S, h: number) => number
  readonly copy: (state: S) => S
  readonly T: number
  readonly reference: Float64Array
  /** Numbers of steps of the runs. */
  readonly steps: ReadonlyArray<number>
}

/** Step numbers from `first` on, each larger by `ratio` than the one before. */
export const stepNumbers = (first: number, ratio: number, points: number): number[] =>
  Array.from({ length: points }, (_, k) => Math.round(first * ratio ** k))

/** The state after `steps` equal steps over a time T. */
export const endOf = <S extends { readonly block: Float64Array }>(
  { start, prepare, copy, T }: Pick<EndRun<S>, 'start' | 'prepare' | 'copy' | 'T'>,
  steps: number,
): Float64Array => {
  const state = copy(start)
  const flow = prepare()
  for (let k = 0; k < steps; k++) {
    const status = flow(state, T / steps)
    if (status !== 0) throw new Error(`step ${k} of ${steps} ended with status ${status}`)
  }
  return state.block
}

/** The slope of the end's error, time left out, over the errors between 1e-12 and 1e-4. */
export const orderOf = <S extends { readonly block: Float64Array }>(run: EndRun<S>): MeasuredOrder =>
  convergenceOrder(
    run.steps.map((n) => run.T / n),
    (h) => largestDifference(endOf(run, Math.round(run.T / h)).subarray(1), run.reference.subarray(1)),
    1e-12,
    1e-4,
  )

/**
 * The end by RK4 with `steps` and 2 `steps` steps, extrapolated to order 5: it knows nothing of stages, solvers or part flows. Times are
 * set, not summed, since a driven end feels their round-off.
 */
export const richardsonEnd = (system: HybridSystem, start: HybridState, T: number, steps: number): Float64Array => {
  const [coarse, fine] = [steps, 2 * steps].map((n) => {
    const state = allocateHybrid(system.shape)
    state.block.set(start.block)
    const { flow } = rungeKutta4(system)
    for (let k = 0; k < n; k++) {
      state.t[0] = start.t[0] + (k * T) / n
      flow(state, T / n)
    }
    return state.block
  })
  return fine.map((y, k) => y + (y - coarse[k]) / 15)
}
