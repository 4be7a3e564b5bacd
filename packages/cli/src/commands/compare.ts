import { type Comparison, compare as compareSpec, decodeCompare } from '@casimir/experiments'
import { comparisonText } from '../print/comparisonText.ts'
import { reportOfComparison } from '../Report.ts'
import { simulate } from './simulate.ts'

/** `casimir compare SPEC`. */
export const compare = simulate<Comparison['spec']>({
  decode: decodeCompare,
  compute: async (decoded, hooks) => reportOfComparison(await compareSpec(decoded, hooks)),
  text: comparisonText,
})
