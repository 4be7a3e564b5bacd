import { certificateHtml, certificateMarkdown, certificateText } from '@casimir/checks'
import type { Certification } from './certifyStages.ts'

/**
 * A certification for people: text for a terminal, or a page of Markdown or HTML under a title.
 *
 * @example
 * const none = await certifyStages([], { draws: 2, seed: 1 })
 * renderCertification.text(none) // => '0 subjects: nothing was claimed, so nothing is certified.\n'
 * renderCertification.markdown('Mine', none).split('\n')[0] // => '# Mine'
 */
export const renderCertification = {
  text: ({ tables }: Certification): string => certificateText(tables),
  markdown: (title: string, { tables }: Certification): string => certificateMarkdown(title, tables),
  html: (title: string, { tables }: Certification): string => certificateHtml(title, tables),
}
