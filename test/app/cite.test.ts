import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CitedWork } from '@casimir/experiments'
import { allCitations, bibtex, bibtexText, citationsFor, decodeRun, methods, problems } from '@casimir/experiments'
import { fc, test as property } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it, test } from 'vitest'
import { root, sourceFiles } from '../support/sourceTree.ts'
import { call, folderWith, quickCompare, quickRun } from './cliSession.ts'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestRun } from './specDocuments.ts'

interface Entry {
  readonly kind: string
  readonly key: string
  readonly fields: { readonly [name: string]: string }
  readonly comment: string
}

/** Reads one group in braces, which must balance, and gives what is inside and where it ends. */
const group = (text: string, start: number): readonly [inside: string, end: number] => {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++
    if (text[i] === '}' && --depth === 0) return [text.slice(start + 1, i), i + 1]
  }
  throw new Error(`unbalanced from ${start}`)
}

/** A BibTeX file as BibTeX reads it; anything but entries, their comments and blank lines is an error. */
const parse = (text: string): ReadonlyArray<Entry> => {
  const entries: Entry[] = []
  let at = 0
  while (at < text.length) {
    const found = /^\s*(?:% ([^\n@]+)\n)@(\w+)\{([^\s,{}]+),/.exec(text.slice(at))
    if (!found) {
      if (text.slice(at).trim() === '') break
      throw new Error(`no entry at ${JSON.stringify(text.slice(at, at + 60))}`)
    }
    const [start, comment = '', kind = '', key = ''] = found
    const open = at + start.lastIndexOf('{')
    const [body, end] = group(text, open)
    const fields: { [name: string]: string } = {}
    let rest = body.slice(key.length + 1).trim()
    while (rest !== '') {
      const name = /^(\w+) = \{/.exec(rest)
      if (!name) throw new Error(`no field at ${rest}`)
      const [value, stop] = group(rest, name[0].length - 1)
      fields[name[1] ?? ''] = value
      if (rest[stop] !== ',') throw new Error(`no comma after ${value}`)
      rest = rest.slice(stop + 1).trim()
    }
    entries.push({ kind, key, fields, comment })
    at = end
  }
  return entries
}

/** The sources of the code and the citation file as running text, without those that make the bibliography. */
const sources = [
  ...sourceFiles('packages/algebra/src'),
  ...sourceFiles('packages/integrators/src'),
  ...sourceFiles('packages/models/src'),
  ...sourceFiles('packages/experiments/src').filter(({ path }) => !path.includes('/citations/')),
]
  .map(({ text }) => text.replace(/\n \* /g, ' ').replace(/\s+/g, ' '))
  .join('\n')
const citationFile = readFileSync(join(root, 'CITATION.cff'), 'utf8')

const surnames = (author = ''): ReadonlyArray<string> =>
  author
    .split(' and ')
    .filter((one) => one !== 'others')
    .map((one) => one.split(',')[0] ?? '')

/** Whether a journal article with these data, and its authors just before them, is named in the sources. */
const isKnown = ({ fields }: Pick<CitedWork, 'fields'>, text: string): boolean => {
  const { author, journal, volume, pages = '', year } = fields
  const data = `${journal} ${volume}, ${pages.replace(/--.*/, '')} (${year})`
  return text
    .split(data)
    .slice(0, -1)
    .some((before) => surnames(author).every((surname) => before.slice(-150).includes(surname)))
}

const all = allCitations()
const keysOf = (works: ReadonlyArray<CitedWork>) => works.map(({ key }) => key)

describe('every work that can be cited', () => {
  const articles = all.filter(({ kind }) => kind === 'article')
  test.each(articles.map((work) => [work.key, work] as const))('%s is in a source of the code', (_, work) =>
    expect(isKnown(work, sources)).toBe(true),
  )

  it('has a title, since standard styles ask for one, and no two have the same', () => {
    const titles = all.map(({ fields }: { fields: { title?: string } }) => fields.title ?? '')
    expect(titles.filter((title) => title.length < 10)).toEqual([])
    expect(new Set(titles).size).toBe(all.length)
  })

  it('has nothing but its title that is in no source', () => {
    const known = ['author', 'title', 'journal', 'volume', 'pages', 'year']
    const more = articles.flatMap(({ key, fields }) =>
      Object.keys(fields).flatMap((name) => (known.includes(name) ? [] : [[key, name]])),
    )
    expect(new Set(more.map(([key]) => key))).toEqual(new Set(['bauer2024']))
    const bauer = articles.find(({ key }) => key === 'bauer2024')?.fields
    for (const name of ['title', 'doi']) expect(citationFile).toContain(bauer?.[name])
    expect(citationFile).toMatch(/start: 1365\n +end: 1401\n/)
    const others = all.filter(({ kind }) => kind !== 'article')
    expect(others.map(({ key }) => key)).toEqual(['casimir', 'choi2021', 'leimkuhler2004', 'tronci2023'])
    expect(sources).toContain('S. Choi and J. Vanicek, arXiv:2107.00607 (2021)')
    expect(sources).toContain('B. Leimkuhler and S. Reich, Simulating Hamiltonian Dynamics (2004)')
    for (const key of ['casimir', 'tronci2023'])
      expect(citationFile).toContain(all.find((work) => work.key === key)?.fields.title)
  })

  it('a number that is wrong is seen, and an author too', () => {
    const [work] = articles
    if (!work) throw new Error('no articles')
    const changed = (fields: object) => isKnown({ fields: { ...work.fields, ...fields } }, sources)
    expect([changed({}), changed({ volume: '99' }), changed({ pages: '7' }), changed({ year: '1999' })]).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(changed({ author: 'Nobody, A.' })).toBe(false)
  })

  const dated = (source: string) => /\(\d{4}\)/.test(source)
  test.each(
    [...problems, ...methods].filter(({ source }) => dated(source)).map(({ name, source }) => [name, source] as const),
  )('is one for %s, whose source is %s', (name, source) => {
    const cited = articles.filter(({ reasons }) => reasons.some((reason) => reason.split(' ').includes(name)))
    expect(cited.some((work) => isKnown(work, source))).toBe(true)
  })
})

describe('what is cited for a spec', () => {
  const keys = (changes: Document = {}) => {
    const decoded = decodeRun(changedAll(shortestRun, changes), readText)
    return E.isRight(decoded) ? keysOf(citationsFor(decoded.right.spec)) : decoded.left
  }
  const always = ['casimir', 'tronci2023']
  test.each<[Document, ReadonlyArray<string>]>([
    [{}, ['rabi1936', 'bauer2024', 'suzuki1990']],
    [{ 'integrator.name': 'midpoint' }, ['rabi1936', 'bauer2024', 'leimkuhler2004']],
    [{ method: { name: 'exact' } }, ['rabi1936', 'feit1982', 'blanes2002']],
    [{ method: { name: 'ehrenfest' } }, ['rabi1936', 'choi2021', 'church2018', 'strang1968']],
    [{ method: { name: 'ehrenfest' }, 'integrator.name': 'rk4' }, ['rabi1936', 'kutta1901']],
    [{ method: { name: 'mean-field' }, 'problem.name': 'harmonic', problem: { name: 'harmonic' } }, ['leimkuhler2004']],
    [
      {
        problem: { name: 'spin-boson', modes: 1, bath: 'debye' },
        method: { name: 'ehrenfest' },
        'integrator.name': 'rk4',
      },
      ['leggett1987', 'wang2001', 'kutta1901'],
    ],
    [
      { problem: { name: 'spin-boson', modes: 1 }, method: { name: 'ehrenfest' }, 'integrator.name': 'rk4' },
      ['leggett1987', 'wang2001', 'craig2005', 'kutta1901'],
    ],
  ])('%j', (changes, expected) => expect(keys(changes)).toEqual([...always, ...expected].sort()))

  it('is what its surface hopping does', () => {
    const decoded = decodeRun(shortestRun, readText)
    if (E.isLeft(decoded)) throw new Error('the shortest run does not decode')
    const hopping = { name: 'fssh', hopping: 'instantaneous', rescale: 'nac' } as const
    const cited = (frustrated: 'ignore' | 'reverse', decoherence: 'none' | 'edc') =>
      keysOf(citationsFor({ ...decoded.right.spec, method: { ...hopping, frustrated, decoherence } })).filter((key) =>
        /granucci|hammes|tully/.test(key),
      )
    expect(cited('ignore', 'none')).toEqual(['granucci2001', 'tully1990'])
    expect(cited('reverse', 'none')).toEqual(['granucci2001', 'hammes-schiffer1994', 'tully1990'])
    expect(cited('ignore', 'edc')).toEqual(['granucci2001', 'granucci2007', 'tully1990'])
  })

  it('is less than everything, and everything has all works', () => {
    expect(keysOf(all)).toEqual([...new Set(keysOf(all))].sort())
    expect(all.length).toBeGreaterThan(24)
    for (const key of ['tully1990', 'granucci2001', 'granucci2007', 'hammes-schiffer1994'])
      expect(keysOf(all)).toContain(key)
  })
})

describe('BibTeX', () => {
  it('is read back: one entry each, its fields and what it is for', () => {
    const read = parse(bibtex(all))
    expect(read.map(({ key, kind }) => [key, kind])).toEqual(all.map(({ key, kind }) => [key, kind]))
    expect(read.map(({ comment }) => comment)).toEqual(all.map(({ reasons }) => `for ${reasons.join(', ')}`))
    for (const [i, { fields }] of read.entries()) expect(Object.keys(fields)).toEqual(Object.keys(all[i]?.fields ?? {}))
    expect(read.find(({ key }) => key === 'tronci2023')?.fields.author).toBe(
      'Tronci, Cesare and Gay-Balmaz, Fran{\\c{c}}ois',
    )
  })

  test.each([
    ['Köppel, Å & Šafařík', 'K{\\"{o}}ppel, Å \\& {\\v{S}}afa{\\v{r}}{\\\'{i}}k'],
    ['50% of $x_1^2$ #3', '50\\% of \\$x\\_1\\textasciicircum{}2\\$ \\#3'],
    ['a{b}\\~"', 'a\\textbraceleft{}b\\textbraceright{}\\textbackslash{}\\textasciitilde{}{"}'],
  ])('%s', (plain, written) => expect(bibtexText(plain)).toBe(written))

  property.prop([fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('author', 'title', 'note')])(
    'holds any text in balanced braces',
    (value, name) => {
      const read = parse(bibtex([{ key: 'a1', kind: 'misc', fields: { [name]: value }, reasons: ['x'] }]))
      expect(Object.keys(read[0]?.fields ?? {})).toEqual([name])
    },
  )

  it('with a brace too many is seen', () => {
    expect(() => parse('% x\n@misc{a,\n  title = {b}},\n}\n')).toThrow()
    expect(() => parse('% x\n@misc{a,\n  title = {{b},\n}\n')).toThrow()
  })
})

describe('casimir cite', () => {
  const written = (keys: ReadonlyArray<string>, out: string) => expect(parse(out).map(({ key }) => key)).toEqual(keys)

  it('without a spec prints everything, always the same', async () => {
    const first = await call(['cite'])
    expect(first).toEqual({ code: 0, out: bibtex(all), err: '' })
    expect(await call(['cite'])).toEqual(first)
  })

  it('prints what a run, a comparison, a study or a preset uses', async () => {
    const sweep = { 'methods.ehrenfest.integrator.name': ['strang', 'rk4'] }
    const cwd = folderWith({
      'run.yaml': quickRun,
      'compare.yaml': quickCompare,
      'study.yaml': { ...quickCompare, sweep },
    })
    const run = ['casimir', 'choi2021', 'church2018', 'rabi1936', 'strang1968', 'tronci2023']
    const compare = [...run, 'bauer2024', 'blanes2002', 'feit1982', 'suzuki1990'].sort()
    written(run, (await call(['cite', 'run.yaml'], { cwd })).out)
    written(compare, (await call(['cite', 'compare.yaml'], { cwd })).out)
    written([...compare, 'kutta1901'].sort(), (await call(['cite', 'study.yaml'], { cwd })).out)
    expect((await call(['cite', 'rabi-revival'], { cwd })).out).toContain('@article{rabi1936,')
  })

  test.each<[args: string, says: ReadonlyArray<string | RegExp>]>([
    ['nowhere.yaml', ['nowhere.yaml cannot be read: there is no such file or folder']],
    ['wrong.yaml', [/^method\.name: unknown method 'kopmon'/]],
    ['sweep.yaml', [/^sweep\.hbar: got an empty list/]],
    ['list.yaml', [/^list\.yaml: got the list/]],
    ['run.yaml run.yaml', ['casimir cite takes one SPEC, but run.yaml was given too']],
    ['--json', [/^unknown option '--json': allowed is --help/]],
  ])('cite %s is refused', async (args, says) => {
    const cwd = folderWith({
      'run.yaml': quickRun,
      'wrong.yaml': { ...quickRun, method: { name: 'kopmon' } },
      'sweep.yaml': { ...quickCompare, sweep: { hbar: [] } },
      'list.yaml': [1, 2],
    })
    const { code, out, err } = await call(['cite', ...args.split(' ')], { cwd })
    expect([code, out]).toEqual([2, ''])
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(says.length)
    for (const [i, said] of says.entries())
      if (typeof said === 'string') expect(lines[i]).toBe(said)
      else expect(lines[i]).toMatch(said)
  })
})
