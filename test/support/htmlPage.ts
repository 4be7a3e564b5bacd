/** An element of a page, with its attributes, its children and all text below it. */
export interface HtmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: ReadonlyArray<HtmlElement>
  readonly text: string
}

/** A page, and what is wrong with it as HTML5, a clause each. */
export interface HtmlPage {
  readonly root: HtmlElement
  readonly faults: ReadonlyArray<string>
}

const voids = ['meta', 'link', 'br', 'hr', 'img', 'input', 'col', 'wbr', 'source', 'base', 'area', 'embed', 'track']
const phrasing = ['p', 'h1', 'h2', 'h3', 'dt', 'th', 'summary', 'title', 'code', 'strong', 'a', 'figcaption', 'caption']
const blocks = ['p', 'div', 'section', 'table', 'ul', 'ol', 'dl', 'pre', 'figure', 'details', 'h1', 'h2', 'h3', 'main']

const parents: { readonly [name: string]: ReadonlyArray<string> } = {
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  tr: ['thead', 'tbody'],
  th: ['tr'],
  td: ['tr'],
  caption: ['table'],
  thead: ['table'],
  tbody: ['table'],
  figcaption: ['figure'],
  summary: ['details'],
}

const children: { readonly [name: string]: ReadonlyArray<string> } = {
  ul: ['li'],
  ol: ['li'],
  dl: ['dt', 'dd'],
  tr: ['th', 'td'],
  table: ['caption', 'thead', 'tbody'],
  thead: ['tr'],
  tbody: ['tr'],
}

const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

const token = /<!DOCTYPE html>|<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+|</gy

/**
 * Reads a page whose every element but the void ones is closed, as the program writes them, and says where it breaks the rules of HTML5 on nesting, attributes, ids,
 * references and characters. It is stricter than HTML5, which lets tags be left out.
 */
export const readHtmlPage = (source: string): HtmlPage => {
  const faults: string[] = []
  interface Open {
    readonly name: string
    readonly attributes: Map<string, string>
    readonly children: HtmlElement[]
    text: string
  }
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' }
  const open: Open[] = [root]
  if (!source.startsWith('<!DOCTYPE html>')) faults.push('no doctype')
  for (const [whole, closes, name, given = '', isEmpty] of source.matchAll(token)) {
    const top = open.at(-1) ?? root
    const inSvg = open.some((one) => one.name === 'svg') || name === 'svg'
    if (name === undefined) {
      if (whole.startsWith('<!')) continue
      if (whole === '<') faults.push('a bare <')
      if (top.name !== 'style' && /&(?!amp;|lt;|gt;|quot;|#39;)/.test(whole))
        faults.push(`a bare & in ${whole.slice(0, 40)}`)
      if (Object.hasOwn(children, top.name) && whole.trim() !== '') faults.push(`text in ${top.name}: ${whole.trim()}`)
      for (const one of open) one.text += top.name === 'style' ? '' : decoded(whole)
      continue
    }
    if (closes === '/') {
      if (top.name !== name) faults.push(`</${name}> where ${top.name} is open`)
      else open.pop()
      continue
    }
    const attributes = new Map<string, string>()
    for (const [, key = '', value = ''] of given.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
      if (attributes.has(key)) faults.push(`${key} twice on ${name}`)
      if (value.includes('<')) faults.push(`< in ${key}`)
      attributes.set(key, decoded(value))
    }
    const element: Open = { name, attributes, children: [], text: '' }
    if (!inSvg) {
      const allowed = parents[name]
      if (allowed !== undefined && !allowed.includes(top.name)) faults.push(`${name} in ${top.name}`)
      if (Object.hasOwn(children, top.name) && children[top.name]?.includes(name) !== true)
        faults.push(`${name} in ${top.name}`)
      if (phrasing.includes(top.name) && blocks.includes(name)) faults.push(`${name} in ${top.name}`)
    }
    top.children.push(element)
    const isVoid = voids.includes(name)
    if (isEmpty === '/' && !inSvg) faults.push(`<${name}/> outside SVG`)
    if (!isVoid && isEmpty !== '/') open.push(element)
  }
  if (open.length > 1) faults.push(`${open.at(-1)?.name} is never closed`)
  const all = everyElement(root)
  const ids = all.flatMap(({ attributes }) => attributes.get('id') ?? [])
  for (const id of ids.filter((one, i) => ids.indexOf(one) !== i)) faults.push(`id ${id} twice`)
  for (const { attributes } of all)
    for (const [key, value] of attributes) {
      const target = key === 'aria-labelledby' ? value : (/^url\(#(.*)\)$/.exec(value)?.[1] ?? '')
      const named = key === 'href' && value.startsWith('#') ? value.slice(1) : target
      if (named !== '' && !ids.includes(named)) faults.push(`${key} names ${named}, which is nothing`)
    }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/.test(source)) faults.push('a control character')
  return { root, faults }
}

/** An element and all below it. */
export const everyElement = (element: HtmlElement): ReadonlyArray<HtmlElement> => [
  element,
  ...element.children.flatMap(everyElement),
]

/** The elements of a name, in order. */
export const elementsOf = ({ root }: HtmlPage, name: string): ReadonlyArray<HtmlElement> =>
  everyElement(root).filter((element) => element.name === name)

/** A table as text: its headings and its rows, by a part of its caption. */
export const tableCalled = (page: HtmlPage, caption: string): ReadonlyArray<ReadonlyArray<string>> => {
  const table = elementsOf(page, 'table').find(({ children: [first] }) => first?.text.includes(caption))
  if (table === undefined) throw new Error(`the page has no table whose caption has ${caption}`)
  return everyElement(table)
    .filter(({ name }) => name === 'tr')
    .map((row) => row.children.map(({ text }) => text))
}
