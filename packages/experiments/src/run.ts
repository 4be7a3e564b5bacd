import type { Hooks } from './Hooks.ts'
import { judgeParts } from './parts/judgeParts.ts'
import { mergeParts, partMessage } from './parts/mergeParts.ts'
import type { PartResult } from './parts/Part.ts'
import { planParts } from './parts/planParts.ts'
import { prepareParts, problemOf } from './parts/prepareParts.ts'
import type { RunResult } from './RunResult.ts'
import type { Decoded } from './spec/decode.ts'
import type { RunSpec } from './spec/Spec.ts'

/**
 * Runs one method on one problem and records its observables.
 *
 * The spec must be decoded (`decodeRun`); nothing is read or written. Every `time.record` the observables are taken, the guards
 * and the method's own checks asked, and snapshots kept at the times the spec names.
 *
 * Errors: throws a sentence when the method's hypotheses are not met; numerical failures, crossed guards and interruption end
 * the run with a status, and what was computed up to then is in the result. A sampled run is computed part by part (`planParts`) and merged; of one that is
 * interrupted the parts finished before are kept, or of the first what it has.
 *
 * @example
 * const wavepacket = { q: 1.5, p: 0, sigma: 0.7 }
 * const document = { problem: { name: 'rabi' }, initial: { wavepacket }, method: { name: 'ehrenfest' }, time: { end: 1, record: 0.5 } }
 * const result = await run(decodeRun(document, () => { throw new Error('no files') }).right)
 * result.status // => 'ok'
 * result.t // => [0, 0.5, 1]
 */
export const run = async (decoded: Decoded<RunSpec>, hooks: Hooks = {}): Promise<RunResult> => {
  const { spec } = decoded
  const { tick } = hooks
  const began = Date.now()
  const planned = planParts(spec).parts
  const suffices = judgeParts(spec)
  const computePart = prepareParts(decoded)
  const parts: PartResult[] = []
  let interrupted: PartResult | undefined
  for (let index = 0, enough = false; !enough; index++) {
    const part = await computePart(
      index,
      tick ? { tick: (progress) => tick({ ...progress, fraction: (index + progress.fraction) / planned }) } : {},
    )
    if (part.status === 'interrupted' && index > 0) {
      interrupted = part
      break
    }
    parts.push(part)
    enough = suffices(part)
  }
  return {
    ...mergeParts(spec, problemOf(decoded).units, parts),
    ...(interrupted && { status: interrupted.status, message: partMessage(spec, interrupted) }),
    seconds: (Date.now() - began) / 1000,
  }
}
