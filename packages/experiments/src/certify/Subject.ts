import type { Claimed } from '@casimir/checks'

/** One thing to be certified, and where its certificate stands: in which table and under which label. */
export interface Subject extends Claimed {
  readonly table: string
  readonly label: string
}
