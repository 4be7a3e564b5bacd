import type { Progress } from '@casimir/experiments'
import { SingleBar } from 'cli-progress'

/** A bar that is drawn at every update until it is stopped; `secondsLeft` is for those who know better than the pace. */
export interface ProgressBar {
  readonly update: (progress: Progress & { readonly secondsLeft?: number }) => void
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

/** Before so many seconds and such a part of the whole, the pace says nothing. */
const settled = { seconds: 1, fraction: 0.01 } as const

/** Seconds left at the pace since the method in hand began, as methods differ widely; `now` is in milliseconds. */
const paceMaker = (now: () => number) => {
  const started = now()
  let began: { readonly label: string; readonly fraction: number; readonly time: number } | undefined
  return ({ label, fraction }: Progress): number | undefined => {
    const time = now()
    if (began === undefined) began = { label, fraction: 0, time: started }
    else if (began.label !== label) began = { label, fraction, time }
    const seconds = (time - began.time) / 1000
    const done = fraction - began.fraction
    return seconds < settled.seconds || done < settled.fraction ? undefined : (seconds * (1 - fraction)) / done
  }
}

/** Draws a progress bar with the time left on a terminal, and that reached unless there is none; draws nothing without a terminal. */
export const progressBar = (
  screen: NodeJS.WritableStream | undefined,
  now: () => number = () => performance.now(),
  showsTime = true,
): ProgressBar => {
  if (screen === undefined) return { update: () => {}, stop: () => {} }
  const secondsLeft = paceMaker(now)
  const bar = new SingleBar({
    stream: screen,
    format: `{label} [{bar}] {percentage}%${showsTime ? ' | t = {time}' : ''}{left}`,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 32,
    fps: 10,
    hideCursor: true,
    clearOnComplete: true,
    emptyOnZero: true,
  })
  bar.start(1, 0, { label: 'starting', time: '0', left: '' })
  let stopped = false
  return {
    update: (progress) => {
      if (stopped) return
      const left = progress.secondsLeft ?? secondsLeft(progress)
      bar.update(progress.fraction, {
        label: progress.label,
        time: progress.t.toPrecision(4),
        left: left === undefined ? '' : ` | ${formatDuration(left)} left`,
      })
    },
    stop: () => {
      if (!stopped) bar.stop()
      stopped = true
    },
  }
}
