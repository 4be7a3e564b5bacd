import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { elementsOf, tableCalled } from '../support/htmlPage.ts'
import { call, contentsOf, folderWith } from './cliSession.ts'
import { comparisonWith, ehrenfestRun, folderOf, pageIn } from './reportFolders.ts'

const sample = () => folderOf(comparisonWith([ehrenfestRun({ rms: 0.1, max: 0.2 })]))

/** Calls the program, which must say one sentence, print nothing and leave every file as it was. */
const refused = async (cwd: string, ...args: ReadonlyArray<string>): Promise<string> => {
  const before = contentsOf(cwd)
  const { code, out, err } = await call(['report', ...args], { cwd })
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 })
  expect(contentsOf(cwd)).toEqual(before)
  return err
}

test('a folder without a result', async () => {
  const cwd = folderWith({ file: 'x' })
  mkdirSync(join(cwd, 'empty'))
  mkdirSync(join(cwd, 'begun', '.parts'), { recursive: true })
  expect(await refused(cwd, 'nowhere')).toBe('nowhere cannot be read: there is no such file or folder\n')
  expect(await refused(cwd, 'file')).toMatch(/^file is a file: give the folder/)
  expect(await refused(cwd, 'empty')).toMatch(/^empty holds no result, as it has no result\.h5/)
  expect(await refused(cwd, 'begun')).toMatch(/^begun holds a study that is not finished/)
})

test('a damaged result, however damaged', async () => {
  const cwd = await sample()
  const path = join(cwd, 'out', 'result.h5')
  const whole = readFileSync(path)
  const damages = [
    Buffer.alloc(0),
    Buffer.from('hello'),
    whole.subarray(0, whole.length / 2),
    Buffer.from(whole).fill(0, 100, whole.length - 100),
    Buffer.from(whole).fill(0, 2000, 20000),
  ]
  for (const bytes of damages) {
    writeFileSync(path, bytes)
    expect(await refused(cwd, 'out')).toMatch(/^out\/result\.h5 is damaged/)
  }
  writeFileSync(path, whole)
  expect((await call(['report', 'out'], { cwd })).code).toBe(0)
})

test('a file that is no report is not replaced, and a page goes where it can', async () => {
  const cwd = await sample()
  writeFileSync(join(cwd, 'thesis.html'), '<p>mine</p>')
  mkdirSync(join(cwd, 'folder.html'))
  expect(await refused(cwd, 'out', '--out', 'thesis.html')).toMatch(
    /^thesis\.html is there already, and it is no report/,
  )
  expect(await refused(cwd, 'out', '--out', 'page.pdf')).toBe('--out page.pdf: give a file that ends in .html\n')
  expect(await refused(cwd, 'out', '--out', 'folder.html')).toMatch(/^--out folder\.html: it is a folder/)
  expect(await refused(cwd, 'out', '--out', 'thesis.html/x.html')).toMatch(/^thesis\.html\/x\.html cannot be written: /)
  const before = contentsOf(cwd)
  const { code, out, err } = await call(['report', 'out', '--out', 'nowhere/page.html'], { cwd })
  expect([code, out]).toEqual([1, ''])
  expect(err.split('\n').at(-2)).toBe('nowhere/page.html could not be written: there is no such file or folder')
  expect(contentsOf(cwd)).toEqual(before)
})

test('a figure that is missing, broken or not a figure is left out, and said to be', async () => {
  const cwd = await sample()
  const place = (name: string) => join(cwd, 'out', name)
  const { page: whole } = await pageIn(cwd)
  rmSync(place('purity.svg'))
  truncateSync(place('energy.svg'), 2000)
  const populations = readFileSync(place('populations.svg'), 'utf8')
  writeFileSync(place('populations.svg'), populations.replace('</svg>', '<script>alert(1)</script></svg>'))
  writeFileSync(place('coherence.svg'), '<svg><rect fill="url(http://example.org/a)"/></svg>')
  const { code, err, page } = await pageIn(cwd)
  expect(code).toBe(1)
  expect(err.split('\n').slice(1, -1)).toEqual([
    'populations.svg is left out of the report: it holds <script>, which no figure of casimir does',
    'purity.svg is missing from the folder, so the report lacks it: the command that made the folder makes it again',
    'coherence.svg is left out of the report: its fill points out of the figure, which no figure of casimir does',
    'energy.svg is left out of the report: it is not a whole SVG file',
  ])
  for (const sentence of err.split('\n')) expect(page.root.text).toContain(sentence)
  expect(page.faults).toEqual([])
  expect(elementsOf(whole, 'svg').length - elementsOf(page, 'svg').length).toBe(4)
})

let verified = ''
beforeAll(async () => {
  verified = (
    await call(['verify', 'tully1', '--method', 'ehrenfest', '--integrator', 'strang', '--draws', '2', '--json'])
  ).out
})

test('a certificate: what it says of the methods that were used, and of which it says nothing', async () => {
  const cwd = await sample()
  writeFileSync(join(cwd, 'c.json'), verified)
  const { code, page } = await pageIn(cwd, '--certificate', 'c.json')
  expect([code, page.faults]).toEqual([0, []])
  expect(page.root.text).toContain('Every claimed law holds.')
  expect(page.root.text).toContain('Not certified here: exact.')
  expect(tableCalled(page, 'Laws tried').map(([subject]) => subject)).toEqual([
    'subject',
    'tully1 about q = 1.25',
    'tully1 about q = 1.25, ehrenfest',
  ])

  const broken = verified.replace('"verdict":"holds"', '"verdict":"fails","counterexample":{"code":"x < 1"}')
  writeFileSync(join(cwd, 'c.json'), broken)
  const { page: worse } = await pageIn(cwd, '--certificate', 'c.json')
  expect(worse.root.text).toContain('1 claimed law fails.')
  expect(elementsOf(worse, 'code').map(({ text }) => text)).toContain('x < 1')
})

test('a file that is no certificate of the result', async () => {
  const cwd = await sample()
  const give = (content: string) => {
    writeFileSync(join(cwd, 'c.json'), content)
    return refused(cwd, 'out', '--certificate', 'c.json')
  }
  for (const content of ['', '{', '[]', '{"version":"1"}', verified.replaceAll('"holds"', '"maybe"')])
    expect(await give(content)).toBe('--certificate c.json: it is not what casimir verify MODEL --json prints\n')
  expect(await give(verified.replace('"model":"tully1"', '"model":"rabi"'))).toBe(
    '--certificate c.json: it is of rabi, and the result is of tully1\n',
  )
  expect(await refused(cwd, 'out', '--certificate', 'no.json')).toMatch(/^--certificate no\.json cannot be read: /)
})
