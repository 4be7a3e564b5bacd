import type { Report } from '../Report.ts'
import { axisTitle, errorBands, titled } from './captions.ts'
import { curveRows, methodCurves } from './curves.ts'
import type { Figure } from './Figure.ts'
import { schema, theme } from './theme.ts'

/** |rho_01| in the diabatic basis against time, all methods; two levels only, which have one coherence. */
export const coherenceFigure = (report: Report): Figure | undefined => {
  const { runs } = report
  if (runs[0]?.result.observables.population.length !== 2) return undefined
  return {
    name: 'coherence',
    datasets: {
      coherence: curveRows(runs, {
        series: ({ result }) => result.observables.coherence[0],
        drawable: [-0.05, 0.55],
        errors: ({ result }) => result.errors?.coherence[0],
      }),
    },
    spec: {
      $schema: schema,
      config: theme,
      title: titled('Coherence of the diabatic levels', report, errorBands(report)),
      data: { name: 'coherence' },
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
          title: 'coherence |ρ₀₁|',
          scale: { domain: [0, 0.5], nice: false },
        },
      }),
    },
  }
}
