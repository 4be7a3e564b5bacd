import { certificateSection } from './certificateSection.ts'
import { citationsSection } from './citationsSection.ts'
import { section } from './dataTable.ts'
import { headSection, titleOf } from './headSection.ts'
import { asMarkup, html, lines } from './Markup.ts'
import { methodsSection } from './methodsSection.ts'
import { populationsSection, scatteringSection } from './populationsSection.ts'
import { notesSection, samplingSection, specSection } from './provenanceSection.ts'
import type { ReportData } from './ReportData.ts'
import { reportStyle } from './reportStyle.ts'

/** By which a file is known for a report, which may be written again. */
export const REPORT_MARK = '<meta name="generator" content="casimir report">'

const figuresSection = ({ figures: { figures, missing } }: ReportData) =>
  section('figures', 'Figures', [
    ...figures.map(
      ({ caption, svg }, i) => html`<figure>
${asMarkup(svg)}
<figcaption>Figure ${i + 1}. ${caption}</figcaption>
</figure>`,
    ),
    ...missing.map((sentence) => html`<p class="finding">${sentence}</p>`),
    figures.length + missing.length === 0 ? html`<p>The folder has none.</p>` : undefined,
  ])

/** The report of a result folder as one HTML page: nothing in it is loaded from elsewhere or runs, and equal folders give equal pages. */
export const reportPage = (data: ReportData): string => {
  const { result, certificate } = data
  const sections = [
    ['methods', 'Methods', methodsSection(result)],
    ['populations', 'Populations', populationsSection(data)],
    ['scattering', 'Transmission and reflection', scatteringSection(data)],
    ['figures', 'Figures', figuresSection(data)],
    ['sampling', 'Sampling and steps', samplingSection(result)],
    ['notes', 'Messages and notes', notesSection(result)],
    ['certificate', 'Certificate', certificateSection(result, certificate)],
    ['spec', 'Spec and versions', specSection(result)],
    ['citations', 'To cite', citationsSection(data)],
  ] as const
  const shown = sections.filter(([, , contents]) => contents !== undefined)
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${asMarkup(REPORT_MARK)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(data)}</title>
<style>${asMarkup(reportStyle)}</style>
</head>
<body>
${headSection(data)}
<nav aria-label="Sections"><ul>${shown.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${lines(shown.map(([, , contents]) => contents))}
</main>
</body>
</html>
`.markup
}
