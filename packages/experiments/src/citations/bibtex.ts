import type { CitedWork } from './Citation.ts'

const specials: { readonly [character: string]: string } = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '"': '{"}',
}

/** LaTeX commands of combining accents. */
const accents: { readonly [accent: string]: string } = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '"',
  '\u030c': 'v',
  '\u0327': 'c',
}

/**
 * Plain text as the value of a BibTeX field, with balanced braces whatever it holds.
 *
 * @example
 * bibtexText('François & Co') // => 'Fran{\\c{c}}ois \\& Co'
 */
export const bibtexText = (text: string): string =>
  [...text.normalize('NFC')]
    .map((character) => {
      const [base = '', accent = '', ...more] = character.normalize('NFD')
      const command = more.length === 0 && Object.hasOwn(accents, accent) ? accents[accent] : undefined
      if (command !== undefined) return `{\\${command}{${base}}}`
      return Object.hasOwn(specials, character) ? (specials[character] ?? '') : character
    })
    .join('')

/** The value of a field in its braces; a title, and a name that is no person's, has a second pair, so that it stays as it is. */
const fieldText = (name: string, value: string): string => {
  const text = bibtexText(value)
  const kept = name === 'title' || (name === 'author' && !value.includes(','))
  return kept ? `{{${text}}}` : `{${text}}`
}

const entry = ({ key, kind, fields, reasons }: CitedWork): string =>
  [
    `% for ${reasons.join(', ')}`,
    `@${kind}{${key},`,
    ...Object.entries(fields).map(([name, value]) => `  ${name} = ${fieldText(name, value)},`),
    '}',
  ].join('\n')

/**
 * Works as a BibTeX file: one entry each, in the order given, under a comment that says what it is cited for.
 *
 * @example
 * const work = { key: 'tully1990', kind: 'article', fields: { author: 'Tully, J. C.' }, reasons: ['problem tully1'] }
 * bibtex([work]) // => '% for problem tully1\n@article{tully1990,\n  author = {Tully, J. C.},\n}\n'
 */
export const bibtex = (cited: ReadonlyArray<CitedWork>): string => `${cited.map(entry).join('\n\n')}\n`
