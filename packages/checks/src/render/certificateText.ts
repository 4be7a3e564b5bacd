import type { CertificateTable } from './CertificateTable.ts'
import { failuresOf, failureText, measuredText, summaryOf, verdictRows } from './CertificateTable.ts'

const aligned = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  )
}

const tableText = (table: CertificateTable): ReadonlyArray<string> => {
  const [only] = table.columns
  if (table.columns.length === 1)
    return [
      only.certificate.subject,
      ...aligned([
        ['law', 'verdict', 'defect', 'tolerance', 'draws'],
        ...only.certificate.results.map(({ law, verdict, defect, tolerance, draws }) =>
          verdict === 'not claimed'
            ? [law, verdict, '-', '-', '-']
            : [law, verdict, measuredText(defect), measuredText(tolerance), String(draws)],
        ),
      ]),
    ]
  const rows = verdictRows(table).map((row) => row.map((cell) => cell ?? '-'))
  return [table.title, ...aligned([['law', ...table.columns.map(({ label }) => label)], ...rows])]
}

/**
 * Certificates as text for a terminal: a table each, then every failure with its smallest case, then one sentence.
 *
 * A table of one column shows what was measured, one of several the verdicts only; a hyphen stands where a column has no such law.
 *
 * @example
 * import * as fc from 'fast-check'
 * const law = defineLaw({
 *   id: 'sum/commutes', statement: 'a + b = b + a', scale: 'nothing', cases: fc.integer(),
 *   measure: (a) => ({ defect: Math.abs(a + 1 - (1 + a)), tolerance: 0 }), show: String,
 * })
 * const certificate = certify({ subject: 'integers', laws: [law], claims: ['sum/commutes'] }, { draws: 10, seed: 1 })
 * const lines = certificateText([{ title: 'sums', columns: [{ label: 'integers', certificate }] }]).split('\n')
 * lines[2] // => 'sum/commutes  holds    0       0          10'
 * lines[4] // => '1 subject: all 1 claimed laws hold.'
 */
export const certificateText = (tables: ReadonlyArray<CertificateTable>): string =>
  [
    ...tables.flatMap((table) => [...tableText(table), '']),
    ...failuresOf(tables).flatMap((failure) => [
      `${failureText(failure)}; smallest case:`,
      ...(failure.result.counterexample?.code ?? '').split('\n').map((line) => `    ${line}`),
      '',
    ]),
    summaryOf(tables),
    '',
  ].join('\n')
