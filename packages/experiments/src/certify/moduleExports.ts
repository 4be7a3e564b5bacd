import type { Exports } from '../modules/LoadModule.ts'
import { isMapping, listed, quoted } from '../spec/describeValue.ts'

/** What of a module can be certified. */
type ExportKind = 'problem' | 'energy' | 'system' | 'stepper'

/** An export with what it is taken for. */
export interface CertifiedExport {
  readonly kind: ExportKind
  readonly name: string
  readonly value: unknown
}

const KINDS: ReadonlyArray<ExportKind> = ['problem', 'energy', 'system', 'stepper']

/** What an export is, told by its name, which ends in problem, energy, system or stepper, or by its function `build`. */
const kindOf = (name: string, value: unknown): ExportKind | undefined =>
  KINDS.find((kind) => name.toLowerCase().endsWith(kind)) ??
  (isMapping(value) && typeof value.build === 'function' ? 'problem' : undefined)

/**
 * The exports of a module to be certified: the one named, or all of `problem`, `energy`, `system` and `stepper` that are there.
 *
 * Errors: throws a sentence when there is none, or its name does not tell what it is.
 */
export const moduleExports = (file: string, exports: Exports, wanted?: string): ReadonlyArray<CertifiedExport> => {
  const names = Object.keys(exports)
  const there = names.length === 0 ? 'nothing' : listed(names.map(quoted))
  if (wanted !== undefined) {
    if (!names.includes(wanted)) throw new Error(`${file} has no export ${quoted(wanted)}: it exports ${there}`)
    const kind = kindOf(wanted, exports[wanted])
    if (kind === undefined)
      throw new Error(
        `the name ${quoted(wanted)} does not tell what it is: let it end in problem, energy, system or stepper`,
      )
    return [{ kind, name: wanted, value: exports[wanted] }]
  }
  const found = KINDS.filter((kind) => names.includes(kind)).map((kind) => ({ kind, name: kind, value: exports[kind] }))
  if (found.length === 0)
    throw new Error(
      `${file} exports ${there}: export problem, energy, system or stepper, or name another export with --export`,
    )
  return found
}
