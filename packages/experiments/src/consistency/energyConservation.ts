import type { Finding } from './Finding.ts'
import { judgeDefect } from './Finding.ts'
import { roundingOf } from './follow.ts'
import type { Subject } from './Subject.ts'
import { startsOf, startText } from './Subject.ts'
import { coupledSettings } from './settings.ts'

/**
 * Energy: the method's energy is constant along its courses.
 *
 * Defect: the largest |h(t) - h(0)| with the time step dt/2, relative to the largest |h|, or 1. Tolerance: how much h differs between dt and dt/2, which
 * is the error of the steps and vanishes with it where the method itself does not conserve h; and their round-off.
 */
export const energyConservation = ({ method, course }: Subject): ReadonlyArray<Finding> => {
  const cases = coupledSettings.flatMap((at) =>
    startsOf(method).map((correlated) => {
      const [fine, coarse] = [course(at, 2, correlated), course(at, 1, correlated)]
      const energies = fine.sights.map(({ energy }) => energy)
      const size = Math.max(1, ...energies.map(Math.abs))
      const step = Math.max(...energies.map((energy, k) => Math.abs(energy - coarse.sights[k].energy)))
      return {
        defect: Math.max(...energies.map((energy) => Math.abs(energy - energies[0]))) / size,
        tolerance: step / size + roundingOf(fine),
        case: `${at.text}, ${startText(correlated)}`,
      }
    }),
  )
  return [judgeDefect(cases, method.claimedFailures?.energy)]
}
