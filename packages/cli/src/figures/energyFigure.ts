import type { Report } from '../Report.ts'
import { axisTitle, titled } from './captions.ts'
import { methodEncoding, thinned } from './curves.ts'
import type { Figure } from './Figure.ts'
import { schema, theme } from './theme.ts'

/** Rounding of the largest energy, below which a drift means nothing, as a power of ten. */
const floorOf = (report: Report): number => {
  const largest = Math.max(...report.runs.map((run) => Math.abs(run.result.observables.energy[0] ?? 0)))
  return 10 ** Math.floor(Math.log10(Math.max(largest, 1e-6) * Number.EPSILON))
}

/** Energy drift |E(t) - E(0)| against time on a logarithmic scale, all methods; what is below rounding is drawn at it. */
export const energyFigure = (report: Report): Figure => {
  const floor = floorOf(report)
  const rows = report.runs.flatMap(({ label, result }) => {
    const { energy } = result.observables
    const start = energy[0] ?? Number.NaN
    return thinned(result.t.length)
      .filter((k) => k > 0)
      .map((k) => {
        const drift = Math.abs((energy[k] ?? Number.NaN) - start)
        return { method: label, t: result.t[k] ?? null, y: Number.isFinite(drift) ? Math.max(drift, floor) : null }
      })
  })
  const drifts = rows.flatMap((row) => (row.y === null ? [] : [row.y]))
  const decades: [number, number] =
    drifts.length === 0
      ? [floor, 1]
      : [10 ** Math.floor(Math.log10(Math.min(...drifts))), 10 ** Math.ceil(Math.log10(1.5 * Math.max(...drifts)))]
  return {
    name: 'energy',
    datasets: { energy: rows },
    spec: {
      $schema: schema,
      config: theme,
      title: titled('Energy drift', report),
      data: { name: 'energy' },
      width: 560,
      height: 320,
      mark: { type: 'line' },
      encoding: {
        x: {
          field: 't',
          type: 'quantitative',
          title: axisTitle('time', report.units.time),
          axis: { format: '~r' },
          scale: { zero: true },
        },
        y: {
          field: 'y',
          type: 'quantitative',
          title: axisTitle('|E(t) − E(0)|', report.units.energy),
          scale: { type: 'log', domain: decades, nice: false },
          axis: { format: '~e', tickCount: 8 },
        },
        ...methodEncoding(report.runs),
      },
    },
  }
}
