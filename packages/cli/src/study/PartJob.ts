/** One part of one run of a study, by numbers: the run, a point and a method that ask for it, and the part. */
export interface PartJob {
  readonly run: number
  readonly point: number
  readonly method: number
  readonly part: number
}

/** A job as a worker gets it: with the document of its point. */
export interface SentJob extends PartJob {
  readonly raw: unknown
}

/** What every worker of a study is given at its start: the folder paths are relative to, and what was read there. */
export interface WorkerSetup {
  readonly folder: string
  readonly modules: ReadonlyArray<string>
  readonly texts: ReadonlyMap<string, string>
}

/** A finished part, packed. */
export interface FinishedPart {
  readonly kind: 'part'
  readonly job: PartJob
  readonly payload: Uint8Array
  readonly failed: boolean
  readonly seconds: number
}

/** What a worker says: a part is finished, all that it was given is, or a job threw; `misuse` is a sentence for the user. */
export type WorkerMessage =
  | FinishedPart
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'error'
      readonly misuse: boolean
      readonly name: string
      readonly message: string
      readonly stack?: string
    }
