import type { Law } from '@casimir/checks'

/** Correct code, with the laws that it keeps. */
export interface KeptLaws {
  readonly name: string
  readonly laws: ReadonlyArray<Law>
}

/** A suite of laws under the name of the function that makes it, and all that it is run on. */
export interface LawSuite {
  readonly name: string
  readonly subjects: ReadonlyArray<KeptLaws>
}
