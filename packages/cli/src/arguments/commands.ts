/** One option of a command; `value` names what follows it, absent for a switch. */
export interface OptionDefinition {
  readonly name: string
  readonly value?: string
  readonly short?: string
  readonly repeatable?: true
  readonly description: string
}

/** One command as users type it. */
export interface CommandDefinition {
  readonly name: string
  readonly summary: string
  readonly details: ReadonlyArray<string>
  /** Names of the positional arguments, all required. */
  readonly positionals: ReadonlyArray<string>
  readonly options: ReadonlyArray<OptionDefinition>
}

const help: OptionDefinition = { name: 'help', short: 'h', description: 'print this text' }
const json: OptionDefinition = { name: 'json', description: 'print one JSON document on stdout and nothing else' }

const simulation: ReadonlyArray<OptionDefinition> = [
  {
    name: 'set',
    value: 'path=value',
    repeatable: true,
    description: 'change the spec first, e.g. --set problem.coupling=0.2; may be repeated',
  },
  { name: 'out', value: 'DIR', description: 'write data, tables and figures to this folder' },
  json,
  help,
]

const modules = [
  'A problem or an energy may be a TypeScript or JavaScript file of your own, relative to SPEC:',
  '  problem: { module: ./mine.ts, export: problem }',
  '  method: { name: closure, module: ./mine.ts, export: energy }',
]

const exits = [
  'Exit code: 0 all well; 1 a run failed numerically (what was computed is kept); 2 the spec or the',
  'command line was refused; 130 stopped by Ctrl-C (what was computed is kept).',
]

/** Every command, in the order the help prints them. */
export const commands: ReadonlyArray<CommandDefinition> = [
  {
    name: 'run',
    summary: 'run one method on one problem',
    details: ['SPEC is a YAML or JSON file with the key method.', ...modules, '', ...exits],
    positionals: ['SPEC'],
    options: simulation,
  },
  {
    name: 'compare',
    summary: 'run several methods on one problem and compare each with exact',
    details: ['SPEC is a YAML or JSON file with the key methods, a list.', ...modules, '', ...exits],
    positionals: ['SPEC'],
    options: simulation,
  },
  {
    name: 'list',
    summary: 'list the problems with their parameters, the methods and the integrators',
    details: [],
    positionals: [],
    options: [json, help],
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of a spec',
    details: [],
    positionals: [],
    options: [help],
  },
]

/** Options that stand in front of, or instead of, a command. */
export const globalOptions: ReadonlyArray<OptionDefinition> = [
  help,
  { name: 'version', description: 'print the version' },
]
