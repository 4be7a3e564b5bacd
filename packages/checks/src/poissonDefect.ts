import type { Specimen } from './Specimen.ts'
import { largestEntry, stepJacobian } from './stepJacobian.ts'
import { takeStep } from './takeStep.ts'

/**
 * How far one step is from a Poisson map: the largest entry of M B(y) M^T - B(y'), relative to the largest of B(y).
 *
 * M is the Jacobian of the step by sixth-order central differences with the given increment, in all coordinates of the block, so the result
 * for a Poisson step is of the size of increment^6 plus (solver tolerance) / increment.
 *
 * Errors: throws when the specimen names no Poisson tensor.
 *
 * @example
 * import { Matrix } from 'ml-matrix'
 * const drift = { method: 'drift', problem: 'free', poisson: () => new Matrix([[0, 1], [-1, 0]]), prepare: () => {
 *   const block = Float64Array.of(0, 1)
 *   return { block, step: (h) => { block[0] += h * block[1]; return 0 } }
 * } }
 * poissonDefect(drift, 0.1) < 1e-10 // => true
 */
export const poissonDefect = ({ method, problem, prepare, poisson }: Specimen, h: number, increment = 1e-3): number => {
  if (!poisson) throw new Error(`poissonDefect: '${method}' on '${problem}' names no Poisson tensor; give it.`)
  const image = (k: number, by: number): Float64Array => {
    const { block, step } = prepare()
    block[k] += by
    takeStep(() => step(h), `poissonDefect of '${method}' on '${problem}'`)
    return block
  }
  const start = prepare().block
  const jacobian = stepJacobian(start.length, image, increment)
  const before = poisson(start)
  const defect = jacobian
    .mmul(before)
    .mmul(jacobian.transpose())
    .sub(poisson(image(0, 0)))
  return largestEntry(defect) / largestEntry(before)
}
