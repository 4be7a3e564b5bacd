import type { CompareSpec, ProblemSpec, RunSpec } from './Spec.ts'
import type { SweepPlan } from './sweep.ts'

const encodeProblem = ({ name, module, parameters }: ProblemSpec): unknown =>
  module === undefined ? { name, ...parameters } : { module: module.path, export: module.export, ...parameters }

/**
 * The document a spec comes from, in the user's format with every default written out; decoding it gives the spec again.
 *
 * A file that `initial.particles` or a key `module` names stays a path relative to the original document.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method: { name: 'exact' }, time: { end: 24 } }
 * const { spec } = decodeRun(document, () => ({ _tag: 'Left', left: 'there are no files here' })).right
 * encodeSpec(spec).problem // => { name: 'rabi', omega: 1, splitting: 1, coupling: 0.1 }
 */
export const encodeSpec = (spec: RunSpec | CompareSpec): unknown => {
  const { spec: version, hbar, problem, initial, time, snapshots } = spec
  const head = { spec: version, hbar, problem: encodeProblem(problem), initial }
  const { replicas, statistics } = spec
  const sampled = { ...(replicas !== undefined && { replicas }), ...(statistics && { statistics }) }
  if ('methods' in spec) return { ...head, methods: spec.methods, time, snapshots, ...sampled }
  const { method, integrator, guards } = spec
  return { ...head, method, ...(integrator && { integrator }), time, guards, snapshots, ...sampled }
}

/**
 * The document of a study: the user's own with the sweep as a list of axes, so that decoding it gives the same points.
 *
 * Defaults are not written out, since they may follow from what is swept; the spec of every point has them all.
 *
 * @example
 * const { document, axes } = expandSweep({ hbar: 1, sweep: { 'problem.coupling': [0.1, 0.2] } }).right
 * encodeStudy({ document, axes }) // => { hbar: 1, sweep: [{ 'problem.coupling': [0.1, 0.2] }] }
 */
export const encodeStudy = ({ document, axes }: Pick<SweepPlan, 'document' | 'axes'>): unknown => {
  if (axes.length === 0 || typeof document !== 'object') return document
  const sweep = axes.map(({ paths, values }) =>
    Object.fromEntries(paths.map((path, j) => [path, values.map((tuple) => tuple[j])])),
  )
  return { ...document, sweep }
}
