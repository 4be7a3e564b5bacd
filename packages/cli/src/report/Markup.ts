/** HTML that is escaped where it has to be, so that it can be put into other HTML. */
export interface Markup {
  readonly markup: string
}

/** What a template may hold: texts and numbers are escaped, lists are put one behind the other, and undefined is nothing. */
export type Content = Markup | string | number | undefined | ReadonlyArray<Content>

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Characters that HTML forbids even as references: controls, halves of surrogate pairs, and noncharacters. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * A text as it stands in HTML, between tags or in a quoted attribute.
 *
 * @example
 * escaped('a < b & "c"') // => 'a &lt; b &amp; &quot;c&quot;'
 * escaped('\u0000') // => '\ufffd'
 */
export const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(forbidden, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)

/** HTML of the program's own, taken as it is. */
export const asMarkup = (markup: string): Markup => ({ markup })

const render = (content: Content): string => {
  if (content === undefined) return ''
  if (typeof content === 'string') return escaped(content)
  if (typeof content === 'number') return String(content)
  return 'markup' in content ? content.markup : content.map(render).join('')
}

/**
 * HTML from a template, every text in it escaped.
 *
 * @example
 * html`<p title="${'"'}">${'<script>'}${[1, undefined]}</p>`.markup // => '<p title="&quot;">&lt;script&gt;1</p>'
 */
export const html = (parts: TemplateStringsArray, ...contents: ReadonlyArray<Content>): Markup => ({
  markup: parts.map((part, i) => `${part}${render(contents[i])}`).join(''),
})

/** Contents one behind the other, a line each. */
export const lines = (contents: ReadonlyArray<Content>): Markup => ({
  markup: contents
    .map(render)
    .filter((text) => text !== '')
    .join('\n'),
})
