import type { StandardErrors } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { axisTitle, errorBands, titled } from './captions.ts'
import { curveRows, methodCurves } from './curves.ts'
import type { Figure, Row } from './Figure.ts'
import { schema, theme } from './theme.ts'

interface Panel {
  readonly name: string
  readonly rows: ReadonlyArray<Row>
}

const titles = {
  population: 'diabatic',
  adiabatic: 'adiabatic',
  active: 'adiabatic (fssh: active state),',
} as const

/** Active states stand beside the adiabatic populations of methods that have none. */
const populationsOf = (from: StandardErrors, kind: keyof typeof titles) =>
  kind === 'active' ? (from.active ?? from.adiabatic) : from[kind]

/** Two levels have one independent population, so one panel shows all; scattering problems and surface hopping add the adiabatic ones. */
const panelsOf = ({ runs }: Report): ReadonlyArray<Panel> => {
  const levels = runs[0]?.result.observables.population.length ?? 0
  const shown = levels === 2 ? [0] : Array.from({ length: levels }, (_, level) => level)
  const hopping = runs.some((run) => run.result.observables.active !== undefined)
  const scattering = hopping || runs.some((run) => run.result.observables.transmitted !== undefined)
  const panel = (kind: keyof typeof titles, level: number): Panel => ({
    name: `${titles[kind]} level ${level}`,
    rows: curveRows(runs, {
      series: ({ result: { observables: o } }) => populationsOf(o, kind)?.[level],
      drawable: [-0.05, 1.05],
      errors: ({ result: { errors } }) => errors && populationsOf(errors, kind)?.[level],
    }),
  })
  return [
    ...shown.map((level) => panel('population', level)),
    ...(scattering ? shown.map((level) => panel('adiabatic', level)) : []),
    ...(hopping ? shown.map((level) => panel('active', level)) : []),
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
      title: titled(single ? `Population of ${name}` : 'Populations', report, errorBands(report)),
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
