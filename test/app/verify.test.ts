import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { call, folderWith } from './cliSession.ts'

const quick = ['--draws', '3', '--method', 'ehrenfest']

describe('casimir verify of a problem', () => {
  test('prints every law with its verdict and exits 0 when every claimed one holds', async () => {
    const { code, out, err } = await call(['verify', 'rabi', ...quick, '--integrator', 'rk4'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^model\/gradient +holds +-$/m)
    expect(out).toMatch(/^step\/order +- +holds$/m)
    expect(out).toMatch(/^step\/symplectic +- +not claimed$/m)
    expect(out).toMatch(/\n3 subjects: all \d+ claimed laws hold; 3 are not claimed\.\n$/)
  })

  test('--json prints one document, data first, that says what was tried', async () => {
    const { code, out } = await call(['verify', 'JC', ...quick, '--seed', '5', '--integrator', 'strang', '--json'])
    const document = JSON.parse(out)
    expect(code).toBe(0)
    expect(document).toMatchObject({ model: 'JC', draws: 3, seed: 5, passed: true, interrupted: false })
    const { results } = document.tables[1].columns[1].certificate
    const found = results.find(({ law }: { law: string }) => law === 'step/reversible')
    expect(found).toMatchObject({ verdict: 'holds', draws: 3, seed: 5 })
    expect(found.defect).toBeLessThanOrEqual(found.tolerance)
    expect(found.statement.length * found.scale.length).toBeGreaterThan(100)
  })

  test('surface hopping claims what holds given its random numbers, and no reversal, form or population', async () => {
    const { code, out, err } = await call(['verify', 'tully1', '--method', 'fssh', '--draws', '4'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^tully1 about q = 1\.25, fssh$/m)
    for (const name of ['hop-energy', 'energy', 'unitaries', 'independent', 'uncoupled'])
      expect(out).toMatch(new RegExp(`^hopping/${name} +holds +holds +holds$`, 'm'))
    for (const name of ['order', 'symmetric'])
      expect(out).toMatch(new RegExp(`^hopping/${name} +holds +holds +not claimed$`, 'm'))
    for (const name of ['reversible', 'symplectic', 'populations'])
      expect(out).toMatch(new RegExp(`^hopping/${name} +not claimed +not claimed +not claimed$`, 'm'))
  })

  test('--set changes the problem; its parameters are checked as those of a spec', async () => {
    const three = await call(['verify', 'spin-boson', ...quick, '--integrator', 'strang', '--set', 'problem.modes=3'])
    expect(three.code).toBe(0)
    expect(await call(['verify', 'rabi', '--set', 'problem.couplng=1'])).toEqual({
      code: 2,
      out: '',
      err: "problem.couplng: unknown key 'couplng': the nearest is 'coupling', allowed are name, omega, splitting and coupling\n",
    })
  })

  test('--out writes Markdown or a page of HTML that stands alone, and writes over nothing but a certificate', async () => {
    const cwd = folderWith({ 'notes.md': 'mine' })
    const args = ['verify', 'harmonic', '--draws', '1', '--method', 'ehrenfest', '--integrator', 'rk4']
    for (const file of ['c.md', 'c.html', 'c.md'])
      expect((await call([...args, '--out', file], { cwd })).out).toContain(`Written to ${file}.`)
    expect(readFileSync(join(cwd, 'c.md'), 'utf8')).toContain('| step/symplectic | - | not claimed |')
    const html = readFileSync(join(cwd, 'c.html'), 'utf8')
    expect(html).toContain('<td class="holds">\u2713 holds</td>')
    expect(html).not.toMatch(/<script|<link|src=|https?:/)
    for (const [file, reason] of [
      ['notes.md', 'there is such a file already, and it is no certificate; give another name'],
      ['c.pdf', 'give a file that ends in .md or .html'],
    ]) {
      const refused = await call([...args, '--out', file], { cwd })
      expect(refused).toEqual({ code: 2, out: '', err: `--out ${file}: ${reason}\n` })
    }
    expect(readFileSync(join(cwd, 'notes.md'), 'utf8')).toBe('mine')
  })

  test('Ctrl-C stops after the law in hand and prints what was found', async () => {
    const { code, out, err } = await call(['verify', 'rabi', '--method', 'ehrenfest', '--draws', '2000'], {
      onInterrupt: (listener) => {
        // the problem is there by then, and its last laws are not
        const timer = setTimeout(listener, 600)
        return () => clearTimeout(timer)
      },
    })
    expect(code).toBe(130)
    expect(out).toMatch(/^hamiltonian\/size +holds/m)
    expect(out).not.toContain('step/order')
    expect(err).toBe(
      'Stopping after this law; press Ctrl-C again to give up what was found.\nInterrupted: the laws above are those that were tried.\n',
    )
  })
})

describe('what is refused, in one sentence', () => {
  const cwd = (): string => folderWith({ 'broken.mjs': 'export const problem = {', 'none.mjs': '' })
  const cases: ReadonlyArray<readonly [args: string, sentence: RegExp]> = [
    ['verify', /^casimir verify needs a MODEL: casimir verify MODEL /],
    ['verify rabbi', /^unknown problem 'rabbi': the nearest is 'rabi'.*a module of your own ends in \.ts/],
    ['verify rabi --method koopmn', /^unknown method 'koopmn': the nearest is 'koopmon'/],
    ['verify rabi --integrator rk5', /^unknown integrator 'rk5': the nearest is 'rk4'/],
    ['verify rabi --method mean-field --integrator strang', /^'strang' cannot drive mean-field/],
    ['verify jaynes-cummings --method fssh', /^fssh: A\(p\) of 'jaynes-cummings' is no multiple of the identity/],
    ['verify rabi --method fssh --integrator rk4', /^'rk4' cannot drive fssh/],
    ['verify rabi --method closure', /^closure: its energy comes from a module/],
    ['verify rabi --export problem', /^--export problem: rabi is a problem of the catalogue/],
    ['verify rabi --draws many', /^--draws many: give a whole number from 1 to/],
    ['verify rabi --seed -1', /^--seed -1: give a whole number from 0 to/],
    ['verify rabi --set parameters.x=1', /^parameters\.x: these go to an energy, and rabi has none/],
    ['verify spin-boson --method koopmon', /^koopmon takes up to 2 degrees of freedom and 'spin-boson' has 10/],
    ['verify nowhere.ts', /^nowhere\.ts cannot be read: there is no such file/],
    ['verify broken.mjs', /^broken\.mjs is not valid: /],
    ['verify none.mjs --set problem.x=1', /^problem\.x: none\.mjs exports no problem/],
    ['verify --table --draws 7 --out x.md', /^--table takes only --json beside it, but --draws, --out was given/],
    ['verify rabi --table', /^casimir verify --table takes no argument, but rabi was given too/],
  ]
  test.each(cases)('casimir %s', async (args, sentence) => {
    const { code, out, err } = await call(args.split(' '), { cwd: cwd() })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(sentence)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})

test('a certificate of a wrong model shows the case as code, in text, Markdown and HTML', async () => {
  const cwd = folderWith()
  writeFileSync(
    join(cwd, 'wrong.mjs'),
    "export const problem = { build: () => ({ name: '<b>', levels: 1, dof: 1, value: (o) => { o[0] = NaN; o[1] = 0 }, gradientQ: (o) => o.fill(0, 0, 2), gradientP: (o) => o.fill(0, 0, 2) }) }",
  )
  const { code, out } = await call(['verify', 'wrong.mjs', '--draws', '3', '--out', 'w.html'], { cwd })
  expect(code).toBe(1)
  expect(out).toContain('hamiltonian/finite fails for custom: every number written is finite')
  expect(out).toContain('    const q = Float64Array.of(')
  const html = readFileSync(join(cwd, 'w.html'), 'utf8')
  expect(html).toContain('<td class="fails">\u2717 fails</td>')
  expect(html).toContain('<pre><code>const q = Float64Array.of(')
  await call(['verify', 'wrong.mjs', '--draws', '3', '--out', 'w.md'], { cwd })
  expect(readFileSync(join(cwd, 'w.md'), 'utf8')).toMatch(/```ts\nconst q = Float64Array\.of/)
})
