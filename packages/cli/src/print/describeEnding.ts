import type { ComparedRun } from '@casimir/experiments'

/** Where and why a run ended early, without a full stop; undefined for a run that reached its end. */
export const describeEnding = ({ label, result: { status, t } }: ComparedRun): string | undefined =>
  status === 'ok' ? undefined : `${label} stopped at t = ${t.at(-1) ?? 0} (${status})`
