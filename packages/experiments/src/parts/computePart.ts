import type { Hooks } from '../Hooks.ts'
import type { Decoded } from '../spec/decode.ts'
import type { RunSpec } from '../spec/Spec.ts'
import type { PartResult } from './Part.ts'
import { prepareParts } from './prepareParts.ts'

/**
 * Computes one part of a run (`planParts`); equal specs and indices give equal parts, wherever and whenever.
 *
 * Every `time.record` the observables are taken, the guards and the method's own checks asked, and snapshots kept at the times the spec names.
 *
 * Errors: throws a sentence when the method's hypotheses are not met; numerical failures, crossed guards and interruption end the part with a
 * status, and what was computed up to then is in it.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const method = { name: 'ehrenfest', particles: 300, sampling: 'random' }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method, time: { end: 0.2, record: 0.1 } }
 * const decoded = decodeRun(document, () => { throw new Error('no files') }).right
 * const { samples, t } = await computePart(decoded, 1)
 * samples // => 44
 * t // => [0, 0.1, 0.2]
 */
export const computePart = async (decoded: Decoded<RunSpec>, index: number, hooks: Hooks = {}): Promise<PartResult> =>
  prepareParts(decoded)(index, hooks)
