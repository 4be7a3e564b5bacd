import type { LawResult } from '@casimir/checks'
import type { MeasuredFault } from './faultTable.ts'
import type { CommonTests, Sight } from './mutations/commonTests.ts'
import { QUICK } from './mutations/commonTests.ts'

const TABLE = /(<!-- mutation proof -->\n)[\s\S]*?(<!-- \/mutation proof -->)/
const TESTS: ReadonlyArray<keyof CommonTests> = ['order', 'norm', 'energy']
const CELLS: { readonly [sight in Sight]: string } = {
  'sees it': 'sees it',
  'misses it': '**misses it**',
  'does not apply': '-',
}

/** By about how much a defect exceeds its tolerance, as a power of ten. */
const excessOf = ({ defect, tolerance }: LawResult): string =>
  tolerance > 0 ? `10^${Math.round(Math.log10(defect / tolerance))}` : 'exact law'

const escaped = (text: string): string => text.replaceAll('|', '\\|')

const rowOf = ({ object, fault, law, wrong }: MeasuredFault): string =>
  `| ${object} | ${escaped(fault)} | \`${law}\` | ${excessOf(wrong.law)} | ${TESTS.map((test) => CELLS[wrong.common[test]]).join(' | ')} |`

/** What was measured, as Markdown. */
const tableOf = (faults: ReadonlyArray<MeasuredFault>): string => {
  const caught = faults.filter(({ right, wrong }) => right.law.verdict === 'holds' && wrong.law.verdict === 'fails')
  const run = faults.filter(({ wrong }) => TESTS.some((test) => wrong.common[test] !== 'does not apply'))
  const unseen = run.filter(({ wrong }) => TESTS.every((test) => wrong.common[test] !== 'sees it'))
  const missed = TESTS.map((test) => {
    const of = run.filter(({ wrong }) => wrong.common[test] !== 'does not apply')
    return `${test} ${of.filter(({ wrong }) => wrong.common[test] === 'misses it').length} of ${of.length}`
  })
  return [
    `${caught.length} of ${faults.length} faults are caught by the law named, with ${QUICK.draws} draws from seed ${QUICK.seed}. Of the ${run.length} that take part in a run, ${unseen.length} pass every common test that applies; missed by test: ${missed.join(', ')}.`,
    '',
    '| object | what is wrong | caught by | defect over tolerance | order | norm | energy |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...faults.map(rowOf),
    '',
  ].join('\n')
}

/** docs/mutation-proof.md with what was measured between its markers. Errors: throws when the markers are missing. */
export const fillFaultTable = (page: string, faults: ReadonlyArray<MeasuredFault>): string => {
  if (!TABLE.test(page))
    throw new Error("docs/mutation-proof.md has no '<!-- mutation proof -->' markers; put them in.")
  return page.replace(TABLE, (_, open: string, close: string) => `${open}${tableOf(faults)}${close}`)
}
