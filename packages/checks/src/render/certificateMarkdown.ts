import type { CertificateTable } from './CertificateTable.ts'
import { failuresOf, failureText, measuredText, summaryOf, verdictRows, worstOfLaws } from './CertificateTable.ts'

/** A cell of a Markdown table: on one line, bars escaped. */
const cell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')

const row = (cells: ReadonlyArray<string>): string => `| ${cells.map(cell).join(' | ')} |`

const tableMarkdown = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

/** A fence longer than any run of backquotes inside. */
const fenced = (code: string): string => {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}ts\n${code}\n${fence}`
}

/**
 * The verdicts of certificates as Markdown, a table each: what does not depend on how many draws were made, as long as the verdicts do not.
 *
 * @example
 * verdictMarkdown([{ title: 'nothing', columns: [] }]) // => '### nothing\n\n| law |\n| --- |\n'
 */
export const verdictMarkdown = (tables: ReadonlyArray<CertificateTable>): string =>
  tables
    .map((table) => {
      const rows = verdictRows(table).map((cells) => cells.map((verdict) => verdict ?? '-'))
      return `### ${table.title}\n\n${tableMarkdown(['law', ...table.columns.map(({ label }) => label)], rows)}\n`
    })
    .join('\n')

/**
 * What was measured as Markdown: for each law the worst draw over all subjects, and every failure with its smallest case as code.
 *
 * @example
 * measurementMarkdown([]).split('\n')[0] // => '| law | statement | the tolerance scales with | subjects | draws | worst defect | its tolerance | found at |'
 */
export const measurementMarkdown = (tables: ReadonlyArray<CertificateTable>): string => {
  const head = [
    'law',
    'statement',
    'the tolerance scales with',
    'subjects',
    'draws',
    'worst defect',
    'its tolerance',
    'found at',
  ]
  const rows = worstOfLaws(tables).map(({ result, subject, draws, subjects }) => [
    result.law,
    result.statement,
    result.scale,
    ...(subjects === 0
      ? ['0', '0', '-', '-', 'not claimed']
      : [String(subjects), String(draws), measuredText(result.defect), measuredText(result.tolerance), subject]),
  ])
  const failures = failuresOf(tables).map(
    (failure) =>
      `\n${failureText(failure).replaceAll('|', '\\|')}; smallest case:\n\n${fenced(failure.result.counterexample?.code ?? '')}\n`,
  )
  return `${tableMarkdown(head, rows)}\n${failures.join('')}`
}

/**
 * Certificates as a Markdown page: the sentence, the verdicts, what was measured.
 *
 * @example
 * certificateMarkdown('Certificate', []).split('\n')[2] // => '0 subjects: nothing was claimed, so nothing is certified.'
 */
export const certificateMarkdown = (title: string, tables: ReadonlyArray<CertificateTable>): string =>
  [
    `# ${title}`,
    '',
    summaryOf(tables),
    '',
    '## Verdicts',
    '',
    verdictMarkdown(tables),
    '## Measured',
    '',
    measurementMarkdown(tables),
  ].join('\n')
