import type { Report } from '../Report.ts'
import { axisTitle, titled } from './captions.ts'
import { methodEncoding, thinned } from './curves.ts'
import type { Figure } from './Figure.ts'
import { schema, theme } from './theme.ts'

/** Purity of the quantum density matrix against time, all methods; the axis ends at the smallest possible value, 1/n. */
export const purityFigure = (report: Report): Figure => {
  const levels = report.runs[0]?.result.observables.population.length ?? 2
  const rows = report.runs.flatMap(({ label, result }) =>
    thinned(result.t.length).map((k) => ({
      method: label,
      t: result.t[k] ?? null,
      y: result.observables.purity[k] ?? null,
    })),
  )
  return {
    name: 'purity',
    datasets: { purity: rows },
    spec: {
      $schema: schema,
      config: theme,
      title: titled('Purity of the quantum state', report),
      data: { name: 'purity' },
      width: 560,
      height: 320,
      mark: { type: 'line' },
      encoding: {
        x: { field: 't', type: 'quantitative', title: axisTitle('time', report.units.time), axis: { format: '~r' } },
        y: {
          field: 'y',
          type: 'quantitative',
          title: 'purity Tr ρ²',
          scale: { domain: [1 / levels, 1], nice: false, zero: false },
        },
        ...methodEncoding(report.runs),
      },
    },
  }
}
