import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkHamiltonianDerivatives } from '@casimir/algebra'
import { problems } from '@casimir/experiments'
import { checkLocalDensity } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { energy, problem } from '../../docs/examples/own-model/model.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'
import { built, source, start } from './builtProgram.ts'
import { call, folderWith } from './cliSession.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const page = read('docs/guide/your-own-model.md')
/** A file of the guide: the block with its name behind the language. */
const fileOf = (name: string): string =>
  new RegExp(`^\`\`\`\\w+ ${name.replace('.', '\\.')}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? ''
const guide = { 'model.ts': fileOf('model.ts'), 'compare.yaml': fileOf('compare.yaml') }

const linearVibronicDefault = () => {
  const found = problems.find(({ name }) => name === 'linear-vibronic')
  if (!found) throw new Error('linear-vibronic is a problem')
  return found.build(
    Object.fromEntries(Object.entries(found.parameters).map(([name, parameter]) => [name, parameter.default])),
  )
}

describe("the guide's model", () => {
  test('is at most 40 lines, and the file that the docs hold', () => {
    expect(guide['model.ts'].trimEnd().split('\n').length).toBeLessThanOrEqual(40)
    expect(guide['model.ts'].trimEnd().split('\n').length).toBeGreaterThan(20)
    for (const [name, text] of Object.entries(guide)) expect(read(`docs/examples/own-model/${name}`)).toBe(text)
  })

  const short = ['time.end=0.8', 'methods.1.particles=8', 'methods.2.particles=8', 'methods.3.particles=8'].flatMap(
    (setting) => ['--set', setting],
  )
  const labels = ['exact', 'ehrenfest', 'koopmon', 'closure']
  interface Run {
    readonly label: string
    readonly observables: { readonly purity: ReadonlyArray<number> }
  }
  test('runs in an empty folder, built, as npm start runs it, and its result folder runs again', async () => {
    const folder = folderWith(guide)
    const { code, out, err } = await start(built, ['compare', 'compare.yaml', '--json', '--out', 'out'], folder)
    expect([code, err]).toEqual([0, ''])
    const { runs }: { readonly runs: ReadonlyArray<Run> } = JSON.parse(out)
    expect(runs.map(({ label }) => label)).toEqual(labels)
    const kept = parse(readFileSync(join(folder, 'out/spec.yaml'), 'utf8'))
    expect([kept.problem.module, kept.methods[3].module]).toEqual(['../model.ts', '../model.ts'])
    const again = await start(built, ['compare', 'out/spec.yaml', ...short, '--set', 'snapshots=[]'], folder)
    expect([again.code, again.err]).toEqual([0, ''])
  })
  test('runs from source, where its energy makes a difference', async () => {
    const { code, out, err } = await start(source, ['compare', 'compare.yaml', '--json', ...short], folderWith(guide))
    expect([code, err]).toEqual([0, ''])
    const { runs }: { readonly runs: ReadonlyArray<Run> } = JSON.parse(out)
    const purity = (label: string): number =>
      runs.find((each) => each.label === label)?.observables.purity.at(-1) ?? Number.NaN
    expect(Math.abs(purity('koopmon') - purity('closure'))).toBeGreaterThan(1e-4)
  })

  test('is certified by the command of the guide, from an empty folder', async () => {
    const [, command = ''] = /casimir\.mjs (verify model\.ts .*)$/m.exec(page) ?? []
    const quick = ['--draws', '1', '--integrator', 'strang']
    const { code, out, err } = await start(built, [...command.split(' '), ...quick], folderWith(guide))
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/^quartic, closure of energy$/m)
    expect(out).toMatch(/^step\/symplectic +- +holds$/m)
    expect(out).toMatch(/: all \d+ claimed laws hold/)
  })

  test('names its Hamiltonian, not that of a listed problem of the same name', async () => {
    const folder = folderWith({ ...guide, 'model.ts': guide['model.ts'].replace("name: 'quartic'", "name: 'rabi'") })
    const { out, code } = await start(built, ['compare', 'compare.yaml', ...short], folder)
    expect(code).toBe(0)
    expect(out).toMatch(
      /^rabi: H = \(p\^2 \+ q\^2\)\/2 \+ quartic q\^4 \+ sz\/2 \+ coupling q sx\n {2}quartic = 0.02, coupling = 0.4/,
    )
  })
})

test('its problem and its energy are good for more: the Hamiltonian as a library sees it, two degrees of freedom, three levels', () => {
  expect(checkHamiltonianDerivatives(problem.build({ quartic: 0.1, coupling: 1 }))).toBeUndefined()
  for (const hamiltonian of [smoothHamiltonian(3), linearVibronicDefault()])
    expect(checkLocalDensity(energy(hamiltonian, 1, { strength: 0.5 }))).toBeUndefined()
  expect(() => checkLocalDensity(energy(smoothHamiltonian(2), 1, {}))).toThrow(/NaN/)
})

test('list, help and schema tell of modules', async () => {
  for (const args of [['list'], ['run', '--help'], ['compare', '--help']])
    expect((await call(args)).out).toMatch(/module: .\/mine.ts, export: problem/)
  const { out } = await call(['schema'])
  expect(out).toContain('The particle closure of an energy of your own.')
  expect(out).toContain('A problem of your own: a TypeScript or JavaScript module')
})
