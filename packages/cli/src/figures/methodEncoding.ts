import type { ComparedRun } from '@casimir/experiments'
import type { MethodStyle } from './methodStyles.ts'
import { methodStyles } from './methodStyles.ts'

/** Encodes the field `method`, one of the labels, as colour, dash and width in one legend to the right of the data. */
export const labelEncoding = (labels: ReadonlyArray<string>, styles: ReadonlyArray<MethodStyle>) => {
  const scaled = <A>(range: A[]) => ({
    field: 'method',
    type: 'ordinal' as const,
    title: 'method',
    sort: null,
    scale: { type: 'ordinal' as const, domain: [...labels], range },
  })
  return {
    color: scaled(styles.map((style) => style.colour)),
    strokeDash: scaled(styles.map((style) => [...style.dash])),
    strokeWidth: scaled(styles.map((style) => style.width)),
  }
}

/** The encoding of the runs of one comparison. */
export const methodEncoding = (runs: ReadonlyArray<ComparedRun>) =>
  labelEncoding(
    runs.map((run) => run.label),
    methodStyles(runs),
  )
