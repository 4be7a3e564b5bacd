import type { Law } from '@casimir/checks'
import type { CommonRun } from './commonTests.ts'

/** An object, right or wrong: the laws it is tried by, and the run that the common tests watch. */
export interface Twin {
  readonly laws: ReadonlyArray<Law>
  /** Left out where the object has no part in a run. */
  readonly run?: () => CommonRun
}

/** A fault planted on purpose, and the law that must catch it. */
export interface PlantedFault {
  /** What is wrong, in one clause. */
  readonly fault: string
  /** Where. */
  readonly object: string
  readonly law: string
  readonly right: () => Twin
  readonly wrong: () => Twin
}
