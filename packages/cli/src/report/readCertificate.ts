import { basename } from 'node:path'
import { methods, problems } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { readText } from '../spec/readText.ts'
import type { HeldResult } from './HeldResult.ts'
import { runsOf } from './HeldResult.ts'
import { plainAt } from './plainAt.ts'

/** A claimed law that does not hold, with its smallest case as code. */
interface BrokenLaw {
  readonly law: string
  readonly statement: string
  readonly code: string
}

/** What was certified of one subject: how many laws hold, fail and are not claimed. */
interface CertifiedSubject {
  readonly subject: string
  readonly holds: number
  readonly notClaimed: number
  readonly broken: ReadonlyArray<BrokenLaw>
}

/** What a certificate says of the problem and the methods of a result. */
export interface HeldCertificate {
  readonly version: string
  readonly model: string
  readonly draws: number
  readonly seed: number
  readonly isInterrupted: boolean
  readonly subjects: ReadonlyArray<CertifiedSubject>
  /** Methods of the result that it does not speak of. */
  readonly uncertified: ReadonlyArray<string>
}

const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const subjectOf = (column: unknown): CertifiedSubject | undefined => {
  const subject = plainAt(column, 'certificate', 'subject')
  const results = list(plainAt(column, 'certificate', 'results'))
  const verdicts = results.map((result) => plainAt(result, 'verdict'))
  const isWhole = verdicts.every((verdict) => ['holds', 'fails', 'not claimed'].includes(text(verdict)))
  if (typeof subject !== 'string' || results.length === 0 || !isWhole) return undefined
  return {
    subject,
    holds: verdicts.filter((verdict) => verdict === 'holds').length,
    notClaimed: verdicts.filter((verdict) => verdict === 'not claimed').length,
    broken: results
      .filter((result) => plainAt(result, 'verdict') === 'fails')
      .map((result) => ({
        law: text(plainAt(result, 'law')),
        statement: text(plainAt(result, 'statement')),
        code: text(plainAt(result, 'counterexample', 'code')),
      })),
  }
}

/** The problem of the result, and the modules it uses, by the names of their files. */
const modelNames = (result: HeldResult): ReadonlyArray<string> => {
  const names = runsOf(result).flatMap(({ run: { spec } }) => {
    const modules = [plainAt(spec, 'problem', 'module'), plainAt(spec, 'method', 'module')].map(text).filter(Boolean)
    return [text(plainAt(spec, 'problem', 'name')), ...modules.map((path) => basename(path))].filter(Boolean)
  })
  return [...new Set(names)]
}

/** Whether a model that was certified is one of the result's, by its name or an alias of it. */
const isOf = (result: HeldResult, model: string): boolean =>
  modelNames(result).some((name) => {
    const aliases = problems.find((problem) => problem.name === name)?.aliases ?? []
    const known = [name, ...aliases].map((one) => one.toLowerCase())
    return known.includes(model.toLowerCase()) || known.includes(basename(model).toLowerCase())
  })

const methodNames: ReadonlyArray<string> = methods.map(({ name }) => name)
const integratorNames: ReadonlyArray<string> = methods.flatMap(({ integrators }) => integrators)

/** Whether a subject, such as `rabi, ehrenfest, strang`, is of what the result used. */
const isUsed = (subject: string, result: HeldResult): boolean => {
  const parts = subject.split(', ')
  const method = parts.find((part) => methodNames.includes(part))
  const integrator = parts.find((part) => integratorNames.includes(part))
  return runsOf(result).some(
    ({ run }) =>
      (method === undefined || run.method === method) &&
      (integrator === undefined || plainAt(run.spec, 'integrator', 'name') === integrator),
  )
}

/** Reads the document of `casimir verify MODEL --json`, as far as it is of the result; or one sentence why it cannot be used. */
export const readCertificate = (path: string, name: string, result: HeldResult): E.Either<string, HeldCertificate> => {
  const file = readText(path, name)
  if (E.isLeft(file)) return E.left(`--certificate ${file.left}`)
  const data = E.toUnion(
    E.tryCatch(
      (): unknown => JSON.parse(file.right),
      () => undefined,
    ),
  )
  const [version, model] = [plainAt(data, 'version'), plainAt(data, 'model')]
  const [draws, seed] = [plainAt(data, 'draws'), plainAt(data, 'seed')]
  const columns = list(plainAt(data, 'tables')).flatMap((table) => list(plainAt(table, 'columns')))
  const subjects = columns.map(subjectOf)
  const isWhole = subjects.length > 0 && subjects.every((subject) => subject !== undefined)
  if (
    typeof version !== 'string' ||
    typeof model !== 'string' ||
    typeof draws !== 'number' ||
    typeof seed !== 'number' ||
    !isWhole
  )
    return E.left(`--certificate ${name}: it is not what casimir verify MODEL --json prints`)
  if (!isOf(result, model))
    return E.left(`--certificate ${name}: it is of ${model}, and the result is of ${modelNames(result).join(', ')}`)
  const used = subjects.flatMap((subject) =>
    subject !== undefined && isUsed(subject.subject, result) ? [subject] : [],
  )
  const spoken = used.flatMap(({ subject }) => subject.split(', '))
  const wanted = new Set(runsOf(result).map(({ run }) => run.method))
  return E.right({
    version,
    model,
    draws,
    seed,
    isInterrupted: plainAt(data, 'interrupted') === true,
    subjects: used,
    uncertified: [...wanted].filter((method) => !spoken.includes(method)),
  })
}
