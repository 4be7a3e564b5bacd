import { decodeCompare, decodeRun } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Document } from './specDocuments.ts'
import { changedAll, readText, shortestCompare, shortestRun } from './specDocuments.ts'

const problemsOf = (decoded: E.Either<ReadonlyArray<{ path: string; message: string }>, unknown>) =>
  E.isLeft(decoded) ? decoded.left : []

/** Changes to the shortest document, the path complained about, and words that the one complaint must hold. */
type Row = readonly [changes: Document, path: string, words: ReadonlyArray<string>]

const gaussian = { 'method.mollifier.shape': 'gaussian' }
const point = { initial: { point: { q: 1, p: 0 } } }
const alpha = { 'method.mollifier.alpha': { q: 0.3, p: 0.3 } }

const runRows: ReadonlyArray<Row> = [
  [{ problem: undefined }, 'problem', ['missing', 'name']],
  [{ problem: 'rabi' }, 'problem', ['the text "rabi"', '{ name: rabi']],
  [{ problem: null }, 'problem', ['an empty value', 'mapping']],
  [{ problem: { module: './mine.ts', export: 'x' } }, 'problem.module', ['modules are loaded by the command line']],
  [{ problem: {} }, 'problem.name', ['missing', 'rabi', 'tully1 (simple, SAC)']],
  [{ problem: { nam: 'rabi' } }, 'problem.nam', ["nearest is 'name'"]],
  [{ 'problem.name': 'rabbi' }, 'problem.name', ["'rabbi'", "nearest is 'rabi'", 'jaynes-cummings']],
  [{ 'problem.name': 'ECWWR' }, 'problem.name', ["nearest is 'ECWR'"]],
  [{ 'problem.name': 'constructor' }, 'problem.name', ['unknown problem']],
  [{ 'problem.name': 3 }, 'problem.name', ['got 3', 'rabi']],
  [{ 'problem.omga': 1 }, 'problem.omga', ["nearest is 'omega'", 'splitting']],
  [{ 'problem.mass': 1 }, 'problem.mass', ['unknown key', 'omega']],
  [{ 'problem.toString': 1 }, 'problem.toString', ['unknown key']],
  [{ 'problem.omega': 0 }, 'problem.omega', ['got 0', '> 0']],
  [{ 'problem.coupling': Number.NaN }, 'problem.coupling', ['got NaN', 'finite']],
  [{ 'problem.coupling': '0.1' }, 'problem.coupling', ['"0.1"', 'without quotes']],
  [{ spec: 2 }, 'spec', ['got 2', '1']],
  [{ hbar: 0 }, 'hbar', ['got 0', '> 0']],
  [{ hbar: Number.POSITIVE_INFINITY }, 'hbar', ['Infinity', '> 0']],
  [{ initial: undefined }, 'initial', ['missing', 'exactly one', 'wavepacket']],
  [{ initial: 'cloud.csv' }, 'initial', ['"cloud.csv"', 'particles']],
  [{ initial: {} }, 'initial', ['no start', 'wavepacket, point and particles']],
  [{ 'initial.point': { q: 1, p: 0 } }, 'initial', ['wavepacket and point', 'exactly one']],
  [{ 'initial.wavepackt': 1 }, 'initial.wavepackt', ["nearest is 'wavepacket'"]],
  [{ 'initial.wavepacket.beta': 1 }, 'initial.wavepacket.beta', ['reserved', 'remove']],
  [{ 'initial.wavepacket.sigm': 1 }, 'initial.wavepacket.sigm', ["nearest is 'sigma'"]],
  [{ 'initial.wavepacket.sigma': undefined }, 'initial.wavepacket.sigma', ['missing', '> 0']],
  [{ 'initial.wavepacket.sigma': [-0.5] }, 'initial.wavepacket.sigma', ['[-0.5]', '> 0']],
  [{ 'initial.wavepacket.q': [1, 2] }, 'initial.wavepacket.q', ['[1, 2]', '1 degree of freedom']],
  [{ 'initial.wavepacket.p': [] }, 'initial.wavepacket.p', ['an empty list', 'per degree of freedom']],
  [{ 'initial.wavepacket.q': [Number.NaN] }, 'initial.wavepacket.q', ['NaN', 'finite']],
  [{ 'initial.wavepacket.level': 2 }, 'initial.wavepacket.level', ['got 2', 'from 0 to 1', 'rabi']],
  [{ 'initial.wavepacket.level': -1 }, 'initial.wavepacket.level', ['got -1', '>= 0']],
  [{ 'initial.wavepacket.level': 0.5 }, 'initial.wavepacket.level', ['got 0.5', 'whole']],
  [{ 'initial.wavepacket.basis': 'diabtic' }, 'initial.wavepacket.basis', ["nearest is 'diabatic'", 'adiabatic']],
  [{ 'initial.wavepacket.psi': [[1, 0]] }, 'initial.wavepacket.psi', ['1 amplitude', 'give 2']],
  [{ 'initial.wavepacket.psi': [1, 0] }, 'initial.wavepacket.psi', ['[1, 0]', '[re, im]']],
  [
    {
      'initial.wavepacket.psi': [
        [0, 0],
        [0, 0],
      ],
    },
    'initial.wavepacket.psi',
    ['only zeros'],
  ],
  [
    {
      'initial.wavepacket.psi': [
        [1, 0],
        [0, 0],
      ],
      'initial.wavepacket.level': 0,
    },
    'initial.wavepacket.psi',
    ['both psi and level'],
  ],
  [
    {
      'initial.wavepacket.psi': [
        [1, 0],
        [0, 0],
      ],
      'initial.wavepacket.basis': 'adiabatic',
    },
    'initial.wavepacket.basis',
    ['level', 'diabatic'],
  ],
  [{ ...point, ...alpha, 'initial.point.sigma': 1 }, 'initial.point.sigma', ['unknown key', 'initial.wavepacket']],
  [{ ...point, ...alpha, 'initial.point.p': undefined }, 'initial.point.p', ['missing', 'finite']],
  [{ ...point, ...alpha, 'initial.point.level': 7 }, 'initial.point.level', ['got 7', 'from 0 to 1']],
  [{ initial: { particles: 3 }, ...alpha }, 'initial.particles', ['got 3', 'CSV']],
  [{ initial: { particles: 'none.csv' }, ...alpha }, 'initial.particles', ["'none.csv'", 'no such file']],
  [{ method: undefined }, 'method', ['missing', 'koopmon']],
  [{ method: 'koopmon' }, 'method', ['"koopmon"', '{ name:']],
  [{ method: undefined, methd: { name: 'koopmon' } }, 'methd', ["nearest is 'method'"]],
  [{ method: {} }, 'method.name', ['missing', 'exact, ehrenfest, mean-field, fssh, koopmon or closure']],
  [{ 'method.name': 'kopmon', 'method.anything': 1 }, 'method.name', ["nearest is 'koopmon'", 'ehrenfest']],
  [{ 'method.particls': 3 }, 'method.particls', ["nearest is 'particles'", 'mollifier']],
  [{ 'method.alpha': 3 }, 'method.alpha', ['unknown key', "'method.mollifier'"]],
  [{ 'method.dt': 0.05 }, 'method.dt', ['unknown key', "'integrator'"]],
  [{ 'method.integrator': { dt: 0.05 } }, 'method.integrator', ['top level']],
  [{ 'method.particles': 0 }, 'method.particles', ['got 0', 'from 1']],
  [{ 'method.particles': 2.5 }, 'method.particles', ['got 2.5', 'whole']],
  [{ 'method.particles': '300' }, 'method.particles', ['"300"', 'without quotes']],
  [{ 'method.seed': -1 }, 'method.seed', ['got -1', 'from 0']],
  [{ 'method.sampling': 'halten' }, 'method.sampling', ["nearest is 'halton'", 'random', 'lattice']],
  [{ 'method.sampling': 7 }, 'method.sampling', ['got 7', 'halton, random, lattice or const']],
  [{ 'method.tracers': 'none.csv' }, 'method.tracers', ["'none.csv'", 'no such file']],
  [{ 'method.tracers': 3 }, 'method.tracers', ['got 3', 'CSV']],
  [{ method: { name: 'exact', tracers: 'cloud.csv' } }, 'method.tracers', ['unknown key', 'koopmon']],
  [{ method: { name: 'ehrenfest', mollifier: {} } }, 'method.mollifier', ['unknown key', 'koopmon']],
  [{ 'method.mollifier.shape': 'gausian' }, 'method.mollifier.shape', ["nearest is 'gaussian'", 'bspline']],
  [{ 'method.mollifier.degree': 6 }, 'method.mollifier.degree', ['got 6', 'odd', '5 to 15']],
  [{ 'method.mollifier.degree': 3 }, 'method.mollifier.degree', ['got 3', 'odd', '5 to 15']],
  [{ 'method.mollifier.degree': 17 }, 'method.mollifier.degree', ['got 17', '5 to 15']],
  [{ 'method.mollifier.cutoff': 6 }, 'method.mollifier.cutoff', ['bspline', 'remove', 'gaussian']],
  [{ ...gaussian, 'method.mollifier.degree': 5 }, 'method.mollifier.degree', ['gaussian', 'remove', 'bspline']],
  [{ ...gaussian, 'method.mollifier.cutoff': 3.9 }, 'method.mollifier.cutoff', ['got 3.9', '>= 4']],
  [{ 'method.mollifier.alpha': 0.3 }, 'method.mollifier.alpha', ['got 0.3', 'q and p']],
  [{ 'method.mollifier.alpha.q': 0 }, 'method.mollifier.alpha.q', ['got 0', '> 0']],
  [{ 'method.mollifier.alpha.p': [0.3, 0.3] }, 'method.mollifier.alpha.p', ['[0.3, 0.3]', '1 degree of freedom']],
  [{ 'method.lattice.spacing': 0 }, 'method.lattice.spacing', ['got 0', '> 0']],
  [
    { 'method.lattice.spacing': 0.87, 'method.mollifier.degree': 15 },
    'method.lattice.spacing',
    ['got 0.87', 'degree 15 is 0.86603', 'up to that'],
  ],
  [{ 'initial.wavepacket.sigma': 'grund' }, 'initial.wavepacket.sigma', ['"grund"', 'numbers > 0', 'or ground']],
  [
    { 'problem.name': 'tully1', 'initial.wavepacket.sigma': 'ground' },
    'initial.wavepacket.sigma',
    ["'tully1' is no problem of harmonic modes", 'give numbers > 0'],
  ],
  [{ 'method.lattice.spacing': 1.42 }, 'method.lattice.spacing', ['got 1.42', '<= 1.4143', 'coarser']],
  [{ ...point, 'method.mollifier.alpha.q': 1 }, 'method.mollifier.alpha.p', ['missing', 'no width']],
  [{ ...point, ...alpha, 'method.particles': 3 }, 'method.particles', ['one trajectory', 'remove']],
  [{ initial: { particles: 'cloud.csv' }, ...alpha, 'method.seed': 3 }, 'method.seed', ['particles', 'remove']],
  [{ ...point, method: { name: 'exact' } }, 'method.name', ['wave packet', 'ehrenfest']],
  [{ initial: { particles: 'cloud.csv' }, method: { name: 'exact' } }, 'method.name', ['initial.particles']],
  [
    { method: { name: 'exact', particles: 3 } },
    'method.particles',
    ['unknown key', 'ehrenfest, mean-field, koopmon or closure'],
  ],
  [{ method: { name: 'exact', grid: { points: 1000 } } }, 'method.grid.points', ['got 1000', 'power of two']],
  [{ method: { name: 'exact', grid: { box: [5, -5] } } }, 'method.grid.box', ['[5, -5]', 'low < high']],
  [{ method: { name: 'exact', grid: { box: 5 } } }, 'method.grid.box', ['got 5', '[low, high]']],
  [{ method: { name: 'exact', grid: { dt: 0 } } }, 'method.grid.dt', ['got 0', '> 0']],
  [{ method: { name: 'exact', grid: { dt: 0.07 } } }, 'method.grid.dt', ['0.07', 'time.record = 0.24', '0.06']],
  [{ integrator: 'strang' }, 'integrator', ['"strang"', 'name, dt']],
  [{ 'integrator.name': 'midpont' }, 'integrator.name', ["nearest is 'midpoint'", 'rk4']],
  [
    { 'integrator.name': 'kahan-li6' },
    'integrator.name',
    ["'kahan-li6' has order 6", 'degree 5 supports order 4', 'degree to 7'],
  ],
  [{ 'integrator.name': 'lie-trotter' }, 'integrator.name', ['hbar', 'midpoint']],
  [{ 'integrator.name': 'blanes-moan4' }, 'integrator.name', ['hbar', 'midpoint']],
  [{ 'integrator.dt': -0.05 }, 'integrator.dt', ['got -0.05', '> 0']],
  [{ 'integrator.dt': 1e-300 }, 'integrator.dt', ['steps between records', 'at least']],
  [
    { 'integrator.dt': 0.05, 'time.record': 0.24 },
    'time.record',
    ['got 0.24', 'integrator.dt = 0.05', '0.25', '0.048'],
  ],
  [{ 'integrator.dt': 0.07, 'time.record': 0.2 }, 'time.record', ['0.2', 'integrator.dt = 0.07', '0.21', '0.0666']],
  [{ 'integrator.dt': 0.5, 'time.record': 0.2 }, 'time.record', ['nearest is 0.5', 'integrator.dt to 0.2']],
  [{ 'integrator.tolerance': 0 }, 'integrator.tolerance', ['got 0', '> 0']],
  [{ 'integrator.iterations': 0 }, 'integrator.iterations', ['got 0', 'from 1']],
  [{ 'integrator.order': 2 }, 'integrator.order', ['unknown key', 'tolerance']],
  [{ time: undefined }, 'time', ['missing', 'end']],
  [{ time: 24 }, 'time', ['got 24', 'end']],
  [{ time: {} }, 'time.end', ['missing', '> 0']],
  [{ 'time.end': -1 }, 'time.end', ['got -1', '> 0']],
  [{ 'time.record': 0 }, 'time.record', ['got 0', '> 0']],
  [{ 'time.dt': 0.05 }, 'time.dt', ['unknown key', "'integrator'"]],
  [{ 'time.record': 0.7 }, 'time.end', ['got 24', 'time.record = 0.7', '23.8', '0.685714']],
  [{ 'time.record': 30 }, 'time.end', ['nearest is 30', 'time.record to 24']],
  [{ 'time.record': 1e-6 }, 'time.record', ['1000000 records', 'at least 0.000024']],
  [{ guards: 3 }, 'guards', ['got 3', 'norm and energy']],
  [{ 'guards.norm': 0 }, 'guards.norm', ['got 0', '> 0']],
  [{ 'guards.enrgy': 1 }, 'guards.enrgy', ["nearest is 'energy'"]],
  [{ snapshots: [0, 0.3] }, 'snapshots.1', ['got 0.3', 'time.record = 0.24', '0.24']],
  [{ snapshots: [25] }, 'snapshots.0', ['got 25', 'time.end = 24']],
  [{ snapshots: [-0.24] }, 'snapshots.0', ['got -0.24', 'from 0']],
  [{ snapshots: 'all' }, 'snapshots', ['"all"', 'list of times']],
  [{ sweep: {} }, 'sweep', ['list of methods', 'casimir compare', 'methods: [..]']],
  [{ replicas: 4 }, 'replicas', ['got 4', 'from 8 to 10000']],
  [{ statistics: {} }, 'statistics.target', ['missing', '> 0']],
  [{ intial: 3 }, 'intial', ["nearest is 'initial'"]],
  [{ dt: 0.1 }, 'dt', ['unknown key', "'integrator'"]],
  [{ methods: [{ name: 'exact' }] }, 'methods', ['both', 'casimir run', 'casimir compare']],
  [{ method: undefined, methods: [{ name: 'exact' }] }, 'methods', ['casimir compare']],
]

const compareRows: ReadonlyArray<Row> = [
  [{ methods: undefined }, 'methods', ['missing', 'list']],
  [{ methods: [] }, 'methods', ['an empty list', 'exact']],
  [{ methods: { name: 'exact' } }, 'methods', ['a mapping', 'list']],
  [{ methods: undefined, method: { name: 'exact' } }, 'method', ['casimir run']],
  [{ method: { name: 'exact' } }, 'methods', ['both']],
  [{ 'methods.1': null }, 'methods.1', ['an empty value', 'mapping']],
  [{ 'methods.1.tracers': 'cloud.csv' }, 'methods.1.tracers', ['compared', 'casimir run']],
  [{ 'methods.1': 'ehrenfest' }, 'methods.1', ['"ehrenfest"', 'mapping']],
  [{ 'methods.1.name': 'erenfest' }, 'methods.1.name', ["nearest is 'ehrenfest'"]],
  [{ 'methods.0.integrator': { dt: 0.1 } }, 'methods.0.integrator', ['exact has no integrator', 'grid.dt']],
  [{ 'methods.0.grid.dt': 0.05, 'time.record': 0.24 }, 'methods.0.grid.dt', ['time.record = 0.24', '0.048']],
  [{ 'methods.2.integrator': { name: 'lie-trotter' } }, 'methods.2.integrator.name', ['hbar', 'midpoint']],
  [{ 'methods.1.integrator': { dt: 0.05 }, 'time.record': 0.24 }, 'time.record', ['methods.1.integrator.dt = 0.05']],
  [{ 'methods.1.guards': { norm: -1 } }, 'methods.1.guards.norm', ['got -1']],
  [{ 'methods.1.snapshots': [0] }, 'methods.1.snapshots', ['top level']],
  [{ 'integrator.dt': 0.05, 'time.record': 0.24 }, 'time.record', ['integrator.dt = 0.05']],
  [{ initial: { point: { q: 0, p: 0 } }, 'methods.2': { name: 'ehrenfest' } }, 'methods.0.name', ['wave packet']],
]

const name = ([changes, path, words]: Row): string => `${path}: ${words.join(', ')} (${JSON.stringify(changes)})`

describe('one complaint, at the right place, with the right words', () => {
  it.each(runRows.map((row) => [name(row), row] as const))('run: %s', (_, [changes, path, words]) => {
    const found = problemsOf(decodeRun(changedAll(shortestRun, changes), readText))
    expect(found.map((problem) => problem.path)).toEqual([path])
    for (const word of words) expect(found[0].message).toContain(word)
  })

  it.each(compareRows.map((row) => [name(row), row] as const))('compare: %s', (_, [changes, path, words]) => {
    const found = problemsOf(decodeCompare(changedAll(shortestCompare, changes), readText))
    expect(found.map((problem) => problem.path)).toEqual([path])
    for (const word of words) expect(found[0].message).toContain(word)
  })

  it.each([
    [null, 'an empty value'],
    [undefined, 'nothing'],
    ['rabi', 'the text "rabi"'],
    [[], 'an empty list'],
  ])('a document that is no mapping: %j', (document, words) => {
    const found = problemsOf(decodeRun(document, readText))
    expect(found).toHaveLength(1)
    expect(found[0].path).toBe('')
    expect(found[0].message).toContain(words)
    expect(found[0].message).toContain('problem, initial, method and time')
  })
})
