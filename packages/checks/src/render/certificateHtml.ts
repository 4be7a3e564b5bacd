import type { Verdict } from '../Law.ts'
import type { CertificateTable } from './CertificateTable.ts'
import { failuresOf, failureText, measuredText, summaryOf, verdictRows, worstOfLaws } from './CertificateTable.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Borders and weights say what colour says, so that it reads the same in print. */
const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
table { border-collapse: collapse; margin: 0.5rem 0 2rem; font-size: 0.9rem; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { border: 1px solid #767676; padding: 0.25rem 0.6rem; text-align: left; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.holds { background: #e6f4ea; }
td.fails { background: #fce8e6; font-weight: 700; border: 2px solid #1a1a1a; }
td.unclaimed { color: #595959; font-style: italic; }
pre { border-left: 4px solid #767676; padding: 0.5rem 1rem; overflow-x: auto; white-space: pre-wrap; }
@media print { body { margin: 0; max-width: none; } tr, pre { break-inside: avoid; } td { background: none !important; } }
`

const MARKS: { readonly [verdict in Verdict]: readonly [style: string, mark: string] } = {
  holds: ['holds', '\u2713 holds'],
  fails: ['fails', '\u2717 fails'],
  'not claimed': ['unclaimed', 'not claimed'],
}

const verdictCell = (verdict: Verdict | undefined): string => {
  if (verdict === undefined) return '<td>-</td>'
  const [style, mark] = MARKS[verdict]
  return `<td class="${style}">${mark}</td>`
}

const heads = (names: ReadonlyArray<string>): string =>
  `<thead><tr>${names.map((name) => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>`

const verdictTable = (table: CertificateTable): string => {
  const rows = verdictRows(table).map(
    ([law, ...verdicts]) => `<tr><th scope="row">${escaped(law)}</th>${verdicts.map(verdictCell).join('')}</tr>`,
  )
  const head = heads(['law', ...table.columns.map(({ label }) => label)])
  return `<table>\n<caption>${escaped(table.title)}</caption>\n${head}\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
}

const text = (content: string): string => `<td>${escaped(content)}</td>`
const number = (content: string): string => `<td class="number">${escaped(content)}</td>`

const measuredTable = (tables: ReadonlyArray<CertificateTable>): string => {
  const rows = worstOfLaws(tables).map(({ result, subject, draws, subjects }) => {
    const figures =
      subjects === 0
        ? [number('0'), number('0'), number('-'), number('-'), text('not claimed')]
        : [
            number(String(subjects)),
            number(String(draws)),
            number(measuredText(result.defect)),
            number(measuredText(result.tolerance)),
            text(subject),
          ]
    return `<tr><th scope="row">${escaped(result.law)}</th>${text(result.statement)}${text(result.scale)}${figures.join('')}</tr>`
  })
  const head = heads(['law', 'statement', 'tolerance scales with', 'subjects', 'draws', 'worst', 'tolerance', 'at'])
  return `<table>\n<caption>The worst draw of each law</caption>\n${head}\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`
}

/**
 * Certificates as one HTML page without scripts, fonts or pictures from elsewhere; verdicts are words and marks, not colours alone, and it prints.
 *
 * @example
 * certificateHtml('A < B', []).includes('<h1>A &lt; B</h1>') // => true
 */
export const certificateHtml = (title: string, tables: ReadonlyArray<CertificateTable>): string => {
  const failures = failuresOf(tables).map(
    (failure) =>
      `<p>${escaped(failureText(failure))}; smallest case:</p>\n<pre><code>${escaped(failure.result.counterexample?.code ?? '')}</code></pre>`,
  )
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    '<body>',
    `<h1>${escaped(title)}</h1>`,
    `<p>${escaped(summaryOf(tables))}</p>`,
    ...tables.map(verdictTable),
    ...(failures.length > 0 ? ['<h2>Failures</h2>', ...failures] : []),
    measuredTable(tables),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
