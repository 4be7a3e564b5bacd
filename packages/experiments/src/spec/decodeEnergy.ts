import * as E from 'fp-ts/lib/Either.js'
import { checkedDensity } from '../modules/checkedDensity.ts'
import type { Energy } from '../modules/Energy.ts'
import type { LoadModule } from '../modules/LoadModule.ts'
import type { DecodedInitial } from './decodeInitial.ts'
import type { DecodedProblem } from './decodeProblem.ts'
import { describeValue, quoted } from './describeValue.ts'
import type { ProblemLog } from './ProblemLog.ts'
import { readExport } from './readExport.ts'
import { within } from './readSection.ts'
import type { EnergySpec } from './Spec.ts'
import { startPoints } from './startPoints.ts'

/** The energy of a method `closure`, tried on the problem; complains when it cannot be used. */
export const decodeEnergy = (
  log: ProblemLog,
  path: string,
  { module, export: name, parameters }: EnergySpec,
  {
    hbar,
    problem,
    initial,
    loadModule,
  }: {
    readonly hbar: number
    readonly problem: DecodedProblem | undefined
    readonly initial: DecodedInitial | undefined
    readonly loadModule: LoadModule
  },
): Energy | undefined => {
  const exported = readExport(log, loadModule, path, { module, name })
  if (exported === undefined) return undefined
  if (typeof exported !== 'function')
    return log.complain(
      within(path, 'export'),
      `${quoted(name)} of ${module} is ${describeValue(exported)}: export a function (hamiltonian, hbar, parameters) => density`,
    )
  const energy = exported as Energy
  if (!problem) return energy
  const density = checkedDensity(energy, problem.hamiltonian, hbar, parameters, startPoints(initial, problem.dof, hbar))
  return E.isLeft(density)
    ? log.complain(within(path, 'module'), `${quoted(name)} of ${module}: ${density.left}`)
    : energy
}
