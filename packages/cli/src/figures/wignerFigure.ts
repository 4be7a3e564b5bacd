import type { ComparedRun, PhaseSpaceComponent } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { axisTitle, titled, wrapped } from './captions.ts'
import type { Figure, Row } from './Figure.ts'
import { schema, theme } from './theme.ts'
import { negativeDots, wignerCells } from './wignerCells.ts'
import { type WignerColumn, wignerColumns } from './wignerColumns.ts'

const size = 180
const dotPixels = 7
const mostCellsInAll = 11_000

type Interval = readonly [low: number, high: number]

/** The runs a figure is of, and what of their densities it shows. */
export interface WignerSubject {
  readonly exact: ComparedRun
  readonly koopmon: ComparedRun
  readonly component: PhaseSpaceComponent
  readonly name: string
}

const words = {
  density: {
    title: 'Phase-space densities, exact and koopmon',
    legend: 'density',
    exact: 'Exact: the Wigner function D = Tr W, which may be negative',
    koopmon: 'Koopmons: their mollified density',
    distance: '0 when equal, 1 when they nowhere overlap.',
  },
  difference: {
    title: 'Population difference in phase space, exact and koopmon',
    legend: 'Tr(W σz)',
    exact: 'Exact: Tr(W σz), level 0 less level 1 (diabatic) of the Wigner function',
    koopmon: 'Koopmons: their mollified Tr(P σz)',
    distance: '0 when equal.',
  },
} as const

const numbers = (rows: ReadonlyArray<Row>, ...names: ReadonlyArray<string>): number[] =>
  rows.flatMap((row) => names.map((name) => Number(row[name])))

const spanOf = (values: ReadonlyArray<number>): Interval => {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  if (!(high > low)) return [-1, 1]
  const margin = 0.05 * (high - low)
  return [low - margin, high + margin]
}

const widened = ([low, high]: Interval, span: number): Interval => [(low + high - span) / 2, (low + high + span) / 2]

const largestOf = (columns: ReadonlyArray<WignerColumn>): number => {
  let largest = 0
  for (const { wigner, compared } of columns)
    for (const values of [wigner.values, compared.exact, compared.koopmon])
      for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

const densityUnit = ({ length, momentum }: Report['units']): string =>
  length === '1' && momentum === '1' ? '(dimensionless)' : `(1/(${length} × ${momentum}))`

const describeMollifier = ({ result }: ComparedRun): string => {
  const { method } = result.spec
  if (method.name !== 'koopmon') return ''
  const { shape, degree, alpha } = method.mollifier
  const kernel = shape === 'gaussian' ? 'a Gaussian' : `a B-spline of degree ${degree ?? 5}`
  const width = (values: ReadonlyArray<number>) => Number((values[0] ?? 0).toPrecision(4))
  return `${kernel}, alpha = ${width(alpha.q)} in q, ${width(alpha.p)} in p`
}

/**
 * Exact Wigner function, the same mollified as the koopmons are, and the koopmons' density, one column a snapshot time, on one
 * colour scale symmetric about zero; undefined when the two runs share no snapshot that can be compared.
 *
 * All panels share their axes; where both are dimensionless a unit has the same length on each. Under each column stands
 * 1/2 int |exact mollified - koopmon|.
 */
export const wignerFigure = (report: Report, subject: WignerSubject): Figure | undefined => {
  const { exact, koopmon, component, name } = subject
  const columns = wignerColumns(exact, koopmon, component)
  if (columns.length === 0) return undefined
  const { units } = report
  const largest = largestOf(columns)
  const most = Math.floor(mostCellsInAll / (3 * columns.length))
  const panels = columns.map(({ wigner, compared }) => ({
    wigner: wignerCells(wigner, largest, most),
    mollified: wignerCells({ ...compared, values: compared.exact }, largest, most),
    koopmon: wignerCells({ ...compared, values: compared.koopmon }, largest, most),
  }))
  const every = panels.flatMap((panel) => [panel.wigner, panel.mollified, panel.koopmon].flat())
  const free = { q: spanOf(numbers(every, 'q', 'q2')), p: spanOf(numbers(every, 'p', 'p2')) }
  const equal = units.length === '1' && units.momentum === '1'
  const span = Math.max(free.q[1] - free.q[0], free.p[1] - free.p[0])
  const domain = equal ? { q: widened(free.q, span), p: widened(free.p, span) } : free
  const apart = {
    q: (dotPixels * (domain.q[1] - domain.q[0])) / size,
    p: (dotPixels * (domain.p[1] - domain.p[0])) / size,
  }
  const text = words[component]
  const rows = [
    {
      key: 'wigner',
      heading: text.exact,
      note: ({ t }: WignerColumn) => `t = ${t}${units.time === '1' ? '' : ` ${units.time}`}`,
    },
    { key: 'mollified', heading: 'Exact, mollified as the koopmons are', note: () => '' },
    {
      key: 'koopmon',
      heading: text.koopmon,
      note: ({ compared }: WignerColumn) => `distance ${compared.distance.toFixed(2)}`,
    },
  ] as const
  const axis = (quantity: 'q' | 'p', unit: string, shown: boolean) => ({
    field: quantity,
    type: 'quantitative' as const,
    title: shown ? axisTitle(quantity, unit) : null,
    scale: { domain: [...domain[quantity]], nice: false, zero: false },
    axis: { grid: false, tickCount: 5, labels: shown, labelBound: true },
  })
  const colour = {
    field: 'value',
    type: 'quantitative' as const,
    title: [text.legend, densityUnit(units)],
    scale: { scheme: 'redblue' as const, reverse: true, domain: [-largest, largest] },
    legend: { gradientLength: 220, offset: 20, format: '.2~g' },
  }
  const mollifier = describeMollifier(koopmon)
  const caption = `Red: positive. Blue, dotted: negative. One scale for all. Rows 2 and 3 have the same mollifier, ${mollifier}. Distance: half the integral of the absolute difference of rows 2 and 3, ${text.distance}`
  const heading = titled(
    `${text.title}${report.runs.filter(({ result }) => result.spec.method.name === 'koopmon').length > 1 ? `: ${koopmon.label}` : ''}`,
    { ...report, runs: [exact, koopmon] },
  )
  const datasets = panels.flatMap((panel, column) =>
    rows.flatMap(({ key }) => [
      [`${key} ${column}`, panel[key]] as const,
      [`${key} ${column} negative`, negativeDots(panel[key], apart)] as const,
    ]),
  )
  return {
    name,
    datasets: Object.fromEntries(datasets),
    spec: {
      $schema: schema,
      config: { ...theme, view: { stroke: '#888888' } },
      title: { ...heading, subtitle: [...heading.subtitle, ...wrapped(caption)] },
      spacing: 18,
      vconcat: rows.map(({ key, heading: over, note }, row) => ({
        title: { text: over, fontSize: 13, offset: 6 },
        spacing: 12,
        hconcat: columns.map((column, index) => {
          const position = {
            x: axis('q', units.length, row === rows.length - 1),
            y: axis('p', units.momentum, index === 0),
          }
          return {
            title: {
              text: note(column),
              fontSize: 12,
              fontWeight: 'normal' as const,
              frame: 'group' as const,
              offset: 5,
            },
            width: size,
            height: size,
            layer: [
              {
                data: { name: `${key} ${index}` },
                mark: { type: 'rect' as const, clip: true },
                encoding: { ...position, x2: { field: 'q2' }, y2: { field: 'p2' }, color: colour },
              },
              {
                data: { name: `${key} ${index} negative` },
                mark: { type: 'circle' as const, clip: true, size: 2.5, opacity: 1, color: '#222222' },
                encoding: position,
              },
            ],
          }
        }),
      })),
    },
  }
}
