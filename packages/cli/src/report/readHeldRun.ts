import type { Deviation, StandardErrors, Statistics, Units } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { Group } from 'h5wasm/node'
import { observableIndices, observableNames } from '../quantities/observableSeries.ts'
import { stillInside } from '../quantities/stillInside.ts'
import { parseDocument } from '../spec/parseDocument.ts'
import type { HeldDeviations, HeldGrid, HeldRun } from './HeldResult.ts'
import { groupIn, numberAttribute, numbersAttribute, seriesIn, seriesListIn, textOf, unitOf } from './heldValues.ts'

const nothing: StandardErrors = { population: [], purity: [], coherence: [], norm: [], energy: [], q: [], p: [] }

/** The observables of a group; those that every run has are empty where the file lacks them. */
const readSeries = (group: Group): StandardErrors => {
  const found = observableNames.flatMap((name) => {
    const values = observableIndices[name] === undefined ? seriesIn(group, name) : seriesListIn(group, name)
    return values === undefined ? [] : [[name, values] as const]
  })
  return { ...nothing, ...(Object.fromEntries(found) as Partial<StandardErrors>) }
}

const readDeviations = (group: Group): HeldDeviations | undefined => {
  const held = groupIn(group, 'deviations')
  const until = held && seriesIn(held, 'until')?.[0]
  if (held === undefined || until === undefined) return undefined
  const found = (['population', 'purity', 'q', 'p'] as const).flatMap((name) => {
    const [rms, max] = seriesIn(held, name) ?? []
    const error = seriesIn(held, `${name}_error`)?.[0]
    if (rms === undefined || max === undefined) return []
    const deviation: Deviation = { rms, max, ...(error !== undefined && { error }) }
    return [[name, deviation] as const]
  })
  return { ...Object.fromEntries(found), until }
}

const readStatistics = (group: Group): Statistics | undefined => {
  const over = textOf(group, 'statistics_over')
  const samples = numberAttribute(group, 'statistics_samples')
  const reached = numberAttribute(group, 'statistics_reached')
  if ((over !== 'trajectories' && over !== 'replicas') || samples === undefined) return undefined
  return { over, samples, ...(reached !== undefined && { reached: reached === 1 }) }
}

const readUnits = (group: Group): Units => ({
  time: unitOf(group, 't') ?? 'unknown',
  length: unitOf(group, 'observables/q') ?? 'unknown',
  momentum: unitOf(group, 'observables/p') ?? 'unknown',
  energy: unitOf(group, 'observables/energy') ?? 'unknown',
})

const readGrid = (group: Group): HeldGrid | undefined => {
  const points = numbersAttribute(group, 'grid_points')
  const dt = numberAttribute(group, 'grid_dt')
  const edge = numberAttribute(group, 'grid_edge_probability')
  const highMomentum = numberAttribute(group, 'grid_high_momentum_probability')
  const isWhole = points !== undefined && dt !== undefined && edge !== undefined && highMomentum !== undefined
  return isWhole ? { points, dt, edge, highMomentum } : undefined
}

const TALLY = 'tally_'

const readTallies = (group: Group): ReadonlyMap<string, number> =>
  new Map(
    Object.keys(group.attrs).flatMap((name) => {
      const value = name.startsWith(TALLY) ? numberAttribute(group, name) : undefined
      return value === undefined ? [] : [[name.slice(TALLY.length), value] as const]
    }),
  )

/** The run of a group; undefined when it holds none. */
export const readHeldRun = (group: Group, label?: string): HeldRun | undefined => {
  const t = seriesIn(group, 't')
  const held = groupIn(group, 'observables')
  const method = textOf(group, 'method')
  const status = textOf(group, 'status')
  if (t === undefined || held === undefined || method === undefined || status === undefined) return undefined
  const observables = readSeries(held)
  const errors = groupIn(group, 'errors')
  const deviations = readDeviations(group)
  const statistics = readStatistics(group)
  const marked = numberAttribute(group, 'unfinished') === 1 ? observables.inside?.at(-1) : undefined
  const inside = stillInside({ observables: { ...observables, density: [] } }) ?? marked
  const [norm, energy] = [numberAttribute(group, 'drift_norm'), numberAttribute(group, 'drift_energy')]
  const spec = parseDocument(textOf(group, 'spec') ?? '', 'spec')
  const trajectories = numberAttribute(group, 'particles')
  const grid = readGrid(group)
  return {
    label: label ?? method,
    method,
    status,
    message: textOf(group, 'message') ?? '',
    notes: (textOf(group, 'notes') ?? '').split('\n').filter((note) => note !== ''),
    spec: E.isRight(spec) ? spec.right : undefined,
    units: readUnits(group),
    t,
    observables,
    ...(errors && { errors: readSeries(errors) }),
    ...(statistics && { statistics }),
    ...(deviations && { deviations }),
    drift: { ...(norm !== undefined && { norm }), ...(energy !== undefined && { energy }) },
    ...(trajectories !== undefined && { trajectories }),
    ...(grid && { grid }),
    tallies: readTallies(group),
    ...(inside !== undefined && { inside }),
  }
}
