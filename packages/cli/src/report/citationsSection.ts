import { bibtex, citationsFor } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { section } from './dataTable.ts'
import { html, type Markup } from './Markup.ts'
import type { ReportData } from './ReportData.ts'

/** BibTeX of what the result uses. */
export const citationsSection = ({ specs }: ReportData): Markup =>
  section('citations', 'To cite', [
    E.isRight(specs)
      ? html`<pre><code>${bibtex(citationsFor(specs.right))}</code></pre>`
      : html`<p>Not known, as this version of casimir does not accept the spec (${specs.left}); casimir cite of the version that computed it prints them.</p>`,
  ])
