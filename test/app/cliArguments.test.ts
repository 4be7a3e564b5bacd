import { readFileSync } from 'node:fs'
import { commands } from '@casimir/cli'
import { problems } from '@casimir/experiments'
import { test as property } from '@fast-check/vitest'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { call } from './cliSession.ts'

describe('help, version and lists', () => {
  test.each(commands.map((command) => [command.name, command] as const))(
    '%s --help names every option',
    async (name, command) => {
      const { code, out, err } = await call([name, '--help'])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toContain(`Usage: casimir ${name}`)
      for (const option of command.options) expect(out).toContain(`--${option.name}`)
      expect(await call([name, '-h'])).toEqual({ code, out, err })
    },
  )

  test('help is --help, of a command too', async () => {
    expect(await call(['help'])).toEqual(await call(['--help']))
    expect(await call(['help', 'compare'])).toEqual(await call(['compare', '--help']))
    expect((await call(['help', 'comapre'])).err).toContain("the nearest is 'compare'")
  })

  test('--help names every command', async () => {
    const { code, out } = await call(['--help'])
    expect(code).toBe(0)
    for (const { name, summary } of commands) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'))
  })

  test('help fits on a hundred columns', async () => {
    for (const args of [['--help'], ...commands.map(({ name }) => [name, '--help']), ['list']]) {
      const lines = (await call(args)).out.split('\n')
      expect(lines.filter((line) => line.length > 100)).toEqual([])
    }
  })

  test('--version is the version of the package', async () => {
    const manifest = readFileSync(new URL('../../packages/cli/package.json', import.meta.url), 'utf8')
    expect(await call(['--version'])).toEqual({ code: 0, out: `${JSON.parse(manifest).version}\n`, err: '' })
  })

  test('list shows each Hamiltonian, and each parameter with its default', async () => {
    const { out } = await call(['list'])
    for (const problem of problems) {
      const section = out.slice(out.indexOf(`\n  ${problem.name}`))
      expect(section).toContain(problem.hamiltonian)
      expect(section).toContain(problem.source)
      for (const [name, { default: value }] of Object.entries(problem.parameters))
        expect(section.replace(/ +/g, ' ')).toMatch(
          new RegExp(
            `^ ${name} = ${(typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(/[[\].-]/g, '\\$&')}\\s`,
            'm',
          ),
        )
      const own = section.slice(0, section.indexOf('source:'))
      expect(own.includes('sigma: a width, or ground')).toBe(problem.groundWidths !== undefined)
      const unit = problem.units.time === '1' ? '' : ` ${problem.units.time}`
      expect(own).toContain(`\n    default step: at most ${problem.defaultStep}${unit}\n`)
    }
    for (const name of ['exact', 'ehrenfest', 'mean-field', 'koopmon', 'midpoint', 'strang'])
      expect(out).toContain(name)
  })

  test('list --json and schema are one JSON document each', async () => {
    const list = JSON.parse((await call(['list', '--json'])).out)
    expect(list.problems.map((problem: { name: string }) => problem.name)).toEqual(problems.map(({ name }) => name))
    expect(list.problems[0].parameters.coupling.default).toBe(0.1)
    expect(list.problems.map((problem: { defaultStep: number }) => problem.defaultStep)).toEqual(
      problems.map(({ defaultStep }) => defaultStep),
    )
    expect(list.problems.map(({ ground }: { ground: boolean }) => ground)).toEqual(
      problems.map(({ groundWidths }) => groundWidths !== undefined),
    )
    expect(list.methods.map((method: { name: string }) => method.name)).toContain('koopmon')
    expect(list.integrators).toContain('midpoint')
    expect(JSON.parse((await call(['schema'])).out).$schema).toContain('json-schema.org')
  })
})

describe('a command line that is refused', () => {
  const cases: ReadonlyArray<readonly [args: string, sentences: ReadonlyArray<string>]> = [
    ['', ['a command is missing: run, compare, report, verify, list, cite, schema; casimir --help says more']],
    [
      'comapre spec.yaml',
      [
        "unknown command 'comapre': the nearest is 'compare', allowed are run, compare, report, verify, list, cite and schema",
      ],
    ],
    ['--versoin', ["unknown option '--versoin': the nearest is '--version', allowed are --help and --version"]],
    [
      'run spec.yaml --jsno',
      ["unknown option '--jsno': the nearest is '--json', allowed are --set, --out, --json and --help"],
    ],
    [
      'list --out x',
      ["unknown option '--out': allowed are --json and --help", 'casimir list takes no argument, but x was given too'],
    ],
    ['run', ['casimir run needs a SPEC file: casimir run SPEC [--set path=value]... [--out DIR] [--json]']],
    [
      'compare a b c',
      ['casimir compare takes one SPEC, but b was given too', 'casimir compare takes one SPEC, but c was given too'],
    ],
    ['run a --out', ['--out needs a value: --out DIR']],
    ['run a --out --json', ['--out needs a value: --out DIR']],
    ['run a --json=yes', ['--json takes no value, but yes was given']],
    ['run a --out x --out y', ['--out is given more than once']],
    [
      'run --jsno --set',
      [
        "unknown option '--jsno': the nearest is '--json', allowed are --set, --out, --json and --help",
        '--set needs a value: --set path=value',
        'casimir run needs a SPEC file: casimir run SPEC [--set path=value]... [--out DIR] [--json]',
      ],
    ],
  ]

  test.each(cases)('casimir %s', async (args, sentences) => {
    const { code, out, err } = await call(args.split(' ').filter(Boolean))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err.split('\n').slice(0, -1)).toEqual(sentences)
  })

  test.each([
    [['run', 'a', '--out', ''], '--out needs a value: --out DIR'],
    [['run', 'a', '--out='], '--out needs a value: --out DIR'],
    [['compare', 'a', '--set', ' '], '--set needs a value: --set path=value'],
  ])('%j: an empty value is none', async (args, sentence) => {
    expect(await call(args)).toEqual({ code: 2, out: '', err: `${sentence}\n` })
  })

  const word = fc.oneof(
    fc.constantFrom(
      'run',
      'compare',
      'list',
      'schema',
      '--json',
      '--out',
      '--set',
      '--help',
      '-h',
      '--',
      '-',
      '--set=a=1',
      '--no-json',
    ),
    fc.string({ maxLength: 6 }),
  )

  property.prop([fc.array(word, { maxLength: 5 })])(
    'whatever is typed, no stack and no other exit code',
    async (args) => {
      const { code, out, err } = await call(args, { cwd: '/nonexistent' })
      expect([0, 2]).toContain(code)
      expect(err).not.toContain('    at ')
      expect(err).not.toContain('defect')
      expect(code === 0 ? err : out).toBe('')
    },
  )
})

describe('an error thrown inside', () => {
  const throwing = (error: Error, debug = false) =>
    call(['--version'], {
      debug,
      out: () => {
        throw error
      },
    })

  test('a plain Error is a sentence for the user: exit 2', async () => {
    const { code, err } = await throwing(new Error('exact: H must be A(p) + B(q); use ehrenfest.'))
    expect({ code, err }).toEqual({ code: 2, err: 'exact: H must be A(p) + B(q); use ehrenfest.\n' })
  })

  test('any other is a defect: exit 70, its stack only when asked for', async () => {
    const quiet = await throwing(new TypeError('x is not a function'))
    expect(quiet.code).toBe(70)
    expect(quiet.err).toContain('This is a defect of casimir, not of what you asked (TypeError: x is not a function).')
    expect(quiet.err).not.toContain('    at ')
    const system = await throwing(Object.assign(new Error('EIO'), { code: 'EIO' }))
    expect(system.code).toBe(70)
    expect((await throwing(new TypeError('x'), true)).err).toContain('    at ')
  })
})
