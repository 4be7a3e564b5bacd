/** A law that failed on correct code, and how. */
export interface FalseAlarm {
  readonly subject: string
  readonly seed: number
  readonly draws: number
  readonly defect: number | null
  readonly tolerance: number | null
  readonly reason?: string
  readonly code: string
}

/** What many draws of one law on correct code came to. */
export interface LawRecord {
  readonly law: string
  /** How many subjects share the draws. */
  readonly subjects: number
  readonly draws: number
  /** The largest defect as a fraction of its tolerance, and the subject it was found on. */
  readonly largest: number
  readonly on: string
  /** How many seeds were used, one after the other from that of the run. */
  readonly seeds: number
  readonly alarms: ReadonlyArray<FalseAlarm>
}

/** The laws of one suite. */
export interface SuiteRecord {
  readonly suite: string
  readonly laws: ReadonlyArray<LawRecord>
}

/** How many draws of a law one run of the project's tests makes. */
export interface TestDraws {
  readonly law: string
  readonly draws: number
}

/** docs/data/false-alarms.json. */
export interface FalseAlarms {
  /** The draws wanted of every law, and the first seed. */
  readonly draws: number
  readonly seed: number
  readonly minutes: number
  readonly suites: ReadonlyArray<SuiteRecord>
  readonly tests: ReadonlyArray<TestDraws>
}
