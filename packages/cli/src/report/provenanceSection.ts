import { version } from '@casimir/experiments'
import { dataTable, section } from './dataTable.ts'
import { estimateText, shortNumber } from './estimateText.ts'
import type { HeldGrid, HeldPoint, HeldResult, HeldRun } from './HeldResult.ts'
import { labelsOf, runsOf } from './HeldResult.ts'
import { html, type Markup } from './Markup.ts'
import { plainAt } from './plainAt.ts'
import { namedPoints } from './pointNames.ts'

/** Values of the runs of a method, each once; a hyphen for none. */
const values = (runs: ReadonlyArray<HeldRun>, read: (run: HeldRun) => unknown): string => {
  const found = runs.map(read).filter((value) => value !== undefined)
  return found.length === 0 ? '-' : [...new Set(found.map(String))].join(', ')
}

/** The grids of a method, and the worst of what they saw at their edges. */
const gridSentence = (label: string, runs: ReadonlyArray<HeldRun>): ReadonlyArray<string> => {
  const grids = runs.flatMap(({ grid }) => grid ?? [])
  if (grids.length === 0) return []
  const points = [...new Set(grids.map((grid) => grid.points.join(' x ')))].join(', ')
  const worst = (read: (grid: HeldGrid) => number) => estimateText(Math.max(...grids.map(read)), undefined, 2)
  return [
    `${label}: a grid of ${points} points; the largest probability at the edges of its box was ${worst(({ edge }) => edge)}, at its highest momenta ${worst(({ highMomentum }) => highMomentum)}.`,
  ]
}

const runsWith = (result: HeldResult, label: string): ReadonlyArray<HeldRun> =>
  runsOf(result)
    .map(({ run }) => run)
    .filter((run) => run.label === label)

/** How each method was sampled and stepped: what a second computation needs besides the spec. */
export const samplingSection = (result: HeldResult): Markup =>
  section('sampling', 'Sampling and steps', [
    dataTable({
      caption: 'What each method drew and how it stepped',
      headings: ['method', 'trajectories in all', 'sampling', 'seed', 'replicas', 'integrator', 'step'],
      words: [2, 5],
      rows: labelsOf(result).map((label) => {
        const runs = runsWith(result, label)
        const trajectories = (run: HeldRun) => (run.trajectories === 0 ? undefined : run.trajectories)
        const replicas = ({ statistics }: HeldRun) => (statistics?.over === 'replicas' ? statistics.samples : undefined)
        const step = ({ spec, grid }: HeldRun) => {
          const dt = grid?.dt ?? plainAt(spec, 'integrator', 'dt')
          return typeof dt === 'number' ? shortNumber(dt) : undefined
        }
        return [
          label,
          values(runs, trajectories),
          values(runs, ({ spec }) => plainAt(spec, 'method', 'sampling')),
          values(runs, ({ spec }) => plainAt(spec, 'method', 'seed')),
          values(runs, replicas),
          values(runs, ({ spec }) => plainAt(spec, 'integrator', 'name')),
          values(runs, step),
        ]
      }),
    }),
    ...labelsOf(result)
      .flatMap((label) => gridSentence(label, runsWith(result, label)))
      .map((sentence) => html`<p>${sentence}</p>`),
  ])

interface Said {
  readonly text: string
  readonly points: ReadonlyArray<HeldPoint>
}

/** What the runs of a method say, each sentence once. */
const said = (
  result: HeldResult,
  label: string,
  read: (run: HeldRun) => ReadonlyArray<string>,
): ReadonlyArray<Said> => {
  const found = new Map<string, HeldPoint[]>()
  for (const { point, run } of runsOf(result))
    if (run.label === label) for (const text of read(run)) found.set(text, [...(found.get(text) ?? []), point])
  return [...found].map(([text, points]) => ({ text, points }))
}

const listed = (result: HeldResult, read: (run: HeldRun) => ReadonlyArray<string>): ReadonlyArray<Markup> =>
  labelsOf(result).flatMap((label) =>
    said(result, label, read).map(
      ({ text, points }) => html`<li><strong>${label}</strong>${namedPoints(result, points)}: ${text}</li>`,
    ),
  )

/** Every message and note of every run. */
export const notesSection = (result: HeldResult): Markup | undefined => {
  const messages = listed(result, ({ message }) => (message === '' ? [] : [message]))
  const notes = listed(result, (run) => run.notes)
  if (messages.length + notes.length === 0) return undefined
  return section('notes', 'Messages and notes', [
    messages.length === 0 ? undefined : html`<h3>Messages</h3>\n<ul>${messages}</ul>`,
    notes.length === 0 ? undefined : html`<h3>Notes</h3>\n<ul>${notes}</ul>`,
  ])
}

/** The spec, folded, and versions. */
export const specSection = (result: HeldResult): Markup => {
  const format = plainAt(result.document, 'spec')
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['program that computed', `casimir ${result.version}`],
    ['program that made this page', `casimir ${version}`],
    ['format of the spec', format === undefined ? 'not stated' : String(format)],
    ['data', result.kind === 'study' ? 'result.h5 and study.csv' : 'result.h5 and observables.csv'],
  ]
  return section('spec', 'Spec and versions', [
    html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`,
    html`<details><summary>${result.kind === 'study' ? 'The spec of the study' : 'The resolved spec, every default written out'}</summary>
<pre><code>${result.specText}</code></pre>
</details>`,
  ])
}
