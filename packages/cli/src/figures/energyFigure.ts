import type { Report } from '../Report.ts'
import { axisTitle, titled } from './captions.ts'
import { curveRows, methodCurves } from './curves.ts'
import type { Figure } from './Figure.ts'
import { schema, theme } from './theme.ts'

const mostGridlines = 10

interface Range {
  readonly floor: number
  readonly cap: number
}

/** The rounding of the largest energy at the start, below which an error means nothing, and what only a blow-up exceeds. */
const rangeOf = ({ runs }: Report): Range => {
  const starts = runs.map((run) => Math.abs(run.result.observables.energy[0] ?? 0)).filter(Number.isFinite)
  const largest = Math.max(1e-6, ...starts)
  return { floor: 10 ** Math.floor(Math.log10(largest * Number.EPSILON)), cap: 1e3 * Math.max(largest, 1e-3) }
}

/** Powers of ten around the errors: the ends of the axis, and its gridlines, one a decade where they fit. */
const decadesOf = (errors: ReadonlyArray<number>, { floor, cap }: Range) => {
  const low = Math.floor(Math.log10(errors.length === 0 ? floor : Math.min(...errors)) + 1e-9)
  const high = Math.max(low + 1, Math.ceil(Math.log10(errors.length === 0 ? cap : 1.5 * Math.max(...errors))))
  const stride = Math.ceil((high - low) / mostGridlines)
  const values = Array.from({ length: Math.floor((high - low) / stride) + 1 }, (_, k) => 10 ** (low + k * stride))
  return { domain: [10 ** low, 10 ** high], values }
}

/** Energy error |E(t) - E(0)| against time on a logarithmic scale, all methods; what is below rounding is drawn at it. */
export const energyFigure = (report: Report): Figure => {
  const { runs } = report
  const range = rangeOf(report)
  const rows = curveRows(runs, {
    series: ({ result: { observables } }) => {
      const start = observables.energy[0] ?? Number.NaN
      return observables.energy.map((energy) => Math.max(Math.abs(energy - start), range.floor))
    },
    drawable: [0, range.cap],
  }).filter((row) => row.t !== 0)
  const { domain, values } = decadesOf(
    rows.flatMap(({ y }) => (typeof y === 'number' ? [y] : [])),
    range,
  )
  return {
    name: 'energy',
    datasets: { energy: rows },
    spec: {
      $schema: schema,
      config: theme,
      title: titled('Energy error', report),
      data: { name: 'energy' },
      width: 560,
      height: 320,
      ...methodCurves(runs, {
        x: {
          field: 't',
          type: 'quantitative' as const,
          title: axisTitle('time', report.units.time),
          axis: { format: '~r' },
          scale: { zero: true },
        },
        y: {
          field: 'y',
          type: 'quantitative' as const,
          title: axisTitle('|E(t) − E(0)|', report.units.energy),
          scale: { type: 'log' as const, domain, nice: false },
          axis: { format: '~e', values },
        },
      }),
    },
  }
}
