import type { ComparedRun, RunResult, StandardErrors } from '@casimir/experiments'
import type { Group } from 'h5wasm/node'
import { observableIndices, observableNames, seriesOf } from '../quantities/observableSeries.ts'
import { stillInside } from '../quantities/stillInside.ts'
import { folderSpec } from './folderSpec.ts'
import { addComplex, addReal } from './hdf5Datasets.ts'
import { observableLabels } from './observableLabels.ts'
import { writeSnapshotGroup } from './writeSnapshotGroup.ts'

const attributesOf = (result: RunResult) => ({
  version: result.version,
  method: result.spec.method.name,
  spec: folderSpec(result.spec),
  hbar: result.spec.hbar,
  status: result.status,
  message: result.message,
  notes: result.notes.join('\n'),
  drift_norm: result.drift.norm,
  drift_energy: result.drift.energy,
  ...result.counts,
  ...(result.grid && {
    grid_box: result.grid.box.flat(),
    grid_points: [...result.grid.points],
    grid_dt: result.grid.dt,
    ...(result.grid.edgeProbability !== undefined && { grid_edge_probability: result.grid.edgeProbability }),
    ...(result.grid.highMomentumProbability !== undefined && {
      grid_high_momentum_probability: result.grid.highMomentumProbability,
    }),
    ...(result.grid.highStateProbability !== undefined && {
      grid_high_state_probability: result.grid.highStateProbability,
    }),
  }),
  ...(result.statistics && {
    statistics_over: result.statistics.over,
    statistics_samples: result.statistics.samples,
    ...(result.statistics.reached !== undefined && { statistics_reached: result.statistics.reached ? 1 : 0 }),
  }),
  ...(result.observables.inside && { unfinished: stillInside(result) === undefined ? 0 : 1 }),
  ...Object.fromEntries(Object.entries(result.tallies ?? {}).map(([name, value]) => [`tally_${name}`, value])),
})

/** Writes every observable there is, or its standard errors, by name: [time], or [level, time] and the like. */
const writeSeries = (group: Group, { t, units }: RunResult, observables: StandardErrors, prefix: string): void => {
  const labels = observableLabels(units)
  for (const name of observableNames) {
    const series = seriesOf(observables, name)
    if (series.length === 0) continue
    const [unit, what] = labels[name]
    const index = observableIndices[name]
    const axes = index === undefined ? '[time]' : `[${index === 'pair' ? 'pair of levels' : index}, time]`
    addReal(
      group,
      { name, units: unit, description: `${prefix}${what} ${axes}` },
      series.flatMap(({ values }) => values),
      index === undefined ? [t.length] : [series.length, t.length],
    )
  }
}

const writeDensities = (group: Group, { t, observables: o }: RunResult): void => {
  const n = o.population.length
  const each = '[time, row level, column level]'
  const density = { name: 'density', units: '1', description: `quantum density matrix ${each}` }
  addComplex(group, density, o.density.flat(), [t.length, n, n])
  if (o.adiabaticDensity === undefined) return
  const description = `quantum density matrix in the adiabatic basis, continuous gauge ${each}`
  addComplex(group, { name: 'adiabaticDensity', units: '1', description }, o.adiabaticDensity.flat(), [t.length, n, n])
}

const writeDeviations = (group: Group, { result: { units }, deviations }: ComparedRun): void => {
  if (deviations === undefined) return
  const labels = observableLabels(units)
  const target = group.create_group('deviations')
  const until = { name: 'until', units: units.time, description: 'time up to which deviations were taken' }
  addReal(target, until, [deviations.until])
  for (const name of ['population', 'purity', 'q', 'p'] as const) {
    const [unit, what] = labels[name]
    const { rms, max, error } = deviations[name]
    addReal(target, { name, units: unit, description: `deviation from exact of the ${what} [rms, max]` }, [rms, max])
    if (error === undefined) continue
    const label = {
      name: `${name}_error`,
      units: unit,
      description: `standard error of the rms deviation of the ${what}`,
    }
    addReal(target, label, [error])
  }
}

/** Writes one run into an HDF5 group: attributes, t, observables/, errors/, deviations/ and snapshots/. */
export const writeRunGroup = (group: Group, run: ComparedRun): void => {
  const { result } = run
  const { t, observables: o, units, errors } = result
  for (const [name, value] of Object.entries(attributesOf(result))) group.create_attribute(name, value)
  for (const [name, values] of Object.entries(result.derived ?? {}))
    group.create_attribute(`problem_${name}`, Float64Array.from(values))
  addReal(group, { name: 't', units: units.time, description: 'recorded times [time]' }, t)
  const observables = group.create_group('observables')
  writeSeries(observables, result, o, '')
  writeDensities(observables, result)
  if (errors !== undefined) writeSeries(group.create_group('errors'), result, errors, 'standard error: ')
  writeDeviations(group, run)
  if (result.snapshots.length === 0) return
  const snapshots = group.create_group('snapshots')
  result.snapshots.forEach((snapshot, index) => {
    writeSnapshotGroup(snapshots.create_group(String(index)), snapshot, {
      units,
      levels: o.population.length,
      dof: o.q.length,
      hbar: result.spec.hbar,
    })
  })
}
