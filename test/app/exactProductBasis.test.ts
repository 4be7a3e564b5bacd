import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { citationsFor, decodeRun } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import h5wasm from 'h5wasm/node'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { call, folderWith } from './cliSession.ts'

const three = { name: 'spin-boson', modes: 3 }
const rest = { q: [0, 0, 0], p: [0, 0, 0], sigma: 'ground', level: 0 }

const decode = (method: object, problem: object = three, wavepacket: object = rest) =>
  decodeRun(
    { problem, initial: { wavepacket }, method: { name: 'exact', ...method }, time: { end: 1, record: 0.5 } },
    () => E.left('no files'),
  )
const methodOf = (decoded: ReturnType<typeof decode>) => E.isRight(decoded) && decoded.right.spec.method
const problemsOf = (decoded: ReturnType<typeof decode>) =>
  E.isLeft(decoded) ? decoded.left.map(({ path, message }) => `${path}: ${message}`) : []
const rabi = [{ name: 'rabi' }, { q: 1, p: 0, sigma: 0.7 }] as const

describe('a spec names the basis of exact', () => {
  test('product by default for three modes, a grid unsaid for one and two', () => {
    expect(methodOf(decode({}))).toEqual({ name: 'exact', basis: 'product', grid: {} })
    expect(methodOf(decode({}, ...rabi))).toEqual({ name: 'exact', grid: {} })
    expect(methodOf(decode({ basis: 'grid' }, ...rabi))).toEqual({ name: 'exact', basis: 'grid', grid: {} })
  })

  test('with functions of every mode, or one number for all, and a step', () => {
    const given = { basis: 'product', functions: [12, 10, 8], grid: { dt: 0.1 } } as const
    expect(methodOf(decode(given))).toEqual({ name: 'exact', ...given })
    expect(methodOf(decode({ functions: 9 }))).toEqual({
      name: 'exact',
      basis: 'product',
      functions: [9, 9, 9],
      grid: {},
    })
  })

  test.each<[string, object, readonly [object, object] | readonly [], RegExp]>([
    [
      'four modes, with the cost',
      {},
      [
        { name: 'spin-boson', modes: 4 },
        { ...rest, q: [0, 0, 0, 0], p: [0, 0, 0, 0] },
      ],
      /^method\.name: exact takes up to 3 degrees of freedom and 'spin-boson' has 4, at which 20 functions a mode make a basis of 160000: choose ehrenfest or mean-field$/,
    ],
    [
      'a grid of three, with the cost',
      { basis: 'grid' },
      [],
      /^method\.basis: a grid takes up to 2 degrees of freedom and 'spin-boson' has 3, .* 2097152: give basis: product$/,
    ],
    [
      'a kinetic energy that is a matrix',
      { basis: 'product' },
      [{ name: 'rashba' }, rabi[1]],
      /^method\.basis: A\(p\) of 'rashba' is not sum_j .* set method\.basis to grid$/,
    ],
    [
      'scattering',
      { basis: 'product' },
      [{ name: 'tully1' }, { q: -8, p: 20, sigma: 1 }],
      /^method\.basis: 'tully1' scatters, .*give basis: grid$/,
    ],
    ['functions of a grid', { functions: 9 }, rabi, /^method\.functions: these are of basis: product/],
    ['a box of a product', { grid: { box: [[-1, 1]] } }, [], /^method\.grid\.box: .*this is of basis: grid/],
    ['points of a product', { grid: { points: [64, 64, 64] } }, [], /^method\.grid\.points: this is of basis: grid/],
    [
      'functions for two of three',
      { functions: [9, 9] },
      [],
      /^method\.functions: got 2 numbers; give one for each of the 3/,
    ],
    ['too few functions', { functions: 1 }, [], /^method\.functions: got 1; give a whole number from 2 to 128/],
    ['another name', { basis: 'sinc' }, [], /^method\.basis: unknown basis .sinc.: allowed are grid and product$/],
  ])('but not %s', (_, method, [problem, wavepacket], message) => {
    const found = problemsOf(decode(method, problem, wavepacket))
    expect(found.some((line) => message.test(line)) ? [] : found).toEqual([])
    expect(found.length).toBeGreaterThan(0)
  })

  test('and cites the source of the one it uses', () => {
    const keys = (decoded: ReturnType<typeof decode>) =>
      E.isRight(decoded) ? citationsFor(decoded.right.spec).map(({ key }) => key) : []
    expect(keys(decode({}))).toContain('light1985')
    expect(keys(decode({}))).not.toContain('feit1982')
    expect(keys(decode({}, ...rabi))).not.toContain('light1985')
  })
})

describe('a run in a product basis', () => {
  const document = {
    problem: { ...three, lambda: 0.05 },
    initial: { wavepacket: rest },
    method: { name: 'exact', functions: [13, 9, 9], grid: { dt: 0.1 } },
    time: { end: 0.4, record: 0.2 },
    snapshots: [0.4],
  }

  test('prints and writes its basis, and the written spec runs again to the same', async () => {
    const cwd = folderWith({ 'run.yaml': document })
    const first = await call(['run', 'run.yaml', '--out', 'first'], { cwd })
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toMatch(/basis +13 x 9 x 9 functions; points from .* dt 0\.100\n/)
    expect(first.out).toMatch(/largest probability in the highest number states \d/)
    expect(parse(readFileSync(join(cwd, 'first', 'spec.yaml'), 'utf8')).method).toMatchObject({
      basis: 'product',
      functions: [13, 9, 9],
    })
    const again = await call(['run', 'first/spec.yaml', '--out', 'second'], { cwd })
    const csv = (folder: string) => readFileSync(join(cwd, folder, 'observables.csv'), 'utf8')
    expect([again.code, csv('second')]).toEqual([0, csv('first')])
    await h5wasm.ready
    const file = new h5wasm.File(join(cwd, 'first', 'result.h5'), 'r')
    const { attrs } = file
    const points = Array.from(attrs.grid_points.value as ArrayLike<number>)
    const names = Object.keys(attrs)
    file.close()
    expect(points).toEqual([13, 9, 9])
    expect(names).toContain('grid_high_state_probability')
    expect(names).not.toContain('grid_edge_probability')
  })

  test('stops with the remedy where the functions are too few', async () => {
    const few = { ...document, method: { ...document.method, functions: 4 }, problem: { ...three, lambda: 1 } }
    const cwd = folderWith({ 'run.yaml': few })
    const { code, out, err } = await call(['run', 'run.yaml'], { cwd })
    expect(code).not.toBe(0)
    expect(`${out}${err}`.replace(/\s+/g, ' ')).toMatch(
      /the wave reached the highest number states of mode \d \(probability .*\); set method\.functions to \[\d+, \d+, \d+\]\./,
    )
  })
})
