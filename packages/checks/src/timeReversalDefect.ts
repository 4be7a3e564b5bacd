import type { Specimen } from './Specimen.ts'
import { takeStep } from './takeStep.ts'

/**
 * How far a method is from reversible: with R the time reversal (p to -p, psi to psi*), the largest change of R Phi_h R Phi_h from the
 * identity over `steps` steps, relative to 1 + |y|.
 *
 * Assumes that the problem itself is reversible under the specimen's `reverse` (checked no further than by the methods that hold).
 *
 * Errors: throws when the specimen names no reversal, or a step fails.
 *
 * @example
 * const spring = { method: 'symplectic Euler', problem: 'spring', reverse: (y) => { y[1] = -y[1] }, prepare: () => {
 *   const block = Float64Array.of(1, 0.5)
 *   return { block, step: (h) => { block[0] += h * block[1]; block[1] -= h * block[0]; return 0 } }
 * } }
 * timeReversalDefect(spring, 0.1, 1) > 1e-4 // => true
 */
export const timeReversalDefect = (
  { method, problem, prepare, reverse }: Specimen,
  h: number,
  steps: number,
): number => {
  const what = `timeReversalDefect of '${method}' on '${problem}'`
  if (!reverse) throw new Error(`${what}: the specimen names no time reversal; give it.`)
  const { block, step } = prepare()
  const start = block.slice()
  for (let turn = 0; turn < 2; turn++) {
    for (let k = 0; k < steps; k++) takeStep(() => step(h), what)
    reverse(block)
  }
  return block.reduce((most, value, k) => Math.max(most, Math.abs(value - start[k]) / (1 + Math.abs(start[k]))), 0)
}
