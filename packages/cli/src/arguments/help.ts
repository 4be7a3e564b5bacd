import { type CommandDefinition, commands, globalOptions, type OptionDefinition } from './commands.ts'

const flag = (option: OptionDefinition): string =>
  option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`

const columns = (rows: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`)
}

const optionRows = (options: ReadonlyArray<OptionDefinition>) =>
  columns(options.map((option) => [flag(option), option.description]))

/**
 * How a command is called, on one line.
 *
 * @example
 * usage({ name: 'list', summary: '', details: [], positionals: [], options: [] }) // => 'casimir list'
 */
export const usage = (command: CommandDefinition): string =>
  [
    'casimir',
    command.name,
    ...command.positionals,
    ...command.options
      .filter((option) => option.name !== 'help')
      .map((option) => `[${flag(option)}]${option.repeatable ? '...' : ''}`),
  ].join(' ')

const WIDEST = 100

/** A line cut before its options where it is too wide, what follows set in by as much as its first words. */
const folded = (line: string, inset: number): string => {
  const lines = ['']
  for (const word of line.split(/ (?=\[)/)) {
    const last = lines[lines.length - 1] ?? ''
    if (last === '') lines[lines.length - 1] = word
    else if (last.length + word.length < WIDEST) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`${' '.repeat(inset)}${word}`)
  }
  return lines.join('\n')
}

const usageLines = (lead: string, command: CommandDefinition): string =>
  folded(`${lead}${usage(command)}`, lead.length + `casimir ${command.name} `.length)

/** The help text of one command. */
export const commandHelp = (command: CommandDefinition): string =>
  [
    `casimir ${command.name}: ${command.summary}`,
    '',
    usageLines('Usage: ', command),
    '',
    ...optionRows(command.options),
    ...(command.details.length > 0 ? ['', ...command.details] : []),
    '',
  ].join('\n')

/** The help text of the program. */
export const programHelp = (): string =>
  [
    'casimir: mixed quantum-classical dynamics that keeps its geometry',
    '',
    ...commands.map((command, index) => usageLines(index === 0 ? 'Usage: ' : '       ', command)),
    '',
    ...columns(commands.map((command) => [command.name, command.summary])),
    '',
    ...optionRows(globalOptions),
    '',
    'casimir COMMAND --help says more about each.',
    '',
  ].join('\n')
