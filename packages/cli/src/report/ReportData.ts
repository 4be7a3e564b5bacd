import type { CompareSpec, RunSpec } from '@casimir/experiments'
import type * as E from 'fp-ts/lib/Either.js'
import type { HeldResult } from './HeldResult.ts'
import type { HeldCertificate } from './readCertificate.ts'
import type { HeldFigures } from './readFigures.ts'

/** All that the page of a result folder is made of. */
export interface ReportData {
  readonly result: HeldResult
  /** The specs of its points, or why this version of the program does not accept them. */
  readonly specs: E.Either<string, ReadonlyArray<RunSpec | CompareSpec>>
  readonly figures: HeldFigures
  readonly certificate?: HeldCertificate
  /** What the reader should know of the folder, a sentence each. */
  readonly remarks: ReadonlyArray<string>
}
