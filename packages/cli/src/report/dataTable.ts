import { type Content, html, lines, type Markup } from './Markup.ts'

/** A table: its caption, the headings of its columns, and rows whose first cell is their heading. */
export interface DataTable {
  readonly caption: string
  readonly headings: ReadonlyArray<Content>
  readonly rows: ReadonlyArray<ReadonlyArray<Content>>
  /** Columns that are words, to the left, by index; all others but the first are numbers, to the right. */
  readonly words?: ReadonlyArray<number>
  /** How many columns of words stand before the first of numbers, and head the row; 1 unless given. */
  readonly heads?: number
}

/** A table that scrolls by itself where it is wider than the page, also by keyboard. */
export const dataTable = ({ caption, headings, rows, words = [], heads = 1 }: DataTable): Markup => {
  const cell = (content: Content, column: number): Markup => {
    if (column < heads) return html`<th scope="row">${content}</th>`
    return words.includes(column) ? html`<td>${content}</td>` : html`<td class="number">${content}</td>`
  }
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${lines(rows.map((row) => html`<tr>${row.map(cell)}</tr>`))}
</tbody>
</table></div>`
}

/** A section of the page with its heading. */
export const section = (id: string, title: string, contents: ReadonlyArray<Content>): Markup =>
  html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${lines(contents)}
</section>`
