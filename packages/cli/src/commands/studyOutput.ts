import { encodeStudy, type StudyPlan } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { exitCodes } from '../exitCodes.ts'
import { checkFolder } from '../folder/checkFolder.ts'
import { tableNames, tablesOf } from '../folder/tables.ts'
import { moveModules } from '../modules/moveModules.ts'
import { moveStudy } from '../modules/moveStudy.ts'
import { comparisonText } from '../print/comparisonText.ts'
import { reportOfComparison } from '../Report.ts'
import type { StudyOutcome } from '../study/computeStudy.ts'
import type { Terminal } from '../Terminal.ts'
import { deliver, type OutputFolder } from './deliver.ts'

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
const comparisonOutput = (plan: StudyPlan, { folder, texts, json, out }: OutputSettings): Omit<StudyOutput, 'document'> => {
  const { spec } = plan.points[0]!.decoded
  const tables = tablesOf(spec, texts)
  return {
    check: () =>
      out === undefined ? E.right(undefined) : checkFolder(out.path, out.name, moveModules(spec, folder, out.path), tables),
    deliver: async ({ study }, terminal) => {
      const report = reportOfComparison(await study.comparisonAt(0))
      return deliver(report, { ...(out && { out }), json, text: comparisonText, folder, tables }, terminal)
    },
  }
}

const sweptOutput = (_plan: StudyPlan, { out }: OutputSettings): Omit<StudyOutput, 'document'> => ({
  check: () => E.right(undefined),
  deliver: async ({ study, failures }, terminal) => {
    // TEMPORARY
    const all = []
    for (const { index } of study.points) all.push(await study.comparisonAt(index))
    const fs = await import('node:fs')
    const text = JSON.stringify(all, (key, v) => (key === 'seconds' ? undefined : ArrayBuffer.isView(v) ? Array.from(v as unknown as Float64Array) : v))
    if (out) fs.writeFileSync(`${out.path}/points.json`, text)
    terminal.out(`${all.length} points, ${failures.length} failures\n`)
    return { code: failures.length > 0 ? exitCodes.failed : exitCodes.ok, isWritten: true }
  },
})

/** The way out of a study, or of a comparison that has no sweep. */
export const studyOutput = (plan: StudyPlan, settings: OutputSettings): StudyOutput => {
  const { folder, out } = settings
  const names = new Map(Array.from(settings.texts.keys(), (path) => [path, tableNames.particles]))
  const document = out === undefined ? encodeStudy(plan) : moveStudy(plan, folder, out.path, names)
  return { document, ...(plan.axes.length === 0 ? comparisonOutput : sweptOutput)(plan, settings) }
}
