import type { Specimen } from './Specimen.ts'
import { takeStep } from './takeStep.ts'

/**
 * How far a method is from symmetric: the largest change after `steps` steps of h and as many of -h, relative to 1 + |y|.
 *
 * A symmetric method comes back to round-off, times what the problem's own instability makes of it, or to its solver's tolerance.
 *
 * @example
 * const shift = { method: 'shift', problem: 'line', prepare: () => {
 *   const block = Float64Array.of(0)
 *   return { block, step: (h) => { block[0] += h + h * h; return 0 } }
 * } }
 * reversibilityDefect(shift, 0.5, 1) // => 0.5
 */
export const reversibilityDefect = ({ method, problem, prepare }: Specimen, h: number, steps: number): number => {
  const { block, step } = prepare()
  const start = block.slice()
  const what = `reversibilityDefect of '${method}' on '${problem}'`
  for (let k = 0; k < steps; k++) takeStep(() => step(h), what)
  for (let k = 0; k < steps; k++) takeStep(() => step(-h), what)
  return block.reduce((most, value, k) => Math.max(most, Math.abs(value - start[k]) / (1 + Math.abs(start[k]))), 0)
}
