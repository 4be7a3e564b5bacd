/** One option of a command; `value` names what follows it, absent for a switch. */
export interface OptionDefinition {
  readonly name: string
  readonly value?: string
  readonly short?: string
  readonly repeatable?: true
  /** With it the command takes no positional arguments. */
  readonly standsAlone?: true
  readonly description: string
}

/** One command as users type it. */
export interface CommandDefinition {
  readonly name: string
  readonly summary: string
  readonly details: ReadonlyArray<string>
  /** Names of the positional arguments; one in brackets may be left out. */
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

const pool: ReadonlyArray<OptionDefinition> = [
  {
    name: 'workers',
    value: 'N',
    description: 'compute on N worker threads; a sweep takes as many as processors unless given',
  },
  { name: 'batch', value: 'N', description: 'parts handed to a worker at once, 1 unless given' },
]

const studies = [
  'With the key sweep it is a study: every method at every point of a grid. On worker threads each',
  'part of the work is kept in DIR/.parts as soon as it is finished: whatever stops the program, the',
  'same command goes on from there. Neither --workers nor --batch changes a digit of the result.',
]

const verification: ReadonlyArray<OptionDefinition> = [
  { name: 'method', value: 'NAME', description: 'certify this method only' },
  { name: 'integrator', value: 'NAME', description: 'certify steps of this integrator only' },
  { name: 'export', value: 'NAME', description: 'the export of a module that is meant' },
  {
    name: 'set',
    value: 'path=value',
    repeatable: true,
    description: 'problem.NAME or parameters.NAME (of an energy); may be repeated',
  },
  { name: 'draws', value: 'N', description: 'random cases a law, 100 unless given' },
  { name: 'seed', value: 'S', description: 'of the random cases, 1 unless given' },
  { name: 'out', value: 'FILE', description: 'write the certificate to FILE.md or FILE.html' },
  {
    name: 'table',
    standsAlone: true,
    description: 'measure the consistency properties of every method instead, without MODEL',
  },
  json,
  help,
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
    details: [
      'SPEC is a YAML or JSON file with the key methods, a list, or the name of a preset (casimir list).',
      ...studies,
      ...modules,
      '',
      ...exits,
    ],
    positionals: ['SPEC'],
    options: [...simulation.slice(0, 2), ...pool, ...simulation.slice(2)],
  },
  {
    name: 'report',
    summary: 'make one HTML page of a result folder',
    details: [
      'DIR is what --out of run or compare named. The page has tables with error bars, figures, spec,',
      'versions, notes and citations; it loads nothing from elsewhere, and is DIR/report.html unless --out',
      'says otherwise. FILE.json is what casimir verify MODEL --json printed. A module that the spec names',
      'is loaded, as run does. A result of another version of the program is read as far as it can be.',
      '',
      'Exit code: 0 all well; 1 the page lacks something, and says what, or cannot be written; 2 refused.',
    ],
    positionals: ['DIR'],
    options: [
      { name: 'out', value: 'FILE.html', description: 'write the page to this file' },
      { name: 'certificate', value: 'FILE.json', description: 'show a summary of this certificate' },
      help,
    ],
  },
  {
    name: 'verify',
    summary: 'certify a model and its integrators, yours too, law by law',
    details: [
      'MODEL is a problem that casimir list names, or a TypeScript or JavaScript file of your own',
      'with an export called, or ending in, problem, energy, system or stepper:',
      '  problem   defineProblem({ parameters, build })',
      '  energy    (hamiltonian, hbar, parameters) => local density',
      '  system    (weights) => hybrid system, of any weights',
      '  stepper   (system) => { flow }, of any hybrid system; order: export const order = 2',
      "What it claims may be listed: export const claims = ['model/gradient', ..]. A law that is not",
      'claimed is reported as not claimed, never as passed. A module is code: verify what you trust.',
      '',
      'Exit code: 0 every claimed law holds; 1 one fails, and its smallest case is printed as code;',
      '2 what was asked was refused; 130 stopped by Ctrl-C (what was found is printed).',
    ],
    positionals: ['MODEL'],
    options: verification,
  },
  {
    name: 'list',
    summary: 'list the problems with their parameters, the methods, integrators and presets',
    details: [],
    positionals: [],
    options: [json, help],
  },
  {
    name: 'cite',
    summary: 'print BibTeX of the works to cite, for a spec or for everything',
    details: [
      'SPEC is a file as run and compare take it, or the name of a preset; without it every problem,',
      'method and integrator is cited. A comment above each entry says what it is cited for. A field',
      'that the sources of the program do not state is left out.',
    ],
    positionals: ['[SPEC]'],
    options: [help],
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
