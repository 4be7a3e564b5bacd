import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Report, reportOfComparison, reportOfRun, writeFolder } from '@casimir/cli'
import { deviations } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import * as h5wasm from 'h5wasm/node'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { sampleResult, withErrors } from './outputSamples.ts'

const exact = sampleResult('exact')
const koopmon = sampleResult('koopmon')

const comparison = reportOfComparison({
  version: '9.8.7',
  spec: { ...exact.spec, methods: [] },
  status: 'drift',
  runs: [
    { label: 'exact', result: exact },
    {
      label: 'koopmon',
      result: sampleResult('koopmon', { status: 'drift', message: 'Stopped.' }),
      deviations: deviations(koopmon, exact),
    },
  ],
})

const written = async (report: Report): Promise<h5wasm.File> => {
  const folder = mkdtempSync(join(tmpdir(), 'casimir-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const result = await writeFolder(join(folder, 'out'), 'out', report)
  expect(E.isRight(result)).toBe(true)
  const file = new h5wasm.File(join(folder, 'out', 'result.h5'), 'r')
  onTestFinished(() => void file.close())
  return file
}

const dataset = (file: h5wasm.Group, path: string): h5wasm.Dataset => {
  const found = file.get(path)
  if (!(found instanceof h5wasm.Dataset)) throw new Error(`${path} is not a dataset`)
  return found
}

const values = (file: h5wasm.Group, path: string): unknown => dataset(file, path).to_array()
const attribute = (file: h5wasm.Group, path: string, name: string): unknown =>
  (path === '' ? file : (file.get(path) as h5wasm.Group)).attrs[name]?.value

/** Interleaved numbers as the nested [r, i] pairs that a compound dataset gives. */
const pairs = (interleaved: ArrayLike<number>): number[][] =>
  Array.from({ length: interleaved.length / 2 }, (_, k) => [
    interleaved[2 * k] as number,
    interleaved[2 * k + 1] as number,
  ])

test('a run stands at the root, complex numbers as (r, i)', async () => {
  const file = await written(reportOfRun(exact))
  expect(values(file, 't')).toEqual(exact.t)
  expect(values(file, 'observables/population')).toEqual(exact.observables.population)
  for (const name of ['purity', 'norm', 'energy', 'q', 'p'] as const)
    expect(values(file, `observables/${name}`)).toEqual(exact.observables[name])
  const density = dataset(file, 'observables/density')
  expect(density.shape).toEqual([5, 2, 2])
  expect(density.metadata.compound_type?.members.map((member) => [member.name, member.size])).toEqual([
    ['r', 8],
    ['i', 8],
  ])
  expect(density.value).toEqual(pairs(exact.observables.density.flat()))
  expect(attribute(file, '', 'version')).toBe('9.8.7')
  expect(attribute(file, '', 'status')).toBe('ok')
  expect(attribute(file, '', 'message')).toBe('')
  expect(attribute(file, '', 'hbar')).toBe(1)
  expect(Array.from(attribute(file, '', 'grid_points') as ArrayLike<number>)).toEqual([8])
  expect(parse(String(attribute(file, '', 'spec'))).problem).toMatchObject({ name: 'tully1', mass: 2000 })
})

test('a comparison has one group per label, with its deviations', async () => {
  const file = await written(comparison)
  expect(file.keys()).toEqual(['exact', 'koopmon'])
  expect(values(file, 'koopmon/observables/adiabatic')).toEqual(koopmon.observables.adiabatic)
  const { rms, max } = deviations(koopmon, exact).purity
  expect(values(file, 'koopmon/deviations/purity')).toEqual([rms, max])
  expect(values(file, 'koopmon/deviations/until')).toEqual([40])
  expect(attribute(file, '', 'status')).toBe('drift')
  expect(attribute(file, '', 'message')).toBe('Stopped.')
  expect(attribute(file, 'exact', 'status')).toBe('ok')
  expect(parse(String(attribute(file, 'koopmon', 'spec'))).method.name).toBe('koopmon')
})

test('snapshots hold the whole state, the mollified density with its axes, or the wave function', async () => {
  const file = await written(comparison)
  const [state] = koopmon.snapshots
  const [wave] = exact.snapshots
  if (state?.kind !== 'trajectories' || wave?.kind !== 'wavefunction' || state.mollified === undefined)
    throw new Error()
  const at = 'koopmon/snapshots/0'
  expect(attribute(file, at, 't')).toBe(0)
  expect(dataset(file, `${at}/weights`).value).toEqual(state.weights)
  expect(values(file, `${at}/q`)).toEqual([...state.q].map((q) => [q]))
  expect(dataset(file, `${at}/p`).shape).toEqual([6, 1])
  expect(dataset(file, `${at}/psi`).shape).toEqual([6, 2])
  expect(dataset(file, `${at}/psi`).value).toEqual(pairs(state.psi))
  expect(values(file, `${at}/mollified/q`)).toEqual(state.mollified.q)
  expect(values(file, `${at}/mollified/p`)).toEqual(state.mollified.p)
  expect(dataset(file, `${at}/mollified/density`).shape).toEqual([21, 17])
  expect(dataset(file, `${at}/mollified/density`).value).toEqual(state.mollified.values)
  expect(dataset(file, 'exact/snapshots/0/x').value).toEqual(wave.x[0])
  expect(dataset(file, 'exact/snapshots/0/psi').shape).toEqual([2, 8])
  expect(dataset(file, 'exact/snapshots/0/psi').value).toEqual(pairs(wave.psi))
})

test('every dataset says its units and what it is', async () => {
  const file = await written(comparison)
  const paths = file.paths().filter((path) => file.get(path) instanceof h5wasm.Dataset)
  expect(paths.length).toBeGreaterThan(25)
  for (const path of paths) {
    const { units, description } = dataset(file, path).attrs
    expect([path, typeof units?.value, String(description?.value).length > 4]).toEqual([path, 'string', true])
  }
  const unitsOf = (path: string) => attribute(file, path, 'units')
  expect(unitsOf('exact/t')).toBe('a.u.')
  expect(unitsOf('exact/observables/energy')).toBe('hartree')
  expect(unitsOf('exact/observables/purity')).toBe('1')
  expect(unitsOf('exact/snapshots/0/psi')).toBe('(a.u.)^(-1/2)')
  expect(unitsOf('koopmon/snapshots/0/mollified/density')).toBe('1/((a.u.)(a.u.))')
})

test('what is not finite stays so', async () => {
  const energy = [1, Number.NaN, Number.POSITIVE_INFINITY, 2, 3]
  const file = await written(reportOfRun(sampleResult('exact', { observables: { ...exact.observables, energy } })))
  expect(values(file, 'observables/energy')).toEqual(energy)
})

test('a wave function of two coordinates has the nodes of each and one axis of psi for each', async () => {
  const x = [Float64Array.of(0, 1), Float64Array.of(-2, -1, 0, 1)]
  const psi = Float64Array.from({ length: 32 }, (_, i) => i / 7)
  const grid = { ...exact.grid!, box: [[0, 2] as const, [-2, 2] as const], points: [2, 4] }
  const plane = { ...exact, grid, snapshots: [{ kind: 'wavefunction' as const, t: 0, x, psi }] }
  const file = await written(reportOfRun(plane))
  expect(dataset(file, 'snapshots/0/x1').value).toEqual(x[1])
  expect(dataset(file, 'snapshots/0/psi').shape).toEqual([2, 2, 4])
  expect(dataset(file, 'snapshots/0/psi').value).toEqual(pairs(psi))
  expect(Array.from(attribute(file, '', 'grid_box') as ArrayLike<number>)).toEqual([0, 2, -2, 2])
})

test('standard errors stand in errors/ under the same names and shapes, what they are over in attributes', async () => {
  const tallies = { hops: 7, hopBias: 0.25 }
  const inside = exact.t.map(() => 0.5)
  const found = { ...withErrors({ ...koopmon, observables: { ...koopmon.observables, inside } }, 'replicas'), tallies }
  const result = { ...found, statistics: { ...found.statistics!, reached: true } }
  const file = await written(reportOfRun(result))
  const names = (file.get('errors') as h5wasm.Group).keys()
  expect(names).toEqual((file.get('observables') as h5wasm.Group).keys().filter((name) => name !== 'density'))
  for (const name of names)
    expect(dataset(file, `errors/${name}`).shape).toEqual(dataset(file, `observables/${name}`).shape)
  expect(values(file, 'errors/population')).toEqual(result.errors?.population)
  expect(values(file, 'errors/purity')).toEqual(result.errors?.purity)
  expect(attribute(file, 'errors/energy', 'units')).toBe('hartree')
  expect(attribute(file, '', 'statistics_over')).toBe('replicas')
  expect([attribute(file, '', 'statistics_samples'), attribute(file, '', 'statistics_reached')]).toEqual([2000, 1])
  expect([attribute(file, '', 'tally_hops'), attribute(file, '', 'tally_hopBias')]).toEqual([7, 0.25])
  expect(attribute(file, '', 'unfinished')).toBe(1)
})

test('without errors there is no such group, and no attribute of statistics', async () => {
  const file = await written(reportOfRun(koopmon))
  expect(file.get('errors')).toBeNull()
  expect(Object.keys(file.attrs).filter((name) => /^(statistics|tally|unfinished)/.test(name))).toEqual([])
})

test('every observable there is stands by name, the adiabatic density as complex numbers', async () => {
  const one = exact.t.map((_, k) => k / 7)
  const adiabaticDensity = exact.observables.density.map((row) => row.map((x) => -x))
  const more = {
    active: [one, one],
    inside: one,
    kinetic: one,
    potential: one,
    energyChange: one,
    adiabaticCoherence: [one],
  }
  const observables = { ...exact.observables, ...more, adiabaticDensity }
  const file = await written(reportOfRun(sampleResult('exact', { observables })))
  for (const [name, series] of Object.entries(more)) expect(values(file, `observables/${name}`)).toEqual(series)
  expect(dataset(file, 'observables/adiabaticDensity').value).toEqual(pairs(adiabaticDensity.flat()))
  expect(values(file, 'observables/coherence')).toEqual(exact.observables.coherence)
})

test('a snapshot of surface hopping has the active levels', async () => {
  const [state] = koopmon.snapshots
  if (state?.kind !== 'trajectories') throw new Error()
  const active = Int32Array.of(0, 1, 1, 0, 1, 0)
  const file = await written(reportOfRun(sampleResult('fssh', { snapshots: [{ ...state, active }] })))
  expect(dataset(file, 'snapshots/0/active').value).toEqual(active)
  expect((await written(reportOfRun(koopmon))).get('snapshots/0/active')).toBeNull()
})
