import { canonicalJson } from './canonicalJson.ts'
import { isMapping } from './describeValue.ts'
import { encodeSpec } from './encode.ts'
import type { CompareSpec, RunSpec } from './Spec.ts'

/** Keys of a spec that hold the path of a file. */
const FILES = ['module', 'tracers']

/** A path without the steps that lead nowhere. */
const plainPath = (path: string): string => {
  const steps = path.split('/').filter((step, i) => step !== '.' && (step !== '' || i === 0))
  return steps.join('/')
}

const withPlainPaths = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withPlainPaths)
  if (!isMapping(value)) return value
  const entries = Object.entries(value).map(([key, entry]) => [
    key,
    FILES.includes(key) && typeof entry === 'string' ? plainPath(entry) : withPlainPaths(entry),
  ])
  return Object.fromEntries(entries)
}

/**
 * A text that two specs share exactly when they ask for the same computation: their encoded documents with every
 * default written out, in canonical JSON, `./a.csv` being `a.csv`.
 *
 * What the named files hold is not looked at.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method: { name: 'exact' }, time: { end: 24 } }
 * const readText = () => ({ _tag: 'Left', left: 'there are no files here' })
 * const key = (document) => runKey(decodeRun(document, readText).right.spec)
 * key({ ...document, hbar: 1 }) === key(document) // => true
 * key({ ...document, hbar: 2 }) === key(document) // => false
 */
export const runKey = (spec: RunSpec | CompareSpec): string => {
  const { initial } = spec
  const start = 'particles' in initial ? { particles: plainPath(initial.particles) } : initial
  return canonicalJson(withPlainPaths(encodeSpec({ ...spec, initial: start })))
}
