import { section } from './dataTable.ts'
import { finalTable } from './finalTable.ts'
import { furtherThanEhrenfest } from './furtherThanEhrenfest.ts'
import type { HeldResult, HeldRun } from './HeldResult.ts'
import { labelsOf, runsOf } from './HeldResult.ts'
import { type Content, html, type Markup } from './Markup.ts'
import { hasPartial, runsTable, studyMethodsTable } from './methodTables.ts'
import { plainAt } from './plainAt.ts'

/** Whether a run has no errors and replicas, which it has not, would give it some. */
const lacksErrors = ({ errors, spec }: HeldRun): boolean => {
  const [name, sampling] = [plainAt(spec, 'method', 'name'), plainAt(spec, 'method', 'sampling')]
  const isSingly = sampling === 'random' && (name === 'ehrenfest' || name === 'fssh')
  return (
    errors === undefined &&
    plainAt(spec, 'replicas') === undefined &&
    plainAt(spec, 'initial', 'wavepacket') !== undefined &&
    (sampling === 'halton' || (sampling === 'random' && !isSingly))
  )
}

/** Where the error bars of each method are from, and which has none. */
const errorSentences = (result: HeldResult): ReadonlyArray<string> => {
  const sources = labelsOf(result).flatMap((label) => {
    const statistics = runsOf(result).flatMap(({ run }) =>
      run.label === label && run.errors && run.statistics ? [run.statistics] : [],
    )
    const texts = [...new Set(statistics.map(({ samples, over }) => `${samples} ${over}`))]
    const unreached = statistics.filter(({ reached }) => reached === false).length
    const target =
      unreached === 0 ? '' : ` (target error not reached${statistics.length > 1 ? ` in ${unreached} runs` : ''})`
    return texts.length === 0 ? [] : [`${label} over ${texts.join(' or ')}${target}`]
  })
  const without = labelsOf(result).filter((label) =>
    runsOf(result).some(({ run }) => run.label === label && lacksErrors(run)),
  )
  return [
    ...(sources.length > 0 ? [`±: one standard error: ${sources.join(', ')}.`] : []),
    ...(without.length > 0
      ? [`${without.join(', ')}: sampled without error bars; replicas: 8 or more in the spec gives them.`]
      : []),
  ]
}

/** Rows of a study beyond which its table is folded. */
const MOST_OPEN = 60

const folded = (result: HeldResult, table: Markup): Content => {
  const rows = runsOf(result).length
  const isOpen = rows <= MOST_OPEN
  return html`<details${isOpen ? html` open` : undefined}><summary>Every point and method, ${rows} rows</summary>
${table}
</details>`
}

/** Deviations from exact, drifts, what errors are over, whether any method is further from exact than Ehrenfest, and the last records. */
export const methodsSection = (result: HeldResult): Markup => {
  const [first] = result.points
  const hasDeviations = runsOf(result).some(({ run }) => run.deviations !== undefined)
  const sentences = [
    hasDeviations
      ? 'rms: root mean square deviation from exact over all records, levels and degrees of freedom; populations are diabatic, |c|^2.'
      : 'There is no exact run to measure deviations from.',
    ...(hasPartial(result) ? ['*: up to the time at which this run, or exact, stopped.'] : []),
    ...errorSentences(result),
    'drift: largest change since the start, of the norm of any one trajectory and of the energy that the method conserves.',
  ]
  return section('methods', 'Methods', [
    ...furtherThanEhrenfest(result).map((sentence) => html`<p class="finding">${sentence}</p>`),
    ...(result.kind === 'study' ? [studyMethodsTable(result), folded(result, runsTable(result))] : [runsTable(result)]),
    html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
    result.kind === 'study' || first === undefined ? undefined : finalTable(first),
  ])
}
