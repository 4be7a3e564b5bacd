import type { Report } from '../Report.ts'
import { axisTitle, errorBands, titled } from './captions.ts'
import { curveRows, methodCurves } from './curves.ts'
import type { Figure } from './Figure.ts'
import { schema, theme } from './theme.ts'

/** Purity of the quantum density matrix against time, all methods; the axis ends at the smallest possible value, 1/n. */
export const purityFigure = (report: Report): Figure => {
  const { runs } = report
  const levels = runs[0]?.result.observables.population.length ?? 2
  return {
    name: 'purity',
    datasets: {
      purity: curveRows(runs, {
        series: ({ result }) => result.observables.purity,
        drawable: [1 / levels - 0.05, 1.05],
        errors: ({ result }) => result.errors?.purity,
      }),
    },
    spec: {
      $schema: schema,
      config: theme,
      title: titled('Purity of the quantum state', report, errorBands(report)),
      data: { name: 'purity' },
      width: 560,
      height: 320,
      ...methodCurves(runs, {
        x: {
          field: 't',
          type: 'quantitative' as const,
          title: axisTitle('time', report.units.time),
          axis: { format: '~r' },
        },
        y: {
          field: 'y',
          type: 'quantitative' as const,
          title: 'purity Tr ρ²',
          scale: { domain: [1 / levels, 1], nice: false, zero: false },
        },
      }),
    },
  }
}
