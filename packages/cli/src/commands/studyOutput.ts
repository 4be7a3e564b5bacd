import { encodeStudy, type StudyPlan } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { studyDocument } from '../document/studyDocument.ts'
import { exitCodes } from '../exitCodes.ts'
import { checkFolder, checkFolderFor } from '../folder/checkFolder.ts'
import { documentText } from '../folder/folderSpec.ts'
import { tableNames, tablesOf } from '../folder/tables.ts'
import { moveModules } from '../modules/moveModules.ts'
import { moveStudy } from '../modules/moveStudy.ts'
import { comparisonText } from '../print/comparisonText.ts'
import { studyText } from '../print/studyText.ts'
import { summariseStudy } from '../quantities/StudySummary.ts'
import { reportOfComparison } from '../Report.ts'
import type { StudyOutcome } from '../study/computeStudy.ts'
import type { Terminal } from '../Terminal.ts'
import { deliver, type OutputFolder, UNWRITTEN } from './deliver.ts'

type Complete = Extract<StudyOutcome, { kind: 'complete' }>

/** What the output of a study needs to know besides the study. */
export interface OutputSettings {
  readonly folder: string
  readonly texts: ReadonlyMap<string, string>
  readonly json: boolean
  readonly out?: OutputFolder
}

/** The way out of what worker threads computed. */
export interface StudyOutput {
  /** The document of the study as its result folder holds it. */
  readonly document: unknown
  /** Whether the result folder can be written. */
  readonly check: () => E.Either<string, void>
  readonly deliver: (
    complete: Complete,
    terminal: Terminal,
  ) => Promise<{ readonly code: number; readonly isWritten: boolean }>
}

/** A comparison without a sweep comes out as if it had been computed in this thread. */
const comparisonOutput = (
  plan: StudyPlan,
  { folder, texts, json, out }: OutputSettings,
): Omit<StudyOutput, 'document'> => {
  const { spec } = plan.points[0]!.decoded
  const tables = tablesOf(spec, texts)
  return {
    check: () =>
      out === undefined
        ? E.right(undefined)
        : checkFolder(out.path, out.name, moveModules(spec, folder, out.path), tables),
    deliver: async ({ study }, terminal) => {
      const report = reportOfComparison(await study.comparisonAt(0))
      return deliver(report, { ...(out && { out }), json, text: comparisonText, folder, tables }, terminal)
    },
  }
}

/** Failed runs that are said one by one. */
const SAID = 10

const sayFailures = (failures: Complete['failures'], terminal: Terminal): void => {
  for (const { point, label, message } of failures.slice(0, SAID))
    terminal.err(`point ${point}, ${label}: ${message}\n`)
  if (failures.length > SAID)
    terminal.err(`${failures.length - SAID} more runs ended early; every run has its status in the results.\n`)
}

/** The tables of a study by the names they have in its result folder. */
const namedTables = (texts: OutputSettings['texts']): ReadonlyMap<string, string> => {
  const paths = Array.from(texts.keys())
  const single = paths.length === 1
  return new Map(paths.map((path, i) => [path, single ? tableNames.particles : `particles-${i + 1}.csv`]))
}

const sweptOutput = (document: unknown, { texts, json, out }: OutputSettings): Omit<StudyOutput, 'document'> => {
  const names = namedTables(texts)
  const tables = new Map(Array.from(texts, ([path, text]) => [names.get(path) ?? path, text]))
  return {
    check: () =>
      out === undefined ? E.right(undefined) : checkFolderFor(out.path, out.name, documentText(document), tables),
    deliver: async ({ study, failures }, terminal) => {
      let written = UNWRITTEN
      let isWritten = true
      if (out !== undefined) {
        const { writeStudy } = await import('../folder/writeStudy.ts')
        const files = await writeStudy(out.path, out.name, { ...study, spec: document }, tables)
        if (E.isLeft(files)) {
          terminal.err(`${files.left}\n`)
          isWritten = false
          written = ''
        } else written = `Written to ${out.name}: ${files.right.join(', ')}.\n`
      }
      if (json) for await (const piece of studyDocument(study)) terminal.out(piece)
      else terminal.out(`${studyText(await summariseStudy(study))}${written}`)
      sayFailures(failures, terminal)
      return { code: failures.length > 0 || !isWritten ? exitCodes.failed : exitCodes.ok, isWritten }
    },
  }
}

/** The way out of a study, or of a comparison that has no sweep. */
export const studyOutput = (plan: StudyPlan, settings: OutputSettings): StudyOutput => {
  const { folder, texts, out } = settings
  const document = out === undefined ? encodeStudy(plan) : moveStudy(plan, folder, out.path, namedTables(texts))
  return { document, ...(plan.axes.length === 0 ? comparisonOutput(plan, settings) : sweptOutput(document, settings)) }
}
