import { basename } from 'node:path'
import { dataTable, section } from './dataTable.ts'
import type { HeldResult } from './HeldResult.ts'
import { runsOf } from './HeldResult.ts'
import { type Content, html } from './Markup.ts'
import { plainAt } from './plainAt.ts'
import type { HeldCertificate } from './readCertificate.ts'

/** What casimir verify is to be given for a result. */
const modelOf = (result: HeldResult): string => {
  const spec = runsOf(result)[0]?.run.spec
  const module = plainAt(spec, 'problem', 'module')
  return typeof module === 'string' ? basename(module) : String(plainAt(spec, 'problem', 'name') ?? 'MODEL')
}

const verdict = ({ subjects, isInterrupted }: HeldCertificate): string => {
  const broken = subjects.reduce((sum, subject) => sum + subject.broken.length, 0)
  if (subjects.length === 0) return 'The certificate says nothing of this problem with these methods.'
  if (broken > 0) return `${broken} claimed ${broken === 1 ? 'law fails' : 'laws fail'}.`
  return isInterrupted ? 'Every law that was tried holds; the certificate was interrupted.' : 'Every claimed law holds.'
}

const contentsOf = (certificate: HeldCertificate): ReadonlyArray<Content> => [
  html`<p><strong>${verdict(certificate)}</strong> Certificate of ${certificate.model} by casimir ${certificate.version}: ${certificate.draws} draws a law, seed ${certificate.seed}. A law that is not claimed is not passed.</p>`,
  dataTable({
    caption: 'Laws tried on what the result uses',
    headings: ['subject', 'hold', 'fail', 'not claimed'],
    rows: certificate.subjects.map(({ subject, holds, broken, notClaimed }) => [
      subject,
      holds,
      broken.length === 0 ? 0 : html`<strong>${broken.length}</strong>`,
      notClaimed,
    ]),
  }),
  ...certificate.subjects.flatMap(({ subject, broken }) =>
    broken.map(
      ({ law, statement, code }) =>
        html`<p>${subject} breaks ${law}: ${statement}; smallest case:</p>
<pre><code>${code}</code></pre>`,
    ),
  ),
  certificate.uncertified.length > 0
    ? html`<p>Not certified here: ${certificate.uncertified.join(', ')}.</p>`
    : undefined,
]

/** What a certificate says of the problem and the methods; or, without one, how to make it. */
export const certificateSection = (result: HeldResult, certificate: HeldCertificate | undefined) =>
  section('certificate', 'Certificate', [
    ...(certificate === undefined
      ? [
          html`<p>None was given. <code>casimir verify ${modelOf(result)} --json &gt; certificate.json</code> makes one; <code>casimir report DIR --certificate certificate.json</code> puts its summary here.</p>`,
        ]
      : contentsOf(certificate)),
    html`<p>Which consistency properties each method keeps is measured by <code>casimir verify --table</code>, and not repeated here.</p>`,
  ])
