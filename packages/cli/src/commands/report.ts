import { join, resolve } from 'node:path'
import { version } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { exitCodes } from '../exitCodes.ts'
import type { HeldResult } from '../report/HeldResult.ts'
import { readCertificate } from '../report/readCertificate.ts'
import { readFigures } from '../report/readFigures.ts'
import { reportPage } from '../report/reportPage.ts'
import { reportRefusal, writeReport } from '../report/writeReport.ts'
import { readText } from '../spec/readText.ts'
import type { Terminal } from '../Terminal.ts'
import { type CommandRequest, refuse } from './source.ts'

/** What the reader should know of a result besides what it says of itself. */
const remarksOn = (result: HeldResult, folder: string): ReadonlyArray<string> => {
  const spec = readText(join(folder, 'spec.yaml'), 'spec.yaml')
  return [
    ...(result.version === version
      ? []
      : [
          `The result was computed by casimir ${result.version} and is read by ${version}: as far as it can be, and what that did not find is left out.`,
        ]),
    ...(E.isRight(spec) && spec.right === result.specText
      ? []
      : ['spec.yaml of the folder is missing, or not what was computed: the report shows the spec in result.h5.']),
  ]
}

/** `casimir report DIR`: one HTML page of a result folder; resolves to the exit code. */
export const report = async (request: CommandRequest, terminal: Terminal): Promise<number> => {
  const [name = ''] = request.positionals
  const folder = resolve(terminal.cwd, name)
  const outName = request.values.get('out')?.[0] ?? join(name, 'report.html')
  const out = resolve(terminal.cwd, outName)
  const { readHeldResult } = await import('../report/readHeldResult.ts')
  const result = await readHeldResult(folder, name)
  if (E.isLeft(result)) return refuse([result.left], terminal)
  const outRefusal = reportRefusal(out, outName)
  if (outRefusal !== undefined) return refuse([outRefusal], terminal)
  const [given] = request.values.get('certificate') ?? []
  const certificate =
    given === undefined ? E.right(undefined) : readCertificate(resolve(terminal.cwd, given), given, result.right)
  if (E.isLeft(certificate)) return refuse([certificate.left], terminal)

  const { heldSpecs } = await import('../report/heldSpecs.ts')
  const specs = await heldSpecs(result.right, folder)
  const figures = readFigures(folder, result.right)
  const remarks = [
    ...remarksOn(result.right, folder),
    ...(E.isLeft(specs)
      ? [`The spec is not accepted here, so that the report lacks what follows from it (${specs.left}).`]
      : []),
  ]
  const page = reportPage({
    result: result.right,
    specs,
    figures,
    remarks,
    ...(certificate.right && { certificate: certificate.right }),
  })
  const written = writeReport(out, outName, page)
  for (const sentence of [...remarks, ...figures.missing]) terminal.err(`${sentence}\n`)
  if (E.isLeft(written)) {
    terminal.err(`${written.left}\n`)
    return exitCodes.failed
  }
  terminal.out(`Written to ${outName}.\n`)
  return figures.missing.length > 0 || E.isLeft(specs) ? exitCodes.failed : exitCodes.ok
}
