import { decodeRun, run } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { call, folderWith } from './cliSession.ts'

const document = {
  problem: { name: 'rabi', coupling: 0.3 },
  initial: {
    wavepacket: {
      q: 1.5,
      p: 0,
      sigma: 0.7,
      psi: [
        [1, 0],
        [0.6, 0.2],
      ],
    },
  },
  method: { name: 'mean-field', particles: 40 },
  time: { end: 4, record: 1 },
}

const resultOf = async (changes: object) => {
  const decoded = decodeRun({ ...document, ...changes }, () => E.left('no files'))
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return run(decoded.right)
}

test('`casimir run` knows mean-field: a pure state stays pure, which Ehrenfest trajectories do not', async () => {
  const folder = folderWith({ 'spec.yaml': document })
  const { code, out, err } = await call(['run', 'spec.yaml', '--json'], { cwd: folder })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const { observables, drift, spec } = JSON.parse(out)
  expect(spec.method).toMatchObject({ name: 'mean-field', particles: 40 })
  expect(spec.integrator.name).toBe('midpoint')
  for (const purity of observables.purity) expect(Math.abs(purity - 1)).toBeLessThan(1e-12)
  expect(drift.norm).toBeLessThan(1e-12)
  expect(drift.energy).toBeLessThan(1e-3)
  const { observables: ehrenfest } = await resultOf({ method: { name: 'ehrenfest', particles: 40 } })
  expect(Math.min(...ehrenfest.purity)).toBeLessThan(0.99)
})

test('its integrators agree, and one particle is one Ehrenfest trajectory', async () => {
  const start = { initial: { point: { q: 1, p: 0.5, level: 1 } }, method: { name: 'mean-field' } }
  const fine = { name: 'kahan-li6', dt: 0.125 }
  const mean = await resultOf({ ...start, integrator: fine })
  const single = await resultOf({ ...start, method: { name: 'ehrenfest' }, integrator: fine })
  const last = mean.t.length - 1
  for (const name of ['suzuki4', 'rk4', 'kahan-li6'] as const) {
    const other = name === 'kahan-li6' ? single : await resultOf({ ...start, integrator: { name, dt: 0.01 } })
    expect(Math.abs(other.observables.q[0][last] - mean.observables.q[0][last])).toBeLessThan(1e-6)
    expect(Math.abs(other.observables.population[0][last] - mean.observables.population[0][last])).toBeLessThan(1e-6)
  }
  const cloud = await resultOf({ ...start, initial: document.initial })
  expect(Math.abs(cloud.observables.q[0][last] - mean.observables.q[0][last])).toBeGreaterThan(1e-2)
})

test('with many trajectories mean-field is not Ehrenfest', async () => {
  const mean = await resultOf({})
  const ehrenfest = await resultOf({ method: { name: 'ehrenfest', particles: 40 } })
  const last = mean.t.length - 1
  expect(Math.abs(mean.observables.population[0][last] - ehrenfest.observables.population[0][last])).toBeGreaterThan(
    5e-3,
  )
})

test('`casimir list` prints it with its source', async () => {
  const { out } = await call(['list'])
  expect(out).toContain('mean-field')
  expect(out).toContain('eq. (2)')
})
