import { methods, type ParameterDefinition, type ProblemDefinition, problems, version } from '@casimir/experiments'
import { alignColumns } from '../print/alignColumns.ts'
import { parameterText, unitWord } from '../print/describeProblem.ts'
import { presets } from '../spec/presets.ts'
import type { Terminal } from '../Terminal.ts'

const indented = (lines: ReadonlyArray<string>, by: number): ReadonlyArray<string> =>
  lines.map((line) => `${' '.repeat(by)}${line}`)

const unitsOf = ({ units }: ProblemDefinition): string =>
  Object.values(units).every((unit) => unit === '1')
    ? 'dimensionless'
    : Object.entries(units)
        .map(([quantity, unit]) => `${quantity} ${unitWord(unit)}`)
        .join(', ')

/** A default longer than this has its description on the next line. */
const widest = 16

const allowed = (parameter: ParameterDefinition): string => {
  if ('choices' in parameter) return `; ${parameter.choices.join(' or ')}`
  if ('whole' in parameter) return `, ${parameter.whole[0]} to ${parameter.whole[1]}`
  return 'positive' in parameter ? ', positive' : ''
}

const parameterLines = ({ parameters }: ProblemDefinition): ReadonlyArray<string> => {
  const entries = Object.entries(parameters)
  const texts = entries.map(([, parameter]) => parameterText(parameter.default))
  const name = Math.max(...entries.map(([key]) => key.length))
  const value = Math.max(...texts.map((text) => (text.length > widest ? 0 : text.length)))
  return entries.flatMap(([key, parameter], index) => {
    const text = texts[index] ?? ''
    const meaning = `${parameter.description}${allowed(parameter)}`
    const start = `${key.padEnd(name)} = `
    return text.length > widest
      ? [`${start}${text}`, `${' '.repeat(start.length + value)}  ${meaning}`]
      : [`${start}${text.padEnd(value)}  ${meaning}`]
  })
}

const problemText = (problem: ProblemDefinition): string =>
  [
    `  ${problem.name}${problem.aliases.length > 0 ? ` (also ${problem.aliases.join(', ')})` : ''}`,
    ...indented([problem.hamiltonian, ...parameterLines(problem)], 4),
    `    default step: at most ${problem.defaultStep}${problem.units.time === '1' ? '' : ` ${problem.units.time}`}`,
    ...(problem.groundWidths ? ['    sigma: a width, or ground for the ground state of each mode'] : []),
    `    units: ${unitsOf(problem)}`,
    `    source: ${problem.source}`,
    '',
  ].join('\n')

const text = (): string => {
  const integrators = [...new Set(methods.flatMap((method) => method.integrators))]
  const methodLines = alignColumns(methods.map((method) => [method.name])).flatMap((name, index) => {
    const method = methods[index]
    if (method === undefined) return []
    const steps = method.integrators.length > 0 ? [`    integrators: ${method.integrators.join(', ')}`] : []
    return [`  ${name.trim()}: ${method.description}`, ...steps, `    source: ${method.source}`]
  })
  return [
    'Problems, with each parameter at its default',
    '',
    ...problems.map(problemText),
    '  Or one of your own, from a module: problem: { module: ./mine.ts, export: problem }',
    '',
    'Methods',
    '',
    ...methodLines,
    '',
    `Integrators: ${integrators.join(', ')}`,
    '',
    'Presets, specs that come with the program: casimir compare NAME',
    '',
    ...presets().flatMap(({ name, description }) => [`  ${name}`, `    ${description}`]),
    '',
  ].join('\n')
}

const document = (): unknown => ({
  version,
  problems: problems.map(({ name, aliases, hamiltonian, parameters, defaultStep, groundWidths, units, source }) => ({
    name,
    aliases,
    hamiltonian,
    parameters,
    defaultStep,
    ground: groundWidths !== undefined,
    units,
    source,
  })),
  methods,
  integrators: [...new Set(methods.flatMap((method) => method.integrators))],
  presets: presets(),
})

/** `casimir list`: what a spec can name. */
export const list = (json: boolean, terminal: Terminal): void =>
  terminal.out(json ? `${JSON.stringify(document(), null, 2)}\n` : text())
