import type { LawResult } from '@casimir/checks'
import { bracketMutations } from './mutations/bracketMutations.ts'
import { closureMutations } from './mutations/closureMutations.ts'
import type { CommonTests } from './mutations/commonTests.ts'
import { commonTests, QUICK } from './mutations/commonTests.ts'
import { drivenMutations } from './mutations/drivenMutations.ts'
import { groupMutations } from './mutations/groupMutations.ts'
import type { PlantedFault, Twin } from './mutations/PlantedFault.ts'
import { stepperMutations } from './mutations/stepperMutations.ts'
import { trajectoryMutations } from './mutations/trajectoryMutations.ts'
import { wordMutations } from './mutations/wordMutations.ts'
import { lawsNamed } from './verdictsOf.ts'

/** Every planted fault. */
export const plantedFaults: ReadonlyArray<PlantedFault> = [
  ...closureMutations,
  ...trajectoryMutations,
  ...bracketMutations,
  ...stepperMutations,
  ...drivenMutations,
  ...groupMutations,
  ...wordMutations,
]

/** What was found of one twin. */
export interface Measurement {
  readonly law: LawResult
  readonly common: CommonTests
}

const known = new WeakMap<Twin, CommonTests>()

/** The common tests on a twin's run, measured once. */
const commonTestsOf = (twin: Twin): CommonTests => {
  const found = known.get(twin) ?? commonTests(twin.run?.(), twin.laws)
  known.set(twin, found)
  return found
}

/** Tries a law, by its id, and the common tests on a twin. */
const measureTwin = (twin: Twin, id: string): Measurement => {
  const [law] = lawsNamed(twin.laws, [id])
  return { law: law.check(QUICK), common: commonTestsOf(twin) }
}

/** A fault with what was found of the right object and of the wrong one. */
export interface MeasuredFault extends Pick<PlantedFault, 'fault' | 'object' | 'law'> {
  readonly right: Measurement
  readonly wrong: Measurement
}

/** Measures one fault. */
export const measureFault = ({ fault, object, law, right, wrong }: PlantedFault): MeasuredFault => ({
  fault,
  object,
  law,
  right: measureTwin(right(), law),
  wrong: measureTwin(wrong(), law),
})
