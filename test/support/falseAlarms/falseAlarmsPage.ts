import type { FalseAlarm, FalseAlarms, LawRecord } from './FalseAlarms.ts'
import { FEWEST } from './piecesOf.ts'

/** -ln 0.05, of which 3 is the usual round figure: what n p must exceed for n draws without a failure to be rarer than 1 in 20. */
const THREE = 3

const recorded = ({ suites }: FalseAlarms): ReadonlyArray<LawRecord> => suites.flatMap(({ laws }) => laws)
const digits = (x: number): string => (x === 0 ? '0' : x.toPrecision(2).replace(/e([+-])(\d)$/, 'e$10$2'))
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ')
const escaped = (text: string): string => text.replaceAll('|', '\\|')

const rowOf = ({ law, subjects, draws, alarms, largest, on, seeds }: LawRecord): string =>
  `| \`${law}\` | ${subjects} | ${grouped(draws)} | ${alarms.length} | ${digits(largest)} | ${largest > 0 ? escaped(on) : ''} | ${seeds} | ${alarms.length === 0 ? digits(THREE / draws) : '-'} |`

const alarmOf = (law: string, { subject, seed, draws, defect, tolerance, reason, code }: FalseAlarm): string =>
  [
    `### ${law} on ${subject}`,
    '',
    `${draws} draws from seed ${seed}: ${reason ?? `the defect is ${defect}, the tolerance ${tolerance}`}.`,
    '',
    '```ts',
    code,
    '```',
    '',
  ].join('\n')

/** Laws with what a run of the tests draws of them, suites of one law joined. */
const drawnInTests = (data: FalseAlarms): ReadonlyArray<{ law: string; here: number; draws: number }> =>
  data.tests.flatMap(({ law, draws }) => {
    const here = recorded(data)
      .filter((record) => record.law === law)
      .reduce((sum, record) => sum + record.draws, 0)
    return here > 0 ? [{ law, here, draws }] : []
  })

/**
 * The largest number of false alarms to be expected of one run of the tests with fresh seeds, at 95 %: the most that sum_l d_l p_l can be, for d_l draws in the tests,
 * while no failure in n_l draws of each law here has a probability of at least 1/20, exp(-sum_l n_l p_l) >= 0.05; it is 3 max_l d_l / n_l.
 */
export const testBound = (data: FalseAlarms): number =>
  THREE * Math.max(0, ...drawnInTests(data).map(({ here, draws }) => draws / here))

const testsOf = (data: FalseAlarms): string => {
  const tests = drawnInTests(data)
  const total = tests.reduce((sum, { draws }) => sum + draws, 0)
  const [most] = tests.toSorted((a, b) => b.draws / b.here - a.draws / a.here)
  if (!most) return 'The draws of the tests were not counted: `npm run false-alarms -- count`.\n'
  return `One run of \`npm test\` makes ${grouped(total)} draws of the ${tests.length} laws above that it tries on code for which they hold (counted by \`npm run false-alarms -- count\`).

- The seeds of the laws are written in the tests, the same in CI and anywhere else. A run repeats the draws of the run before: its flake rate is 0, and a law that fails has been broken.
- Were every seed fresh, the expected number of false alarms a run would be below ${digits(testBound(data))} at 95 %. No failure in n_l draws of each law here leaves sum_l n_l p_l < ${THREE}, so that sum_l d_l p_l < ${THREE} max_l d_l / n_l for
  the d_l draws of a run; the maximum is that of \`${most.law}\`, with d = ${grouped(most.draws)} and n = ${grouped(most.here)}. It is what can be said of so many draws, not an estimate: that is 0.
- The properties that tests state by themselves (\`fc.assert\`) are no laws of a suite. Outside of CI they take a fresh seed each run and print it; they are not counted here.
`
}

/** docs/false-alarms.md: how often laws fail on what is right. */
export const falseAlarmsPage = (data: FalseAlarms): string => {
  const laws = recorded(data)
  const alarms = laws.flatMap((record) => record.alarms.map((alarm) => alarmOf(record.law, alarm)))
  const draws = laws.reduce((sum, record) => sum + record.draws, 0)
  const fewer = laws.filter((record) => record.draws < data.draws)
  const nearest = laws.filter(({ largest }) => largest > 0.1).toSorted((a, b) => b.largest - a.largest)
  return `# False alarms

A check that fails on what is right is soon switched off. Here every law of every suite of \`@casimir/checks\` is drawn many times on code that keeps it: the ${data.suites.length} suites have ${laws.length} laws, tried
${grouped(draws)} times, with **${alarms.length === 0 ? 'no failure' : `${alarms.length} failures`}**.

- *Draws*: at least ${grouped(data.draws)} of every law${fewer.length > 0 ? `, except ${fewer.map(({ law, draws: n }) => `\`${law}\` (${grouped(n)})`).join(', ')}` : ''}. The subjects of a law share them evenly, at least ${FEWEST} each: of a law with many subjects each has few draws of its own.
- *Subjects*: every problem of the catalogue under every method and integrator, as in [certificate.md](certificate.md), with the laws each claims; the models, groups, actions, words, flows,
  densities, mollifiers, brackets and steppers of the tests. \`hamiltonian/hermitian\` and \`/derivatives\` look at fixed points, one case a Hamiltonian: for them the Hamiltonian is drawn.
- *Seeds*: from ${data.seed} on, one for each piece of 1 to 250 draws, none of which the tests use.
- *Largest*: of all draws the largest defect as a fraction of its tolerance, and where. 1 would be a failure; 0 is a law that is exact, or compares bits.
- *Bound*: the false alarms a draw, at 95 %, ${THREE}/n for none in n draws (the rule of three). It is one of the draws that these arbitraries make on these subjects: on a subject of other scales the rate may be another.

The laws that came within a factor of ten of their tolerance: ${nearest.length === 0 ? 'none' : nearest.map(({ law, largest }) => `\`${law}\` (${digits(largest)})`).join(', ')}. Those that count or fit a slope stand near to 1 by what they measure: a slope of a
finite ladder of steps is never the order itself. ${alarms.length === 0 ? '' : 'Some failed.'}

${alarms.length === 0 ? '' : `## Failures\n\n${alarms.join('\n')}`}## The tests

${testsOf(data)}
## Laws

${data.suites
  .map(({ suite, laws: own }) =>
    [
      `### ${suite}`,
      '',
      '| law | subjects | draws | failures | largest | on | seeds | bound |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
      ...own.map(rowOf),
      '',
    ].join('\n'),
  )
  .join('\n')}
Written by \`npm run false-alarms\`, in ${data.minutes} minutes of one core; \`test/docs/falseAlarms.test.ts\` fails when a suite has gained a law or lost one.
`
}
