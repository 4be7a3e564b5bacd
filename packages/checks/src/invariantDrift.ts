import type { Specimen } from './Specimen.ts'
import { takeStep } from './takeStep.ts'

/**
 * The largest change of any of a specimen's invariants over `steps` steps of h, relative to 1 + |invariant|.
 *
 * Errors: throws when the specimen names no invariants.
 *
 * @example
 * const turn = { method: 'euler', problem: 'circle', invariants: ([x, y]) => [x * x + y * y], prepare: () => {
 *   const block = Float64Array.of(1, 0)
 *   return { block, step: (h) => { const [x, y] = block; block.set([x - h * y, y + h * x]); return 0 } }
 * } }
 * invariantDrift(turn, 1, 1) // => 0.5
 */
export const invariantDrift = (
  { method, problem, prepare, invariants }: Specimen,
  h: number,
  steps: number,
): number => {
  if (!invariants) throw new Error(`invariantDrift: '${method}' on '${problem}' names no invariants; give them.`)
  const { block, step } = prepare()
  const start = invariants(block)
  let most = 0
  for (let k = 0; k < steps; k++) {
    takeStep(() => step(h), `invariantDrift of '${method}' on '${problem}'`)
    invariants(block).forEach((value, i) => {
      most = Math.max(most, Math.abs(value - start[i]) / (1 + Math.abs(start[i])))
    })
  }
  return most
}
