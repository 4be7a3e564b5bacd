import type { Progress } from '@casimir/experiments'
import { SingleBar } from 'cli-progress'

/** A bar that is drawn at every update until it is stopped. */
export interface ProgressBar {
  readonly update: (progress: Progress) => void
  readonly stop: () => void
}

/**
 * A duration for reading, in whole seconds.
 *
 * @example
 * formatDuration(75.2) // => '1 min 15 s'
 */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
  return whole >= 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole} s`
}

/** Seconds left at the pace since the method in hand began, as methods differ widely; `now` is in milliseconds. */
const paceMaker = (now: () => number) => {
  const started = now()
  let began: { readonly label: string; readonly fraction: number; readonly time: number } | undefined
  return ({ label, fraction }: Progress): number => {
    const time = now()
    if (began === undefined) began = { label, fraction: 0, time: started }
    else if (began.label !== label) began = { label, fraction, time }
    return (((time - began.time) / 1000) * (1 - fraction)) / (fraction - began.fraction)
  }
}

/** Draws a progress bar with the time left on a terminal; draws nothing without one. */
export const progressBar = (
  screen: NodeJS.WritableStream | undefined,
  now: () => number = () => performance.now(),
): ProgressBar => {
  if (screen === undefined) return { update: () => {}, stop: () => {} }
  const secondsLeft = paceMaker(now)
  const bar = new SingleBar({
    stream: screen,
    format: '{label} [{bar}] {percentage}% | t = {time} | {left} left',
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 32,
    fps: 10,
    hideCursor: true,
    clearOnComplete: true,
    emptyOnZero: true,
  })
  bar.start(1, 0, { label: 'starting', time: '0', left: '?' })
  return {
    update: (progress) => {
      const left = secondsLeft(progress)
      bar.update(progress.fraction, {
        label: progress.label,
        time: progress.t.toPrecision(4),
        left: Number.isFinite(left) ? formatDuration(left) : '?',
      })
    },
    stop: () => bar.stop(),
  }
}
