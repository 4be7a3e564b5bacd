import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Comparison, compare as compareSpec, decodeCompare } from '@casimir/experiments'
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

const hasSweep = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && 'sweep' in raw && raw.sweep !== undefined

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
