import * as E from 'fp-ts/lib/Either.js'
import { reportDocument } from '../document/reportDocument.ts'
import { exitCodeOf, exitCodes } from '../exitCodes.ts'
import type { Tables } from '../folder/tables.ts'
import { moveModules } from '../modules/moveModules.ts'
import type { Report } from '../Report.ts'
import type { Terminal } from '../Terminal.ts'

/** A result folder as the user wrote it, and its path. */
export interface OutputFolder {
  readonly name: string
  readonly path: string
}

/** Where a report goes. */
export interface Destination {
  readonly out?: OutputFolder
  readonly json: boolean
  readonly text: (report: Report) => string
  /** The folder that the paths of the spec are relative to. */
  readonly folder: string
  readonly tables: Tables
}

/** What is said under a printed result that is written nowhere. */
export const UNWRITTEN = 'Add --out DIR for data and figures.\n'

/** Writes and prints a report; resolves to the exit code, and whether it is written as far as it was to be. */
export const deliver = async (
  report: Report,
  { out, json, text, folder, tables }: Destination,
  terminal: Terminal,
): Promise<{ readonly code: number; readonly isWritten: boolean }> => {
  let code = exitCodeOf(report.status)
  let isWritten = true
  let written = UNWRITTEN
  if (out !== undefined) {
    const { writeFolder } = await import('../folder/writeFolder.ts')
    const moved = { ...report, spec: moveModules(report.spec, folder, out.path) }
    const files = await writeFolder(out.path, out.name, moved, tables)
    if (E.isLeft(files)) {
      terminal.err(`${files.left}\n`)
      isWritten = false
      written = ''
      if (code === exitCodes.ok) code = exitCodes.failed
    } else written = `Written to ${out.name}: ${files.right.join(', ')}.\n`
  }
  terminal.out(json ? `${JSON.stringify(reportDocument(report))}\n` : `${text(report)}${written}`)
  for (const { label, result } of report.runs) if (result.status !== 'ok') terminal.err(`${label}: ${result.message}\n`)
  return { code, isWritten }
}
