import type { GridReport, RunResult } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { describeSettings, describeUnits, hamiltonianOf, planeOf } from './describeProblem.ts'
import { formatNumber } from './formatNumber.ts'

const last = (series: ReadonlyArray<number>): string => formatNumber(series.at(-1) ?? Number.NaN, 6)

const perLevel = (name: string, levels: ReadonlyArray<ReadonlyArray<number>> | undefined) =>
  levels === undefined ? [] : [[name, levels.map((series, level) => `${level}: ${last(series)}`).join('   ')]]

const perDof = (name: string, dofs: ReadonlyArray<ReadonlyArray<number>>) => [[name, dofs.map(last).join(', ')]]

const gridRow = (grid: GridReport | undefined) =>
  grid === undefined
    ? []
    : [
        [
          'grid',
          `${grid.points.join(' x ')} points ${grid.box.map(([low, high]) => `from ${formatNumber(low, 4)} to ${formatNumber(high, 4)}`).join(' and ')}, dt ${formatNumber(grid.dt, 3)}`,
        ],
        [
          '',
          `largest probability at the edges ${formatNumber(grid.edgeProbability, 2)}, at the highest momenta ${formatNumber(grid.highMomentumProbability, 2)}`,
        ],
      ]

/** More numbers than this are left to result.h5. */
const mostDerived = 10

const derivedRows = ({ derived = {} }: RunResult) =>
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
  const { observables: o, drift } = result
  const plane = planeOf(result.spec) ?? 0
  const rows = [
    ...perLevel('populations', o.population),
    ...perLevel('adiabatic', o.adiabatic),
    ...perLevel(`beyond q = ${plane}`, o.transmitted),
    ...perLevel(`before q = ${plane}`, o.reflected),
    ['purity', last(o.purity)],
    ...perDof('<q>', o.q),
    ...perDof('<p>', o.p),
    ['norm', `${last(o.norm)}, drift ${formatNumber(drift.norm, 2)}`],
    ['energy', `${last(o.energy)}, drift ${formatNumber(drift.energy, 2)}`],
    ...gridRow(result.grid),
    ...derivedRows(result),
    ['work', work(result)],
  ]
  const width = Math.max(...rows.map(([name]) => (name ?? '').length))
  const spec = result.spec
  return [
    `${run.label} on ${spec.problem.name}: ${hamiltonianOf(spec)}`,
    `  ${describeSettings(spec)}`,
    '',
    `At t = ${result.t.at(-1) ?? 0}${result.status === 'ok' ? '' : ` (status ${result.status})`}:`,
    ...rows.map(([name, value]) => `  ${(name ?? '').padEnd(width)}  ${value}`),
    '',
    'drift: largest deviation from the start, of the energy and of the norm of any one trajectory.',
    describeUnits(report.units),
    ...result.notes.map((note) => `Note: ${note}`),
    '',
  ].join('\n')
}
