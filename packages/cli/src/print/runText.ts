import type { GridReport, RunResult } from '@casimir/experiments'
import { stillInside } from '../quantities/stillInside.ts'
import type { Report } from '../Report.ts'
import { describeSettings, describeUnits, hamiltonianOf, planeOf } from './describeProblem.ts'
import { errorSource, errorSources } from './errorSources.ts'
import { formatEstimate } from './formatEstimate.ts'
import { formatNumber } from './formatNumber.ts'
import { hoppingRows } from './hoppingRows.ts'
import { populationNames, scatteredPopulation } from './populationNames.ts'
import { unfinishedText } from './unfinishedText.ts'
import { wrapWords } from './wrapWords.ts'

type Rows = ReadonlyArray<readonly [name: string, value: string]>
type Series = ReadonlyArray<number>

const last = (series: Series, errors: Series | undefined): string =>
  formatEstimate(series.at(-1) ?? Number.NaN, errors?.at(-1), 6)

const perEntry = (series: ReadonlyArray<Series>, errors: ReadonlyArray<Series> | undefined): string =>
  series.map((entry, k) => last(entry, errors?.[k])).join(', ')

const perLevel = (levels: ReadonlyArray<Series>, errors: ReadonlyArray<Series> | undefined): string =>
  levels.map((series, level) => `${level}: ${last(series, errors?.[level])}`).join('   ')

const populationRows = ({ observables, errors }: RunResult, source: string): Rows =>
  (['population', 'adiabatic', 'active'] as const).flatMap((name) => {
    const series = observables[name]
    if (series === undefined) return []
    return [[`populations, ${populationNames[name]}`, `${perLevel(series, errors?.[name])}${source}`] as const]
  })

const scatteringRows = (result: RunResult): Rows => {
  const plane = planeOf(result.spec) ?? 0
  const inside = stillInside(result)
  return (['transmitted', 'reflected'] as const).flatMap((name) => {
    const series = result.observables[name]
    if (series === undefined) return []
    const side = name === 'transmitted' ? 'beyond' : 'before'
    const value = inside === undefined ? perLevel(series, result.errors?.[name]) : unfinishedText(inside)
    return [[`${side} q = ${plane}, ${scatteredPopulation(result.spec.method.name)}`, value] as const]
  })
}

const optional = (name: string, series: Series | undefined, errors: Series | undefined): Rows =>
  series === undefined ? [] : [[name, last(series, errors)]]

/** Coherences one behind the other, a pair of levels each. */
const coherenceRows = ({ observables: o, errors }: RunResult): Rows => [
  ...(o.coherence.length === 0 ? [] : [['coherence, diabatic', perEntry(o.coherence, errors?.coherence)] as const]),
  ...(o.adiabaticCoherence === undefined || o.adiabaticCoherence.length === 0
    ? []
    : [['coherence, adiabatic', perEntry(o.adiabaticCoherence, errors?.adiabaticCoherence)] as const]),
]

const lostProbability = ({ edgeProbability, highMomentumProbability, highStateProbability }: GridReport): string =>
  [
    ['at the edges', edgeProbability] as const,
    ['at the highest momenta', highMomentumProbability] as const,
    ['in the highest number states', highStateProbability] as const,
  ]
    .flatMap(([where, probability]) => (probability === undefined ? [] : [`${where} ${formatNumber(probability, 2)}`]))
    .join(', ')

const gridRows = (grid: GridReport | undefined): Rows =>
  grid === undefined
    ? []
    : [
        [
          grid.highStateProbability === undefined ? 'grid' : 'basis',
          `${grid.points.join(' x ')} ${grid.highStateProbability === undefined ? 'points' : 'functions; points'} ${grid.box.map(([low, high]) => `from ${formatNumber(low, 4)} to ${formatNumber(high, 4)}`).join(' and ')}, dt ${formatNumber(grid.dt, 3)}`,
        ],
        ['', `largest probability ${lostProbability(grid)}`],
      ]

/** More numbers than this are left to result.h5. */
const mostDerived = 10

const derivedRows = ({ derived = {} }: RunResult): Rows =>
  Object.entries(derived).map(([name, values]) => [
    name,
    [
      ...values.slice(0, mostDerived).map((value) => formatNumber(value, 4)),
      ...(values.length > mostDerived ? [`.. (${values.length})`] : []),
    ].join(', '),
  ])

const work = ({ counts, seconds }: RunResult): string =>
  [
    `${counts.steps} steps`,
    ...(counts.evaluations > 0 ? [`${counts.evaluations} evaluations`] : []),
    ...(counts.iterations > 0 ? [`${counts.iterations} iterations`] : []),
    ...(counts.particles > 0 ? [`${counts.particles} trajectories`] : []),
    `${formatNumber(seconds, 2)} s`,
  ].join(', ')

/** The last record of a run, its drifts and its cost. */
export const runText = (report: Report): string => {
  const run = report.runs[0]
  if (run === undefined) return ''
  const { result } = run
  const { observables: o, errors, drift } = result
  const source = errorSource(run)
  const rows: Rows = [
    ...populationRows(result, source === undefined ? '' : ` (standard error ${source})`),
    ...scatteringRows(result),
    ['purity', last(o.purity, errors?.purity)],
    ...coherenceRows(result),
    ['<q>', perEntry(o.q, errors?.q)],
    ['<p>', perEntry(o.p, errors?.p)],
    ['norm', `${last(o.norm, errors?.norm)}, drift ${formatNumber(drift.norm, 2)}`],
    ...optional('kinetic energy', o.kinetic, errors?.kinetic),
    ...optional('potential energy', o.potential, errors?.potential),
    ['total energy', `${last(o.energy, errors?.energy)}, drift ${formatNumber(drift.energy, 2)}`],
    ...optional('mean |change of energy|', o.energyChange, errors?.energyChange),
    ...hoppingRows(result),
    ...gridRows(result.grid),
    ...derivedRows(result),
    ['work', work(result)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const spec = result.spec
  return [
    `${run.label} on ${spec.problem.name}: ${hamiltonianOf(spec)}`,
    `  ${describeSettings(spec)}`,
    '',
    `At t = ${result.t.at(-1) ?? 0}${result.status === 'ok' ? '' : ` (status ${result.status})`}:`,
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...errorSources(report.runs).flatMap((sentence) => wrapWords(sentence)),
    'drift: largest deviation from the start, of the energy and of the norm of any one trajectory.',
    describeUnits(report.units),
    ...result.notes.map((note) => `Note: ${note}`),
    '',
  ].join('\n')
}
