import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Comparison, compare as compareSpec, decodeCompare, resembles } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'
import { comparisonText } from '../print/comparisonText.ts'
import { reportOfComparison } from '../Report.ts'
import { PARTS } from '../study/folderStore.ts'
import type { Terminal } from '../Terminal.ts'
import { compareOnWorkers } from './compareOnWorkers.ts'
import { simulateSource } from './simulate.ts'
import { type CommandRequest, readSource, refuse } from './source.ts'

const compareHere = simulateSource<Comparison['spec']>({
  decode: decodeCompare,
  compute: async (decoded, hooks) => reportOfComparison(await compareSpec(decoded, hooks)),
  text: comparisonText,
})

/** Whether a document sweeps, or means to: what resembles the key is refused as a slip of it. */
const hasSweep = (raw: unknown): boolean =>
  typeof raw === 'object' &&
  raw !== null &&
  Object.entries(raw).some(([key, value]) => resembles(key, 'sweep') && value !== undefined)

/** Whether the result folder holds parts of what worker threads have begun. */
const isBegun = ({ values }: CommandRequest, terminal: Terminal): boolean =>
  (values.get('out') ?? []).some((name) => existsSync(join(resolve(terminal.cwd, name), PARTS)))

/** `casimir compare SPEC`: in this thread, or on worker threads where the document sweeps, the user says so, or it was begun so. */
export const compare = async (request: CommandRequest, terminal: Terminal): Promise<number> => {
  const source = readSource(request, terminal)
  if (E.isLeft(source)) return refuse(source.left, terminal)
  const isPooled = hasSweep(source.right.raw) || ['workers', 'batch'].some((name) => request.values.has(name))
  return isPooled || isBegun(request, terminal)
    ? compareOnWorkers(source.right, request, terminal)
    : compareHere(source.right, request, terminal)
}
