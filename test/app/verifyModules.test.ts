import { describe, expect, test } from 'vitest'
import { call, folderWith } from './cliSession.ts'

/** A Hamiltonian (p^2 + q^2)/2 + sz/2 + coupling q sx with one of its functions exchanged. */
const hamiltonian = (changes: string): string => `
const write = (out, entries) => { for (let k = 0; k < 8; k++) out[k] = entries[k] }
const sound = {
  name: 'mine', levels: 2, dof: 1,
  value: (out, q, p, at) => {
    const [x, h] = [q[at], (q[at] ** 2 + p[at] ** 2) / 2]
    write(out, [h + 0.5, 0, 0.3 * x, 0, 0.3 * x, 0, h - 0.5, 0])
  },
  gradientQ: (out, q, p, at) => write(out, [q[at], 0, 0.3, 0, 0.3, 0, q[at], 0]),
  gradientP: (out, q, p, at) => write(out, [p[at], 0, 0, 0, 0, 0, p[at], 0]),
}
export const problem = { name: 'mine', build: () => ({ ...sound, ${changes} }) }
`

interface Result {
  readonly law: string
  readonly verdict: string
  readonly counterexample?: { readonly code: string; readonly reason?: string }
}
interface Document {
  readonly passed: boolean
  readonly tables: ReadonlyArray<{
    readonly columns: ReadonlyArray<{ readonly certificate: { readonly results: ReadonlyArray<Result> } }>
  }>
}

const verifyModule = async (text: string, ...args: ReadonlyArray<string>) => {
  const folder = folderWith({ 'mine.mjs': text })
  const { code, out, err } = await call(['verify', 'mine.mjs', '--draws', '4', '--json', ...args], { cwd: folder })
  const document: Document | undefined = out === '' ? undefined : JSON.parse(out)
  const results = (document?.tables ?? []).flatMap(({ columns }) =>
    columns.flatMap(({ certificate }) => certificate.results),
  )
  return { code, err, results, failed: results.filter(({ verdict }) => verdict === 'fails') }
}

describe('a module that is not what it should be gets a verdict with the name of the law and the case', () => {
  const cases: ReadonlyArray<readonly [what: string, text: string, law: string, said: RegExp]> = [
    [
      'no expected export',
      'export const modle = 1',
      'module/export',
      /mine\.mjs exports 'modle': export problem, energy/,
    ],
    ['no problem', 'export const problem = 3', 'module/problem', /'problem' is no problem/],
    [
      'a build that throws',
      "export const problem = { build: () => { throw new Error('no such well') } }",
      'module/problem',
      /no such well/,
    ],
    [
      'a build that gives nothing',
      'export const problem = { build: () => undefined }',
      'module/problem',
      /build returns nothing/,
    ],
    [
      'an energy that throws',
      "export const energy = () => { throw new Error('not today') }",
      'module/energy',
      /not today/,
    ],
    [
      'a system that throws',
      "export const system = () => { throw new Error('no weights') }",
      'module/system',
      /no weights/,
    ],
    [
      'a value that throws',
      hamiltonian("value: () => { throw new Error('too far') }"),
      'hamiltonian/finite',
      /too far/,
    ],
    ['NaN', hamiltonian('value: (out) => out.fill(NaN, 0, 8)'), 'hamiltonian/finite', /const q = Float64Array\.of/],
    [
      'inputs that are changed',
      hamiltonian('gradientQ: (out, q, p, at) => { sound.gradientQ(out, q, p, at); q[at] += 1 }'),
      'hamiltonian/inputs',
      /const p = Float64Array\.of/,
    ],
    [
      'a matrix of three levels where it says two',
      hamiltonian('value: (out) => out.fill(0, 0, 18)'),
      'hamiltonian/size',
      /const q/,
    ],
    [
      'a number left unwritten',
      hamiltonian('gradientP: (out, q, p, at) => { out[0] = p[at] }'),
      'hamiltonian/size',
      /const q/,
    ],
    [
      'another answer every time',
      `let calls = 0\n${hamiltonian('value: (out, q, p, at) => { sound.value(out, q, p, at); calls += 1; out[0] += calls }')}`,
      'hamiltonian/repeatable',
      /const q/,
    ],
    [
      'a derivative that is another',
      hamiltonian('gradientQ: (out, q, p, at) => { sound.gradientQ(out, q, p, at); out[2] = 0.6; out[4] = 0.6 }'),
      'hamiltonian/derivatives',
      /derivative|differ/,
    ],
    [
      'matrices that are not Hermitian',
      hamiltonian('value: (out, q, p, at) => { sound.value(out, q, p, at); out[3] = 0.2 }'),
      'hamiltonian/hermitian',
      /Hermitian/,
    ],
  ]
  test.each(cases)('%s', async (_, text, law, said) => {
    const { code, err, failed } = await verifyModule(text)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const found = failed.find((result) => result.law === law)
    expect(failed.map((result) => result.law)).toContain(law)
    expect(`${found?.counterexample?.reason} ${found?.counterexample?.code}`).toMatch(said)
  })

  test('the same Hamiltonian with nothing exchanged is certified', async () => {
    const { code, results } = await verifyModule(hamiltonian(''), '--method', 'ehrenfest', '--integrator', 'midpoint')
    expect(code).toBe(0)
    expect(results.length).toBeGreaterThan(20)
  })

  test('surface hopping that was asked for and cannot take it is a failed law with the reason', async () => {
    const { code, failed } = await verifyModule(hamiltonian(''), '--method', 'fssh')
    expect([code, failed.map(({ law }) => law)]).toEqual([1, ['hopping/prepared']])
    expect(failed[0].counterexample?.reason).toMatch(/'mine' is not of the form A\(p\) \+ B\(q\)/)
  })
})

/** Free particles; \`shape\` and \`gradient\` may be exchanged. */
const system = (changes: string): string => `
export const system = (weights) => {
  const sound = {
    name: 'free', shape: { trajectories: weights.length, dof: 1, levels: 1 }, hbar: 1,
    energy: ({ p }) => weights.reduce((h, w, a) => h + (w * p[a] ** 2) / 2, 0),
    gradient: (out, { p }) => { out.q.fill(0); out.p.set(p); out.generator.fill(0); return 0 },
  }
  return { ...sound, ${changes} }
}
`

describe('a hybrid system of the user', () => {
  test('is certified by itself and under what drives it by gradients', async () => {
    const { code, failed } = await verifyModule(system(''), '--integrator', 'midpoint')
    expect(failed).toEqual([])
    expect(code).toBe(0)
  })
  const wrong: ReadonlyArray<readonly [what: string, changes: string, law: string]> = [
    ['with more trajectories than weights', 'shape: { trajectories: 7, dof: 1, levels: 1 }', 'model/gradient'],
    ['that gives NaN', 'energy: () => NaN', 'model/gradient'],
    [
      'that ignores the weights',
      'gradient: (out, { p }) => { out.q.fill(0); p.forEach((x, a) => { out.p[a] = x * weights[a] }); out.generator.fill(0); return 0 }',
      'model/gradient',
    ],
    ['that changes its state', 'energy: (s) => { s.q[0] += 1; return s.p[0] ** 2 / 2 }', 'model/inputs'],
  ]
  test.each(wrong)('%s is found', async (_, changes, law) => {
    const { code, failed } = await verifyModule(system(changes))
    expect(code).toBe(1)
    expect(failed.map((result) => result.law)).toContain(law)
  })
})

const euler = (more: string): string => `
export const stepper = ({ shape: { trajectories: N, dof, levels: n }, hbar, gradient }) => {
  return (state, h) => {
    const out = make(N, dof, n)
    const status = gradient(out, state)
    if (status !== 0) return status
    state.t[0] += h
    for (let k = 0; k < N * dof; k++) { state.q[k] += h * out.p[k]; state.p[k] -= h * out.q[k] }
    for (let a = 0; a < N; a++) {
      const old = state.psi.slice(2 * n * a, 2 * n * (a + 1))
      for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) {
        const at = 2 * (n * n * a + n * j + k)
        const [re, im] = [out.generator[at], out.generator[at + 1]]
        state.psi[2 * (n * a + j)] += (h / hbar) * (re * old[2 * k + 1] + im * old[2 * k])
        state.psi[2 * (n * a + j) + 1] -= (h / hbar) * (re * old[2 * k] - im * old[2 * k + 1])
      }
    }
    return 0
  }
}
import { allocateGradient } from '@casimir/algebra'
const make = (trajectories, dof, levels) => allocateGradient({ trajectories, dof, levels })
${more}
`

describe('a stepper of the user', () => {
  test('that claims no more than it keeps is certified, the rest not claimed', async () => {
    const { code, results } = await verifyModule(
      euler("export const order = 1\nexport const claims = ['step/runs', 'step/consistent', 'step/order']"),
    )
    expect(code).toBe(0)
    const verdicts = results.filter(({ law }) => law === 'step/symplectic').map(({ verdict }) => verdict)
    expect(verdicts).toEqual(['not claimed', 'not claimed'])
  })
  test('that says nothing is held to all, and one that claims order 2 is refuted', async () => {
    const { code, failed } = await verifyModule(euler('export const order = 2'))
    expect(code).toBe(1)
    expect([...new Set(failed.map(({ law }) => law))].sort()).toEqual([
      'step/order',
      'step/reversible',
      'step/symplectic',
      'step/unitary',
    ])
  })
  test('that claims what is no law is refused in one sentence', async () => {
    const { code, err, results } = await verifyModule(euler("export const claims = ['step/ordr']"))
    expect({ code, results }).toEqual({ code: 2, results: [] })
    expect(err).toMatch(/^mine\.mjs: unknown law 'step\/ordr': the nearest is 'step\/order'/)
  })
})
