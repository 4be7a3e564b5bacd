import { consistencyProperties } from './consistencyProperties.ts'
import type { Finding } from './Finding.ts'
import type { ConsistencyReport, ConsistencyRow } from './measureConsistency.ts'
import { verdictOfAll } from './verdictOfAll.ts'

/** A number as tables show it: two digits where it is clearly not round-off, else its order of magnitude. */
const shownNumber = (value: number): string => {
  if (value === 0) return '0'
  return Math.abs(value) >= 1e-3 ? value.toPrecision(2) : value.toExponential(0)
}

/** Collects notes and numbers them in the order of their first use. */
const footnotes = () => {
  const notes: string[] = []
  return {
    notes,
    numberOf: (note: string): number => {
      if (!notes.includes(note)) notes.push(note)
      return notes.indexOf(note) + 1
    },
  }
}
type Footnotes = ReturnType<typeof footnotes>

/** A finding: verdict, number against tolerance, and a note unless it holds. */
const findingText = ({ verdict, of, defect, tolerance, note }: Finding, { numberOf }: Footnotes): string => {
  const number =
    defect === undefined || tolerance === undefined
      ? ''
      : ` ${shownNumber(defect)} ${defect <= tolerance ? '<' : '>'} ${shownNumber(tolerance)}`
  const about = of === undefined ? '' : `${of}: `
  const mark = verdict === 'holds' ? '' : ` (${numberOf(note)})`
  return `${about}${verdict === 'fails' ? '**fails**' : verdict}${number}${mark}`
}

/**
 * The table as cells, heading first, and the notes that its cells refer to by number.
 *
 * @example
 * const { cells } = consistencyCells({ methods: [{ name: 'mine', about: 'a method' }], rows: [] })
 * cells // => [['property', 'mine']]
 */
export const consistencyCells = (
  report: ConsistencyReport,
): { readonly cells: ReadonlyArray<ReadonlyArray<string>>; readonly notes: ReadonlyArray<string> } => {
  const notes = footnotes()
  const statements = new Map(consistencyProperties.map(({ id, statement }) => [id, statement]))
  const covariances = report.rows.filter(({ property }) => property.startsWith('covariance/'))
  const whole = report.methods.map((_, k) => verdictOfAll(covariances.flatMap(({ findings }) => findings[k])))
  const rowText = ({ property, findings }: ConsistencyRow): string[] => [
    statements.get(property) ?? property,
    ...findings.map((each) => each.map((finding) => findingText(finding, notes)).join('; ')),
  ]
  const cells = [['property', ...report.methods.map(({ name }) => name)]]
  for (const row of report.rows) {
    if (row === covariances[0] && covariances.length > 1)
      cells.push([
        '3. covariance under unitary and canonical transformations: all of 3a and 3b',
        ...whole.map((verdict) => (verdict === 'fails' ? '**fails**' : verdict)),
      ])
    cells.push(rowText(row))
  }
  return { cells, notes: notes.notes }
}

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(' | ')} |`

/**
 * The table of a report in Markdown, with its notes, the methods, and what each number is.
 *
 * @example
 * const report = measureConsistency({ properties: [] })
 * consistencyMarkdown(report).split('\n')[0] // => '| property | exact | ehrenfest | mean-field | fssh | koopmon | koopmon, anisotropic |'
 */
export const consistencyMarkdown = (report: ConsistencyReport): string => {
  const { cells, notes } = consistencyCells(report)
  const [heading, ...rows] = cells
  const numbers = new Map<string, ReadonlyArray<string>>()
  for (const { id, statement, measured } of consistencyProperties)
    if (report.rows.some(({ property }) => property === id))
      numbers.set(measured, [...(numbers.get(measured) ?? []), statement])
  return [
    line(heading),
    line(heading.map(() => '---')),
    ...rows.map(line),
    '',
    ...notes.map((note, k) => `${k + 1}. ${note}.`),
    '',
    'The methods:',
    '',
    ...report.methods.map(({ name, about }) => `- **${name}**: ${about}`),
    '',
    'The numbers, and what their tolerances scale with:',
    '',
    ...[...numbers].map(([number, statements]) => `- ${statements.map((one) => `*${one}*`).join(', ')}: ${number}.`),
    '',
  ].join('\n')
}
