import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { elementsOf, everyElement, type HtmlPage, readHtmlPage, tableCalled } from '../support/htmlPage.ts'
import { call, quickCompare, quickRun } from './cliSession.ts'
import { sampleResult } from './outputSamples.ts'
import { comparisonWith, computedFolder, ehrenfestRun, folderOf, pageIn } from './reportFolders.ts'

/** What a page would load, or run. */
const reaches = (source: string, page: HtmlPage): ReadonlyArray<string> => [
  ...(source.match(/https?:|@import|url\((?!#)|src=|srcset=/g) ?? []),
  ...everyElement(page.root).flatMap(({ name, attributes }) => [
    ...(['script', 'link', 'iframe', 'object', 'embed', 'img', 'image', 'use', 'base', 'form'].includes(name)
      ? [name]
      : []),
    ...Array.from(attributes).flatMap(([key, value]) =>
      key.startsWith('on') || (/href$/.test(key) && !value.startsWith('#')) ? [`${key}=${value}`] : [],
    ),
  ]),
]

test('a comparison: one valid page that loads nothing, the same from any folder', async () => {
  const cwd = await computedFolder(quickCompare)
  const { code, err, source, page } = await pageIn(cwd)
  expect({ code, err, faults: page.faults, reaches: reaches(source, page) }).toEqual({
    code: 0,
    err: '',
    faults: [],
    reaches: [],
  })
  expect(source).not.toContain(cwd)
  cpSync(join(cwd, 'out'), join(cwd, 'moved'), { recursive: true })
  rmSync(join(cwd, 'moved', 'report.html'))
  expect((await call(['report', 'moved', '--out', 'elsewhere.html'], { cwd })).code).toBe(0)
  expect(readFileSync(join(cwd, 'elsewhere.html'), 'utf8')).toBe(source)

  const text = page.root.text
  expect(elementsOf(page, 'h1').map((one) => one.text)).toEqual(['rabi: exact, ehrenfest, koopmon'])
  expect(text).toContain('H = (p^2 + omega^2 q^2)/2')
  expect(text).toContain(readFileSync(join(cwd, 'out', 'spec.yaml'), 'utf8').trim())
  expect(text).toContain('@inproceedings{tronci2023,')
  expect(text).toContain('casimir verify rabi --json')
  const labels = ['exact', 'ehrenfest', 'koopmon']
  expect(tableCalled(page, 'deviations from exact').map(([first]) => first)).toEqual(['method', ...labels])
  expect(tableCalled(page, 'how it stepped')[1]?.at(-1)).toMatch(/^0\.\d+$/)

  const svgs = elementsOf(page, 'svg')
  expect(svgs.length).toBeGreaterThanOrEqual(6)
  expect(elementsOf(page, 'figcaption').length).toBe(svgs.length)
  for (const { attributes } of svgs)
    expect([attributes.get('role'), (attributes.get('aria-label') ?? '').length > 10]).toEqual(['img', true])
  for (const { attributes } of elementsOf(page, 'th')) expect(['row', 'col']).toContain(attributes.get('scope'))
  for (const { children } of elementsOf(page, 'table')) expect(children[0]?.name).toBe('caption')
})

test('a run, again over its own page', async () => {
  const cwd = await computedFolder(quickRun, 'run')
  const first = await pageIn(cwd)
  const again = await pageIn(cwd)
  expect([first.code, first.page.faults, again.source === first.source]).toEqual([0, [], true])
  expect(first.page.root.text).toContain('There is no exact run to measure deviations from.')
  expect(tableCalled(first.page, 'Last record, t = 1')[0]).toEqual(['observable', 'unit', 'ehrenfest'])
})

test('what a file says is text, whatever it is', async () => {
  const evil = '</pre><script>alert("1")</script>&amp;\u0001'
  const label = '<script>alert(1)'
  const run = { ...ehrenfestRun({ rms: 0.1, max: 0.2 }), label }
  const result = { ...run.result, status: 'drift' as const, message: evil, notes: [evil] }
  const cwd = await folderOf(comparisonWith([{ ...run, result }]))
  const { page, source } = await pageIn(cwd)
  expect(page.faults).toEqual([])
  expect(reaches(source, page)).toEqual([])
  expect(elementsOf(page, 'h1')[0]?.text).toContain(label)
  expect(page.root.text.split(evil.replace('\u0001', '\ufffd')).length - 1).toBe(2)
})

test('a result of another version is read, and said to be', async () => {
  const cwd = await folderOf(comparisonWith([ehrenfestRun({ rms: 0.1, max: 0.2, error: 0.01 })]))
  const { code, err, page } = await pageIn(cwd)
  expect(code).toBe(0)
  expect(err).toMatch(/^The result was computed by casimir 9\.8\.7 and is read by \d/)
  expect(page.root.text).toContain(err.trim())
  expect(tableCalled(page, 'deviations from exact')[2]?.slice(0, 2)).toEqual(['ehrenfest', '0.100 ± 0.010'])
})

test('the checker of pages sees what is wrong', () => {
  const faulty = (body: string) => readHtmlPage(`<!DOCTYPE html><html><body>${body}</body></html>`).faults.length > 0
  const wrong = [
    '<p>a',
    '<p><ul></ul></p>',
    '<li>a</li>',
    '<table><tr></tr></table>',
    '<i id="a"></i><i id="a"></i>',
    '<a href="#b">b</a>',
    '<svg><path fill="url(#c)"/></svg>',
    'a & b',
    'a < b',
    '<div/>',
    '<p class="a" class="b"></p>',
  ]
  expect(wrong.filter((body) => !faulty(body))).toEqual([])
  expect(faulty('<p>a &amp; b</p><ul><li id="a">c</li></ul><a href="#a">d</a>')).toBe(false)
  expect(readHtmlPage('<html></html>').faults).toEqual(['no doctype'])
  expect(reaches('', readHtmlPage('<!DOCTYPE html><p onclick="x"></p>'))).toEqual(['onclick=x'])
})

test('an earlier spec.yaml beside a result is not taken for its own', async () => {
  const cwd = await folderOf(comparisonWith([{ label: 'koopmon', result: sampleResult('koopmon') }]))
  writeFileSync(join(cwd, 'out', 'spec.yaml'), 'problem: other\n')
  const { err, page } = await pageIn(cwd)
  expect(err).toContain('spec.yaml of the folder is missing, or not what was computed')
  expect(page.root.text).toContain('name: tully1')
  expect(page.root.text).not.toContain('problem: other')
})

test('a spec that this version does not accept costs what follows from it, and no more', async () => {
  const { initial } = sampleResult('exact').spec
  const cwd = await folderOf(comparisonWith([ehrenfestRun({ rms: 0.1, max: 0.2 })], initial))
  const { code, err, page } = await pageIn(cwd)
  expect([code, page.faults]).toEqual([1, []])
  expect(err).toMatch(/The spec is not accepted here.*\(methods\.0\.name: exact needs a wave packet/)
  expect(page.root.text).toContain('H = p^2/2m + V(q)')
  expect(tableCalled(page, 'deviations from exact')[2]?.slice(0, 2)).toEqual(['ehrenfest', '0.100'])
})
