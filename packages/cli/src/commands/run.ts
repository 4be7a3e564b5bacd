import { decodeRun, type RunResult, run as runSpec } from '@casimir/experiments'
import { runText } from '../print/runText.ts'
import { reportOfRun } from '../Report.ts'
import { simulate } from './simulate.ts'

/** `casimir run SPEC`. */
export const run = simulate<RunResult['spec']>({
  decode: decodeRun,
  compute: async (decoded, hooks) => reportOfRun(await runSpec(decoded, hooks)),
  text: runText,
})
