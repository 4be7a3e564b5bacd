import type { Blocked, Run } from './Run.ts'

/** Refuses, by throwing a sentence, a run that cannot be done. */
export const checkRun = <S extends Blocked, R extends object>(
  who: string,
  { state, h, steps, every = 1, t = 0, stop = [], tolerance = 1e-12 * Math.abs(h) }: Run<S, R>,
): void => {
  if (!Number.isFinite(h) || h === 0) throw new Error(`${who}: h is ${h}; give a finite step other than zero.`)
  if (!Number.isFinite(t)) throw new Error(`${who}: t is ${t}; give a finite start time.`)
  if (!Number.isInteger(steps) || steps < 0) throw new Error(`${who}: steps is ${steps}; give a whole number >= 0.`)
  if (!Number.isInteger(every) || every < 1 || steps % every !== 0)
    throw new Error(`${who}: every is ${every} and steps ${steps}; give a whole number >= 1 that divides steps.`)
  if (!(tolerance > 0)) throw new Error(`${who}: tolerance is ${tolerance}; give a positive time.`)
  for (const { refuses } of stop) {
    const reason = refuses?.(state.block)
    if (reason) throw new Error(`${who}: ${reason}.`)
  }
}
