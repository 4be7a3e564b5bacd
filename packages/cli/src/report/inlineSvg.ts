import * as E from 'fp-ts/lib/Either.js'
import { escaped } from './Markup.ts'

/** What the figures of the program are made of; nothing in it can run, or load anything. */
const elements: ReadonlyArray<string> = [
  'svg',
  'g',
  'path',
  'rect',
  'line',
  'circle',
  'text',
  'tspan',
  'defs',
  'clipPath',
  'linearGradient',
  'stop',
]

/** Attributes that are kept; all else a figure has is for programs that read it. */
const attributes: ReadonlyArray<string> = [
  ...['clip-path', 'cx', 'cy', 'd', 'display', 'dx', 'dy', 'fill', 'fill-opacity', 'font-family', 'font-size'],
  ...['font-style', 'font-weight', 'gradientUnits', 'height', 'id', 'offset', 'opacity', 'r', 'rx', 'ry'],
  ...['stop-color', 'stroke', 'stroke-dasharray', 'stroke-dashoffset', 'stroke-miterlimit', 'stroke-opacity'],
  ...['stroke-linecap', 'stroke-linejoin', 'stroke-width', 'text-anchor', 'transform', 'viewBox', 'width'],
  ...['x', 'x1', 'x2', 'y', 'y1', 'y2'],
]

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const CODE_POINTS = 0x110000

/** The text that XML means; undefined when it is not well-formed. */
const meant = (text: string): string | undefined => {
  let isWrong = false
  const plain = text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+)?;?/g, (whole, name: string | undefined) => {
    const code = name?.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name?.slice(1))
    const isCode = name?.startsWith('#') === true && code < CODE_POINTS
    const character = isCode ? String.fromCodePoint(code) : entities[name ?? '']
    isWrong ||= character === undefined || !whole.endsWith(';')
    return character ?? ''
  })
  return isWrong ? undefined : plain
}

/** An attribute with what it names made the figure's own, or nothing for one that is not kept; undefined when it points out of the figure. */
const attributeText = (name: string, value: string, prefix: string): string | undefined => {
  if (!attributes.includes(name)) return ''
  const owned = name === 'id' ? `${prefix}${value}` : value.replace(/url\(#([\w-]+)\)/g, `url(#${prefix}$1)`)
  return /url\((?!#[\w-]+\))/i.test(owned) ? undefined : ` ${name}="${escaped(owned)}"`
}

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+/y
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * An SVG file as it can stand in an HTML page beside others: every id, and what refers to it, has `prefix` before it, and the image is called `label`.
 *
 * An error is a clause: the file is not well-formed, or holds what no figure of the program does, such as a script, a picture or an address.
 *
 * @example
 * inlineSvg('<svg width="1"><g id="a" onclick="x"/></svg>', 'f1-', 'A').right // => '<svg role="img" aria-label="A" width="1"><g id="f1-a"/></svg>'
 * inlineSvg('<svg><script>1</script></svg>', 'f1-', 'A').left // => 'it holds <script>, which no figure of casimir does'
 */
export const inlineSvg = (text: string, prefix: string, label: string): E.Either<string, string> => {
  const broken = E.left('it is not a whole SVG file')
  const open: string[] = []
  let out = ''
  let isOver = false
  token.lastIndex = 0
  const source = text.trim()
  while (token.lastIndex < source.length) {
    const found = token.exec(source)
    if (found === null) return broken
    const [whole, closes, name, given = '', isEmpty] = found
    if (name === undefined) {
      if (whole.startsWith('<')) continue
      const plain = meant(whole)
      if (plain === undefined || (open.length === 0 && plain.trim() !== '')) return broken
      out += open.length === 0 ? '' : escaped(plain)
      continue
    }
    if (!elements.includes(name)) return E.left(`it holds <${name}>, which no figure of casimir does`)
    if (closes === '/') {
      if (open.pop() !== name) return broken
      isOver ||= open.length === 0
      out += `</${name}>`
      continue
    }
    if (isOver || (open.length === 0) !== (name === 'svg')) return broken
    out += `<${name}${name === 'svg' ? ` role="img" aria-label="${escaped(label)}"` : ''}`
    const seen = new Set<string>()
    for (const [, key = '', double, single] of given.matchAll(attribute)) {
      const plain = meant(double ?? single ?? '')
      if (plain === undefined || seen.has(key)) return broken
      seen.add(key)
      const kept = attributeText(key, plain, prefix)
      if (kept === undefined) return E.left(`its ${key} points out of the figure, which no figure of casimir does`)
      out += kept
    }
    out += isEmpty === '/' ? '/>' : '>'
    if (isEmpty !== '/') open.push(name)
    else isOver ||= open.length === 0
  }
  return isOver ? E.right(out) : broken
}
