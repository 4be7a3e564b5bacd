import type { RunStatus } from '@casimir/experiments'

/** Exit codes besides 0: a numerical failure, a refusal of what was asked, a defect of the program, and Ctrl-C. */
export const exitCodes = { ok: 0, failed: 1, refused: 2, defect: 70, interrupted: 130 } as const

/**
 * The exit code of a run that ended with `status`.
 *
 * @example
 * exitCodeOf('interrupted') // => 130
 */
export const exitCodeOf = (status: RunStatus): number =>
  status === 'ok' ? exitCodes.ok : status === 'interrupted' ? exitCodes.interrupted : exitCodes.failed
