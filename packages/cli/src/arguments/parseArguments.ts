import { parseArgs } from 'node:util'
import { unknownName } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import { type CommandDefinition, commands, globalOptions, type OptionDefinition } from './commands.ts'
import { usage } from './help.ts'

/** What the command line asked for. */
export type Request =
  | { readonly kind: 'help'; readonly command?: CommandDefinition }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'command'
      readonly command: CommandDefinition
      readonly positionals: ReadonlyArray<string>
      /** Values of each option given; a switch has the value ''. */
      readonly values: ReadonlyMap<string, ReadonlyArray<string>>
    }

interface Gathered {
  readonly problems: ReadonlyArray<string>
  readonly positionals: ReadonlyArray<string>
  readonly values: ReadonlyMap<string, ReadonlyArray<string>>
}

/** Reads arguments against a list of options; every problem becomes one sentence. */
const gather = (args: ReadonlyArray<string>, options: ReadonlyArray<OptionDefinition>): Gathered => {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      options.map((option) => [
        option.name,
        {
          type: option.value === undefined ? ('boolean' as const) : ('string' as const),
          ...(option.short === undefined ? {} : { short: option.short }),
        },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  const problems: string[] = []
  const positionals: string[] = []
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const option = options.find((candidate) => candidate.name === token.name)
    const isValue = token.inlineValue || !token.value?.startsWith('-') || /^-\.?\d/.test(token.value)
    const missing = !token.value?.trim() || !isValue
    if (option === undefined)
      problems.push(
        unknownName(
          'option',
          token.rawName,
          options.map((known) => `--${known.name}`),
        ),
      )
    else if (option.value === undefined && token.value !== undefined)
      problems.push(`--${option.name} takes no value, but ${token.value} was given`)
    else if (option.value !== undefined && missing)
      problems.push(`--${option.name} needs a value: --${option.name} ${option.value}`)
    else if (option.repeatable !== true && option.value !== undefined && values.has(option.name))
      problems.push(`--${option.name} is given more than once`)
    else values.set(option.name, [...(values.get(option.name) ?? []), token.value ?? ''])
  }
  return { problems, positionals, values }
}

const arity = (
  command: CommandDefinition,
  { positionals, values }: Pick<Gathered, 'positionals' | 'values'>,
): ReadonlyArray<string> => {
  const alone = command.options.find(({ name, standsAlone }) => standsAlone && values.has(name))
  const names = alone === undefined ? command.positionals : []
  const taker = `casimir ${command.name}${alone === undefined ? '' : ` --${alone.name}`}`
  return [
    ...names
      .slice(positionals.length)
      .filter((name) => !name.startsWith('['))
      .map((name) => `casimir ${command.name} needs a ${name}${name === 'SPEC' ? ' file' : ''}: ${usage(command)}`),
    ...positionals.slice(names.length).map((extra) => {
      const allowed = names.length === 0 ? 'no argument' : `one ${names.join(' ').replace(/[[\]]/g, '')}`
      return `${taker} takes ${allowed}, but ${extra} was given too`
    }),
  ]
}

const refuse = (problems: ReadonlyArray<string>): E.Either<NonEmptyArray<string>, never> =>
  E.left(problems as NonEmptyArray<string>)

/** Turns the command line into a request, or into one sentence per problem. */
export const parseArguments = (argv: ReadonlyArray<string>): E.Either<NonEmptyArray<string>, Request> => {
  const at = argv.findIndex((argument) => !argument.startsWith('-'))
  const name = at < 0 ? undefined : argv[at]
  const before = gather(at < 0 ? argv : argv.slice(0, at), globalOptions)
  const command = commands.find((candidate) => candidate.name === name)
  if (name === 'help') return parseArguments([...argv.slice(at + 1), '--help'])
  if (before.problems.length > 0) return refuse(before.problems)
  if (before.values.has('version')) return E.right({ kind: 'version' })
  if (name === undefined)
    return before.values.has('help')
      ? E.right({ kind: 'help' })
      : refuse([`a command is missing: ${commands.map((known) => known.name).join(', ')}; casimir --help says more`])
  if (command === undefined) {
    const names = commands.map((known) => known.name)
    return refuse([unknownName('command', name, names)])
  }
  const after = gather(argv.slice(at + 1), command.options)
  if (before.values.has('help') || after.values.has('help')) return E.right({ kind: 'help', command })
  const problems = [...after.problems, ...arity(command, after)]
  return problems.length > 0
    ? refuse(problems)
    : E.right({ kind: 'command', command, positionals: after.positionals, values: after.values })
}
