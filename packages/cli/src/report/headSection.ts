import { problems } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describeSettings, describeUnits, hamiltonianOf, parameterText } from '../print/describeProblem.ts'
import { settingText } from '../quantities/settingValue.ts'
import { labelsOf, runsOf } from './HeldResult.ts'
import { type Content, html, lines, type Markup } from './Markup.ts'
import { plainAt } from './plainAt.ts'
import { sweptPaths } from './pointNames.ts'
import type { ReportData } from './ReportData.ts'

const firstSpec = ({ specs }: ReportData) => (E.isRight(specs) ? specs.right[0] : undefined)

const problemName = (data: ReportData): string => {
  const document = plainAt(runsOf(data.result)[0]?.run.spec, 'problem') ?? plainAt(data.result.document, 'problem')
  return firstSpec(data)?.problem.name ?? String(plainAt(document, 'name') ?? plainAt(document, 'module') ?? 'problem')
}

const hamiltonian = (data: ReportData): string => {
  const spec = firstSpec(data)
  const found = spec ? hamiltonianOf(spec) : problems.find(({ name }) => name === problemName(data))?.hamiltonian
  return found ?? ''
}

/** The title of the page: the problem and the methods. */
export const titleOf = (data: ReportData): string => `${problemName(data)}: ${labelsOf(data.result).join(', ')}`

/** What no point of a study changes, as `describeSettings` writes it. */
const settings = (data: ReportData): string => {
  const spec = firstSpec(data)
  if (spec === undefined) return ''
  const swept = sweptPaths(data.result)
  if (swept.length === 0) return describeSettings(spec)
  const fixed = Object.entries(spec.problem.parameters)
    .filter(([name]) => !swept.includes(`problem.${name}`))
    .map(([name, value]) => `${name} = ${parameterText(value)}`)
  return [...fixed, ...(swept.includes('hbar') ? [] : [`hbar = ${spec.hbar}`])].join(', ')
}

const axes = ({ result }: ReportData): ReadonlyArray<readonly [string, Content]> =>
  sweptPaths(result).map((path) => {
    const texts = result.points.flatMap(({ settings: set }) =>
      set.filter((one) => one.path === path).map(({ text }) => text),
    )
    return [`sweep of ${path}`, html`<code>${[...new Set(texts)].join(', ')}</code>`]
  })

/** The start as `kind: name = value, ..`. */
const initialText = (data: ReportData): string => {
  const initial = plainAt(runsOf(data.result)[0]?.run.spec, 'initial')
  const [kind, value] = Object.entries(typeof initial === 'object' && initial !== null ? initial : {})[0] ?? []
  if (kind === undefined) return ''
  if (typeof value !== 'object' || value === null) return `${kind}: ${String(value)}`
  return `${kind}: ${Object.entries(value)
    .map(([name, given]) => `${name} = ${settingText(given)}`)
    .join(', ')}`
}

const timeText = ({ result }: ReportData): string => {
  const ends = [...new Set(result.points.map(({ runs }) => Math.max(...runs.map(({ t }) => t.at(-1) ?? 0))))]
  const records = [...new Set(runsOf(result).map(({ run }) => run.t.length))]
  const [least, most] = [Math.min(...ends), Math.max(...ends)]
  const counts = [Math.min(...records), Math.max(...records)]
  const range = (low: number | undefined, high: number | undefined) => (low === high ? `${low}` : `${low} to ${high}`)
  return `from 0 to ${least === most ? least : `${least} .. ${most}`}, ${range(counts[0], counts[1])} records`
}

/** How runs ended early, a sentence each; one sentence for what a study has in many. */
const endings = ({ result }: ReportData): ReadonlyArray<string> => {
  const early = runsOf(result).filter(({ run }) => run.status !== 'ok')
  if (early.length === 0) return []
  if (result.kind === 'study')
    return [`${early.length} of ${runsOf(result).length} runs ended early; the tables say which.`]
  return early.map(({ run }) => `${run.label} stopped at t = ${run.t.at(-1) ?? 0} (${run.status}).`)
}

/** The head of the page: problem, Hamiltonian, parameters, start, and what the reader should know first. */
export const headSection = (data: ReportData): Markup => {
  const units = runsOf(data.result)[0]?.run.units
  const swept = data.result.kind === 'study' ? ' (of the first point)' : ''
  const rows: ReadonlyArray<readonly [string, Content]> = [
    ['Hamiltonian', hamiltonian(data) === '' ? '' : html`<code>${hamiltonian(data)}</code>`],
    ['parameters', settings(data)],
    [`initial state${swept}`, initialText(data)],
    ['time', timeText(data)],
    ['units', units ? describeUnits(units).replace(/^Units: /, '') : ''],
    ...axes(data),
    ['computed by', `casimir ${data.result.version}`],
  ]
  const warnings = [...data.remarks, ...endings(data), ...data.figures.missing]
  return html`<header>
<h1>${titleOf(data)}</h1>
<dl>
${lines(rows.filter(([, value]) => value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`))}
</dl>
${warnings.length === 0 ? undefined : html`<ul class="warnings">${warnings.map((text) => html`<li>${text}</li>`)}</ul>`}
</header>`
}
