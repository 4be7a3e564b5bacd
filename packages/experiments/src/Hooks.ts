/** How far a run is; `fraction` goes from 0 to 1 over the whole run or comparison. */
export interface Progress {
  readonly label: string
  readonly fraction: number
  /** Time reached, of the run in hand. */
  readonly t: number
}

/** What a caller may hook into a run. */
export interface Hooks {
  /** Called about 20 times a second between steps; resolve to false to stop the run and keep what it has. */
  readonly tick?: (progress: Progress) => Promise<boolean>
}
