import type { TopLevelSpec } from 'vega-lite'
import { formatNumber } from '../print/formatNumber.ts'
import type { StudySummary, SummarisedPoint } from '../quantities/StudySummary.ts'
import { quantityOf } from '../quantities/StudySummary.ts'
import type { Figure, Row } from './Figure.ts'
import type { StudyAxis } from './studyAxis.ts'
import { isWide } from './studyAxis.ts'
import { studyTitled } from './studyCaptions.ts'
import { methodsOf } from './studyPanels.ts'
import { schema, theme } from './theme.ts'

/** Cells have numbers in them up to so many along an axis. */
const MOST_NUMBERS = 12

interface Value {
  readonly value: number
  readonly isSure: boolean
}

/** One map: its title, and the value at a point. */
interface StudyMap {
  readonly name: string
  readonly points: ReadonlyArray<SummarisedPoint>
  readonly read: (point: SummarisedPoint) => Value | undefined
}

/** The deviation of a run that came to its end: over a part of the time it is no deviation like the others. */
const rms = (point: SummarisedPoint, label: string) => {
  const run = point.runs.find((one) => one.label === label && one.status === 'ok')
  const found = run && quantityOf(run, 'rms_population')
  return found?.value === undefined || !Number.isFinite(found.value)
    ? undefined
    : { value: found.value, error: found.error ?? 0 }
}

/** The points of every combination of the further axes, with what the combination is. */
const facetsOf = ({ points }: StudySummary, further: ReadonlyArray<StudyAxis>) => {
  const found = new Map<string, SummarisedPoint[]>()
  for (const point of points) {
    const name = further.map(({ describe }) => describe(point)).join(', ')
    const known = found.get(name)
    if (known === undefined) found.set(name, [point])
    else known.push(point)
  }
  return [...found].map(([name, members]) => ({ name, points: members }))
}

/** White on what is dark. */
const inkOf = (fraction: number): string => (fraction < 0.55 ? 'white' : 'black')

interface Colours {
  readonly title: string
  readonly scale: object
  readonly ink: (value: number) => string
}

const sequential = (values: ReadonlyArray<number>): Colours => {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const isLog = isWide(values)
  const place = (x: number): number =>
    isLog ? Math.log(x / low) / Math.log(high / low) : high > low ? (x - low) / (high - low) : 0
  return {
    title: 'rms deviation',
    scale: {
      ...(isLog ? { type: 'log' } : { type: 'linear', zero: false }),
      scheme: 'viridis',
      domain: [low, high],
      nice: false,
    },
    ink: (value) => inkOf(place(value)),
  }
}

const diverging = (values: ReadonlyArray<number>): Colours => {
  const most = Math.max(...values.map(Math.abs), Number.MIN_VALUE)
  return {
    title: 'difference',
    scale: { type: 'linear', scheme: 'blueorange', domain: [-most, most], nice: false },
    ink: (value) => (Math.abs(value) > 0.75 * most ? 'white' : 'black'),
  }
}

const mapFigure = (
  summary: StudySummary,
  [across, up]: readonly [StudyAxis, StudyAxis],
  {
    name,
    text,
    maps,
    more,
    colours,
  }: {
    readonly name: string
    readonly text: string
    readonly maps: ReadonlyArray<StudyMap>
    readonly more: ReadonlyArray<string>
    readonly colours: (values: ReadonlyArray<number>) => Colours
  },
): Figure | undefined => {
  const values = maps.flatMap(({ points, read }) => points.flatMap((point) => read(point)?.value ?? []))
  if (values.length === 0) return undefined
  const { title, scale, ink } = colours(values)
  const hasNumbers = across.places.length <= MOST_NUMBERS && up.places.length <= MOST_NUMBERS
  const rowsOf = ({ points, read }: StudyMap): ReadonlyArray<Row> =>
    points.flatMap((point) => {
      const found = read(point)
      if (found === undefined) return []
      const number = formatNumber(found.value, 2).replace(/^-/, '−')
      const cell = { x: String(across.placeOf(point)), y: String(up.placeOf(point)), value: found.value }
      return [hasNumbers ? { ...cell, text: found.isSure ? number : `(${number})`, ink: ink(found.value) } : cell]
    })
  const x = {
    field: 'x',
    type: 'ordinal',
    title: across.title,
    sort: across.places.map(String),
    scale: { domain: across.places.map(String) },
    axis: { labelAngle: 0, labelOverlap: true },
  }
  const y = {
    field: 'y',
    type: 'ordinal',
    title: up.title,
    sort: up.places.map(String).reverse(),
    scale: { domain: up.places.map(String).reverse() },
    axis: { labelOverlap: true },
  }
  const size = (axis: StudyAxis): number =>
    Math.min(420, Math.max(hasNumbers ? 58 : 8, Math.round(280 / axis.places.length)) * axis.places.length)
  const numbersLayer = {
    mark: { type: 'text', fontSize: 11 },
    encoding: { x, y, text: { field: 'text' }, fill: { field: 'ink', type: 'nominal', scale: null } },
  }
  const cells = {
    mark: { type: 'rect' },
    encoding: {
      x,
      y,
      color: {
        field: 'value',
        type: 'quantitative',
        title,
        scale,
        legend: { format: '.2~g', symbolSize: 100, gradientLength: 130, tickCount: 5 },
      },
    },
  }
  const spec = {
    $schema: schema,
    config: theme,
    title: studyTitled(text, summary, more),
    columns: 2,
    concat: maps.map((map) => ({
      title: { text: map.name, fontSize: 13 },
      data: { name: map.name },
      width: hasNumbers ? Math.max(64 * across.places.length, 120) : size(across),
      height: hasNumbers ? Math.max(26 * up.places.length, 170) : size(up),
      layer: [cells, ...(hasNumbers ? [numbersLayer] : [])],
    })),
  }
  return {
    name,
    datasets: Object.fromEntries(maps.map((map) => [map.name, rowsOf(map)])),
    spec: spec as unknown as TopLevelSpec,
  }
}

/** Maps of the rms deviation of the populations over the first two axes of a study, and of its difference to Ehrenfest's; one of each method and combination of the further axes. */
export const studyMaps = (summary: StudySummary, axes: ReadonlyArray<StudyAxis>): ReadonlyArray<Figure> => {
  const [across, up, ...further] = axes
  if (across === undefined || up === undefined) return []
  const methods = methodsOf(summary).filter(({ method }) => method !== 'exact')
  const stopped = summary.points.flatMap(({ runs }) => runs.filter(({ status }) => status !== 'ok')).length
  const leftOut = stopped === 0 ? [] : [`${stopped} runs that stopped early are left out; study.csv names them`]
  const ehrenfest = methods.find(({ method }) => method === 'ehrenfest')?.label
  const mapsOf = (labels: ReadonlyArray<string>, read: (point: SummarisedPoint, label: string) => Value | undefined) =>
    labels.flatMap((label) =>
      facetsOf(summary, further).map(({ name, points }) => ({
        name: name === '' ? label : `${label}, ${name}`,
        points,
        read: (point: SummarisedPoint) => read(point, label),
      })),
    )
  const labels = methods.map(({ label }) => label)
  const deviation = mapFigure(summary, [across, up], {
    name: 'population-deviations',
    text: 'Deviation of the populations from exact, rms',
    maps: mapsOf(labels, (point, label) => {
      const found = rms(point, label)
      return found && { value: found.value, isSure: true }
    }),
    more: leftOut,
    colours: sequential,
  })
  const others = labels.filter((label) => label !== ehrenfest)
  const difference =
    ehrenfest === undefined || others.length === 0
      ? undefined
      : mapFigure(summary, [across, up], {
          name: 'against-ehrenfest',
          text: `Rms deviation of the populations less that of ${ehrenfest}`,
          maps: mapsOf(others, (point, label) => {
            const a = rms(point, label)
            const b = rms(point, ehrenfest)
            if (a === undefined || b === undefined) return undefined
            const value = a.value - b.value
            return { value, isSure: Math.abs(value) >= 2 * Math.hypot(a.error, b.error) }
          }),
          more: [
            `below 0 (blue): closer to exact than ${ehrenfest}; in brackets: within two standard errors of 0`,
            ...leftOut,
          ],
          colours: diverging,
        })
  return [deviation, difference].flatMap((figure) => figure ?? [])
}
