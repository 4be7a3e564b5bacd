import * as E from 'fp-ts/lib/Either.js'
import { decodeCloud } from './cloud.ts'
import type { DecodedProblem } from './decodeProblem.ts'
import { describeValue, listed, quoted } from './describeValue.ts'
import type { runDocument } from './documentFields.ts'
import { ONE_START } from './documentFields.ts'
import type { Coordinates, ValueOf } from './Field.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { within } from './readSection.ts'
import type { Amplitudes, Cloud, InitialSpec, QuantumStart } from './Spec.ts'
import { unitVector } from './unitVector.ts'

/** Reads a text file named in a spec, relative to the spec file; Left is a sentence saying why it cannot. */
export type ReadText = (path: string) => E.Either<string, string>

/** What is known of the start: its kind always, the rest where it is right. */
export interface DecodedInitial {
  readonly kind: 'wavepacket' | 'point' | 'particles'
  readonly spec?: InitialSpec
  readonly sigma?: ReadonlyArray<number>
  readonly cloud?: Cloud
}

type Values = NonNullable<ValueOf<(typeof runDocument)['fields']['initial']>>
type StartValues = Pick<NonNullable<Values['wavepacket']>, 'q' | 'p' | 'basis' | 'level' | 'psi'>

const KINDS = ['wavepacket', 'point', 'particles'] as const

/** A list with one entry per degree of freedom of the problem: as given, or a bare number for each. */
export const fitting = (
  log: ProblemLog,
  values: Coordinates | undefined,
  path: string,
  problem: DecodedProblem | undefined,
): ReadonlyArray<number> | undefined => {
  if (typeof values === 'number') return Array.from({ length: problem?.dof ?? 1 }, () => values)
  if (values === undefined || problem === undefined || values.length === problem.dof) return values
  const { definition, dof } = problem
  const degrees = `${dof} degree${dof === 1 ? '' : 's'} of freedom`
  return log.complain(
    path,
    `got ${describeValue(values)}; give ${dof} number${dof === 1 ? '' : 's'}, since '${definition.name}' has ${degrees}`,
  )
}

/** The ground-state widths that `sigma: ground` stands for. */
const groundWidths = (
  log: ProblemLog,
  path: string,
  problem: DecodedProblem | undefined,
  hbar: number,
): ReadonlyArray<number> | undefined => {
  if (problem === undefined) return undefined
  const { definition, spec, dof } = problem
  if (!definition.groundWidths)
    return log.complain(
      path,
      `got ground, and '${definition.name}' is no problem of harmonic modes with a ground state each: give numbers > 0`,
    )
  const widths = definition.groundWidths(spec.parameters, hbar)
  return widths.length === dof && widths.every((width) => width > 0 && width < Number.POSITIVE_INFINITY)
    ? widths
    : log.complain(
        path,
        `got ground, and '${definition.name}' with these parameters has the ground-state widths [${widths.join(', ')}] for ${dof} degree${dof === 1 ? '' : 's'} of freedom: give numbers > 0`,
      )
}

const amplitudesOf = (
  log: ProblemLog,
  values: StartValues,
  psi: Amplitudes,
  path: string,
  problem: DecodedProblem | undefined,
): QuantumStart | undefined => {
  const at = within(path, 'psi')
  if (values.level !== undefined) log.complain(at, 'both psi and level are given: remove one of them')
  if (values.basis === 'adiabatic')
    log.complain(
      within(path, 'basis'),
      'adiabatic goes with level only, since psi is in the diabatic basis: give level instead of psi, or basis: diabatic',
    )
  if (problem !== undefined && psi.length !== problem.levels)
    log.complain(
      at,
      `got ${psi.length} amplitude${psi.length === 1 ? '' : 's'}; give ${problem.levels}, one for each level of '${problem.definition.name}'`,
    )
  const unit = unitVector(psi.flat())
  if (unit === undefined) return log.complain(at, 'got only zeros; give at least one amplitude that is not zero')
  return { basis: 'diabatic', psi: psi.map((_, level) => [unit[2 * level], unit[2 * level + 1]]) }
}

const quantumStart = (
  log: ProblemLog,
  values: StartValues,
  path: string,
  problem: DecodedProblem | undefined,
): QuantumStart | undefined => {
  if (values.psi !== undefined) return amplitudesOf(log, values, values.psi, path, problem)
  const level = values.level ?? 0
  if (problem !== undefined && level >= problem.levels)
    return log.complain(
      within(path, 'level'),
      `got ${level}; give a level from 0 to ${problem.levels - 1}, since '${problem.definition.name}' has ${problem.levels} levels`,
    )
  return { basis: values.basis ?? 'diabatic', level }
}

const decodeWavepacket = (
  log: ProblemLog,
  values: NonNullable<Values['wavepacket']>,
  problem: DecodedProblem | undefined,
  hbar: number,
): DecodedInitial => {
  const path = 'initial.wavepacket'
  const at = (key: string): string => within(path, key)
  const [q, p] = (['q', 'p'] as const).map((key) => fitting(log, values[key], at(key), problem))
  const sigma =
    values.sigma === 'ground'
      ? groundWidths(log, at('sigma'), problem, hbar)
      : fitting(log, values.sigma, at('sigma'), problem)
  const start = quantumStart(log, values, path, problem)
  return {
    kind: 'wavepacket',
    ...(sigma && { sigma }),
    ...(q && p && sigma && start && { spec: { wavepacket: { q, p, sigma, ...start } } }),
  }
}

const decodePoint = (
  log: ProblemLog,
  values: NonNullable<Values['point']>,
  problem: DecodedProblem | undefined,
): DecodedInitial => {
  const path = 'initial.point'
  const [q, p] = (['q', 'p'] as const).map((key) => fitting(log, values[key], within(path, key), problem))
  const start = quantumStart(log, values, path, problem)
  return { kind: 'point', ...(q && p && start && { spec: { point: { q, p, ...start } } }) }
}

const decodeParticles = (
  log: ProblemLog,
  file: string,
  problem: DecodedProblem | undefined,
  readText: ReadText,
): DecodedInitial => {
  const path = 'initial.particles'
  const named = (message: string): string => `${quoted(file)}: ${message}`
  const text = readText(file)
  const spec: InitialSpec = { particles: file }
  if (E.isLeft(text)) log.complain(path, text.left.includes(file) ? text.left : named(text.left))
  if (E.isLeft(text) || problem === undefined) return { kind: 'particles', spec }
  const cloud = decodeCloud(text.right, problem.levels, problem.dof)
  if (E.isRight(cloud)) return { kind: 'particles', spec, cloud: cloud.right }
  for (const message of cloud.left) log.complain(path, named(message))
  return { kind: 'particles', spec }
}

/**
 * Decodes the key `initial` from what its fields hold; `undefined` when it does not say how to start.
 *
 * A kind counts as given when its value was wrong too, so that a spoilt start is not called missing as well.
 */
export const decodeInitial = (
  log: ProblemLog,
  values: Values | undefined,
  problem: DecodedProblem | undefined,
  hbar: number,
  readText: ReadText,
): DecodedInitial | undefined => {
  if (values === undefined) return undefined
  const kinds = KINDS.filter((kind) => values[kind] !== undefined || !log.trusts(within('initial', kind)))
  const started = [
    values.wavepacket && decodeWavepacket(log, values.wavepacket, problem, hbar),
    values.point && decodePoint(log, values.point, problem),
    values.particles === undefined ? undefined : decodeParticles(log, values.particles, problem, readText),
  ]
  const [kind, ...others] = kinds
  if (kind === undefined || others.length > 0)
    return log.complain('initial', `got ${kinds.length === 0 ? 'no start' : listed(kinds)}; give ${ONE_START}`)
  return started.find((start) => start?.kind === kind) ?? { kind }
}
