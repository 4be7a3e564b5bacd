import type { ComparedRun } from '@casimir/experiments'
import type { Group } from 'h5wasm/node'
import { folderSpec } from './folderSpec.ts'
import { addComplex, addReal } from './hdf5Datasets.ts'
import { observableLabels } from './observableLabels.ts'
import { writeSnapshotGroup } from './writeSnapshotGroup.ts'

const scalar = ['purity', 'norm', 'energy'] as const
const perLevel = ['population', 'adiabatic', 'transmitted', 'reflected'] as const
const perDof = ['q', 'p'] as const

/** Writes one run into an HDF5 group: attributes, t, observables/, deviations/ and snapshots/. */
export const writeRunGroup = (group: Group, { result, deviations }: ComparedRun): void => {
  const { t, observables: o, units } = result
  const labels = observableLabels(units)
  for (const [name, value] of Object.entries({
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
    ...(result.grid === undefined
      ? {}
      : {
          grid_box: result.grid.box.flat(),
          grid_points: [...result.grid.points],
          grid_dt: result.grid.dt,
          grid_edge_probability: result.grid.edgeProbability,
          grid_high_momentum_probability: result.grid.highMomentumProbability,
        }),
  }))
    group.create_attribute(name, value)
  for (const [name, values] of Object.entries(result.derived ?? {}))
    group.create_attribute(`problem_${name}`, Float64Array.from(values))

  addReal(group, { name: 't', units: units.time, description: 'recorded times [time]' }, t)
  const observables = group.create_group('observables')
  for (const name of scalar) {
    const [unit, what] = labels[name]
    addReal(observables, { name, units: unit, description: `${what} [time]` }, o[name])
  }
  for (const name of perLevel) {
    const series = o[name]
    if (series === undefined) continue
    const [unit, what] = labels[name]
    const label = { name, units: unit, description: `${what} [level, time]` }
    addReal(observables, label, series.flat(), [series.length, t.length])
  }
  for (const name of perDof) {
    const [unit, what] = labels[name]
    const label = { name, units: unit, description: `${what} [degree of freedom, time]` }
    addReal(observables, label, o[name].flat(), [o[name].length, t.length])
  }
  const n = o.population.length
  const density = { name: 'density', units: '1', description: 'quantum density matrix [time, row level, column level]' }
  addComplex(observables, density, o.density.flat(), [t.length, n, n])

  if (deviations !== undefined) {
    const target = group.create_group('deviations')
    const until = { name: 'until', units: units.time, description: 'time up to which deviations were taken' }
    addReal(target, until, [deviations.until])
    for (const name of ['population', 'purity', 'q', 'p'] as const) {
      const [unit, what] = labels[name]
      const { rms, max } = deviations[name]
      addReal(target, { name, units: unit, description: `deviation from exact of the ${what} [rms, max]` }, [rms, max])
    }
  }
  if (result.snapshots.length === 0) return
  const snapshots = group.create_group('snapshots')
  result.snapshots.forEach((snapshot, index) => {
    writeSnapshotGroup(snapshots.create_group(String(index)), snapshot, { units, levels: n, dof: o.q.length })
  })
}
