import type { ComparedRun, TrajectorySnapshot } from '@casimir/experiments'
import type { Report } from '../Report.ts'
import { axisTitle, titled, wrapped } from './captions.ts'
import { thinned } from './curves.ts'
import { densityCells } from './densityCells.ts'
import type { Figure, Row } from './Figure.ts'
import { isNear } from './isNear.ts'
import { koopmonMarks } from './koopmonMarks.ts'
import { schema, theme } from './theme.ts'

const mostPanels = 9
const mostKoopmons = 600
const mostInAll = 2700
const mostCellsInAll = 6300
const tickPixels = 9

type Interval = [low: number, high: number]

const spanOf = (values: ReadonlyArray<number>): Interval => {
  if (values.length === 0) return [-1, 1]
  const low = Math.min(...values)
  const high = Math.max(...values)
  const margin = 0.04 * (high - low) || 0.5
  return [low - margin, high + margin]
}

const widened = ([low, high]: Interval, span: number): Interval => {
  const centre = (low + high) / 2
  return [centre - span / 2, centre + span / 2]
}

const fields = (rows: ReadonlyArray<Row>, ...names: ReadonlyArray<string>): ReadonlyArray<number> =>
  rows.flatMap((row) => names.map((name) => row[name])).filter((value) => typeof value === 'number')

const isNearCell = (cell: Row): boolean => fields([cell], 'q', 'q2', 'p', 'p2').every(isNear)

const colour = (levels: number) => ({
  field: 'value',
  type: 'quantitative' as const,
  title: levels === 2 ? '⟨σz⟩' : ['population', 'of level 0'],
  scale:
    levels === 2 ? { scheme: 'purpleorange', domain: [-1, 1], reverse: true } : { scheme: 'viridis', domain: [0, 1] },
  legend: { gradientLength: 160, offset: 20 },
})

const snapshotsOf = ({ result }: ComparedRun): ReadonlyArray<TrajectorySnapshot> => {
  const all = result.snapshots.flatMap((snapshot) =>
    snapshot.kind === 'trajectories' &&
    snapshot.mollified !== undefined &&
    snapshot.q.length === snapshot.weights.length
      ? [snapshot]
      : [],
  )
  return thinned(all.length, mostPanels).map((k) => all[k] as TrajectorySnapshot)
}

/**
 * Koopmons at the snapshot times, coloured by their quantum state, over the mollified density; undefined without snapshots.
 *
 * All panels share their axes; where both are dimensionless a unit has the same length on each.
 */
export const phaseSpaceFigure = (report: Report, run: ComparedRun, name: string): Figure | undefined => {
  const snapshots = snapshotsOf(run)
  if (snapshots.length === 0) return undefined
  const { units } = report
  const levels = run.result.observables.population.length
  const most = Math.min(mostKoopmons, Math.floor(mostInAll / snapshots.length))
  const mostCells = Math.floor(mostCellsInAll / snapshots.length)
  const densities = snapshots.map(({ mollified }) =>
    mollified ? densityCells(mollified, mostCells).filter(isNearCell) : [],
  )
  const places = snapshots.map((snapshot) => koopmonMarks(snapshot, levels, { q: 0, p: 0 }, most))
  const free = {
    q: spanOf([
      ...densities.flatMap((rows) => fields(rows, 'q', 'q2')),
      ...places.flatMap((rows) => fields(rows, 'q')),
    ]),
    p: spanOf([
      ...densities.flatMap((rows) => fields(rows, 'p', 'p2')),
      ...places.flatMap((rows) => fields(rows, 'p')),
    ]),
  }
  const equal = units.length === '1' && units.momentum === '1'
  const span = Math.max(free.q[1] - free.q[0], free.p[1] - free.p[0])
  const domain = equal ? { q: widened(free.q, span), p: widened(free.p, span) } : free
  const size = 230
  const tick = {
    q: (tickPixels * (domain.q[1] - domain.q[0])) / size,
    p: (tickPixels * (domain.p[1] - domain.p[0])) / size,
  }
  const axis = (quantity: 'q' | 'p', unit: string) => ({
    field: quantity,
    type: 'quantitative' as const,
    title: axisTitle(quantity, unit),
    scale: { domain: domain[quantity], nice: false, zero: false },
    axis: { grid: false, tickCount: 6 },
  })
  const position = { x: axis('q', units.length), y: axis('p', units.momentum) }
  const ends = { x2: { field: 'q2' }, y2: { field: 'p2' } }
  const marks = snapshots.map((snapshot) => koopmonMarks(snapshot, levels, tick, most))
  const carrying = Math.max(...snapshots.map((snapshot) => snapshot.weights.filter((weight) => weight > 0).length))
  const heading = titled(
    `Koopmons in phase space${report.runs.length > 1 && name !== 'phase-space' ? `: ${run.label}` : ''}`,
    { ...report, runs: [run] },
  )
  const legend = [
    'Grey: mollified density (shaded by its square root).',
    levels === 2
      ? 'Points: koopmons. The tick is the (x, y) part of the Bloch vector, in direction and length.'
      : 'Points: koopmons.',
    ...(carrying > most ? [`${most} of ${carrying} are drawn.`] : []),
  ].join(' ')
  return {
    name,
    datasets: Object.fromEntries(
      snapshots.flatMap((_, index) => [
        [`density ${index}`, densities[index] ?? []],
        [`koopmons ${index}`, marks[index] ?? []],
      ]),
    ),
    spec: {
      $schema: schema,
      config: { ...theme, view: { stroke: '#888888' }, legend: { ...theme.legend, titleFontSize: 13 } },
      title: { ...heading, subtitle: [...heading.subtitle, ...wrapped(legend)] },
      columns: snapshots.length === 4 ? 2 : 3,
      spacing: 24,
      concat: snapshots.map((snapshot, index) => ({
        title: {
          text: `t = ${snapshot.t}${units.time === '1' ? '' : ` ${units.time}`}`,
          fontSize: 13,
          fontWeight: 'normal' as const,
          frame: 'group' as const,
          offset: 6,
        },
        width: size,
        height: size,
        layer: [
          {
            data: { name: `density ${index}` },
            mark: { type: 'rect' as const, clip: true },
            encoding: { ...position, ...ends, fill: { field: 'grey', type: 'nominal', scale: null } },
          },
          ...(levels === 2
            ? [
                {
                  data: { name: `koopmons ${index}` },
                  mark: { type: 'rule' as const, clip: true, stroke: '#333333', strokeWidth: 0.8 },
                  encoding: { ...position, ...ends },
                },
              ]
            : []),
          {
            data: { name: `koopmons ${index}` },
            mark: { type: 'circle' as const, clip: true, size: 18, opacity: 1, stroke: '#333333', strokeWidth: 0.4 },
            encoding: { ...position, color: colour(levels) },
          },
        ],
      })),
    },
  }
}
