import type { Hooks } from '../Hooks.ts'
import { runGauge } from '../methods/runGauge.ts'
import { prepare } from '../methods.ts'
import type { ProblemDefinition } from '../problems.ts'
import { problems } from '../problems.ts'
import type { Decoded } from '../spec/decode.ts'
import type { RunSpec } from '../spec/Spec.ts'
import { comesInBlocks } from './comesInBlocks.ts'
import { drivePart } from './drivePart.ts'
import type { PartResult } from './Part.ts'
import { partPlace } from './planParts.ts'

/**
 * The problem a decoded spec names.
 *
 * Errors: throws when it is in no list and no module gave it.
 *
 * @example
 * problemOf({ spec: { problem: { name: 'rabi' } } }).name // => 'rabi'
 */
export const problemOf = ({ spec, definitions }: Pick<Decoded<RunSpec>, 'spec' | 'definitions'>): ProblemDefinition => {
  const problem = spec.problem.module ? definitions?.problem : problems.find(({ name }) => name === spec.problem.name)
  if (!problem)
    throw new Error(
      `run: '${spec.problem.name}' is not a problem; see the list of problems, or give what decoding its module gave.`,
    )
  return problem
}

/** Computes the parts of one run, each by its index. */
export type PartComputer = (index: number, hooks?: Hooks) => Promise<PartResult>

/**
 * Prepares computing parts of one run, as `computePart` does: the problem's Hamiltonian is built once for all of them, and so is the gauge of blocks.
 *
 * Parts do not depend on which were computed before, if what the Hamiltonian gives depends on its arguments alone (not checked).
 *
 * Errors: throws when the spec's problem is in no list and no module gave it, and what the problem throws when it is built; a part then as `computePart`.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const method = { name: 'ehrenfest', particles: 300, sampling: 'random' }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method, time: { end: 0.2, record: 0.1 } }
 * const part = prepareParts(decodeRun(document, () => { throw new Error('no files') }).right)
 * const [first, second] = [await part(0), await part(1)]
 * first.samples + second.samples // => 300
 */
export const prepareParts = ({ spec, definitions, ...given }: Decoded<RunSpec>): PartComputer => {
  const problem = problemOf({ spec, ...(definitions && { definitions }) })
  const hamiltonian = problem.build(spec.problem.parameters)
  const shared = comesInBlocks(spec) ? { ...given, gauge: runGauge(hamiltonian, spec.initial) } : given
  return async (index, hooks = {}) => {
    const began = Date.now()
    const place = partPlace(spec, index)
    const propagation = prepare(spec, problem, hamiltonian, { ...shared, place }, definitions)
    return {
      ...(await drivePart(spec, { index, kind: place.kind, propagation, began }, hooks)),
      ...(problem.derived && { derived: problem.derived(spec.problem.parameters) }),
    }
  }
}
