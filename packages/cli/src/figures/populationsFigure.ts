import type { Report } from '../Report.ts'
import { axisTitle, titled } from './captions.ts'
import { curveRows, methodCurves } from './curves.ts'
import type { Figure, Row } from './Figure.ts'
import { schema, theme } from './theme.ts'

interface Panel {
  readonly name: string
  readonly rows: ReadonlyArray<Row>
}

/** Two levels have one independent population, so one panel shows all; scattering problems add the adiabatic ones. */
const panelsOf = ({ runs }: Report): ReadonlyArray<Panel> => {
  const levels = runs[0]?.result.observables.population.length ?? 0
  const shown = levels === 2 ? [0] : Array.from({ length: levels }, (_, level) => level)
  const scattering = runs.some((run) => run.result.observables.transmitted !== undefined)
  const panel = (kind: 'population' | 'adiabatic', level: number): Panel => ({
    name: kind === 'population' ? `diabatic level ${level}` : `adiabatic level ${level}`,
    rows: curveRows(runs, {
      series: ({ result }) => result.observables[kind]?.[level],
      drawable: [-0.05, 1.05],
    }),
  })
  return [
    ...shown.map((level) => panel('population', level)),
    ...(scattering ? shown.map((level) => panel('adiabatic', level)) : []),
  ]
}

/** Populations against time, all methods in one panel per level. */
export const populationsFigure = (report: Report): Figure => {
  const panels = panelsOf(report).filter((panel) => panel.rows.length > 0)
  const single = panels.length === 1
  const chart = {
    width: single ? 560 : 340,
    height: single ? 320 : 220,
    ...methodCurves(report.runs, {
      x: {
        field: 't',
        type: 'quantitative' as const,
        title: axisTitle('time', report.units.time),
        axis: { format: '~r' },
      },
      y: {
        field: 'y',
        type: 'quantitative' as const,
        title: 'population',
        scale: { domain: [0, 1], nice: false },
        axis: { values: [0, 0.2, 0.4, 0.6, 0.8, 1] },
      },
    }),
  }
  const name = panels[0]?.name ?? ''
  return {
    name: 'populations',
    datasets: Object.fromEntries(panels.map((panel) => [panel.name, panel.rows])),
    spec: {
      $schema: schema,
      config: theme,
      title: titled(single ? `Population of ${name}` : 'Populations', report),
      ...(single
        ? { data: { name }, ...chart }
        : {
            columns: 2,
            concat: panels.map((panel) => ({
              title: { text: panel.name, fontSize: 13 },
              data: { name: panel.name },
              ...chart,
            })),
          }),
    },
  }
}
