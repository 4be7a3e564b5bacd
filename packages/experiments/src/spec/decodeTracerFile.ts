import * as E from 'fp-ts/lib/Either.js'
import { decodeTracers } from './cloud.ts'
import type { ReadText } from './decodeInitial.ts'
import type { DecodedProblem } from './decodeProblem.ts'
import { quoted } from './describeValue.ts'
import type { ProblemLog } from './ProblemLog.ts'
import type { Cloud } from './Spec.ts'

/** Reads the file that `method.tracers` names; `undefined` when there is none, or it is not right, which is then reported. */
export const decodeTracerFile = (
  log: ProblemLog,
  file: string | undefined,
  path: string,
  problem: DecodedProblem | undefined,
  readText: ReadText,
): Cloud | undefined => {
  if (file === undefined) return undefined
  const named = (message: string): string => `${quoted(file)}: ${message}`
  const text = readText(file)
  if (E.isLeft(text)) return log.complain(path, text.left.includes(file) ? text.left : named(text.left))
  if (problem === undefined) return undefined
  const tracers = decodeTracers(text.right, problem.levels, problem.dof)
  if (E.isRight(tracers)) return tracers.right
  for (const message of tracers.left) log.complain(path, named(message))
  return undefined
}
