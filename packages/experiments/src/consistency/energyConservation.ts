import type { Finding } from './Finding.ts'
import { judgeDefect } from './Finding.ts'
import { roundingOf } from './follow.ts'
import type { Subject } from './Subject.ts'
import { settingsOf, startsOf, startText } from './Subject.ts'

/**
 * Energy: each energy of the method is constant along its courses.
 *
 * Defect: the largest |h(t) - h(0)| with the time step dt/2, relative to the largest |h|, or 1. Tolerance: how much h differs between dt and dt/2, which
 * is the error of the steps and vanishes with it where the method itself does not conserve h; and their round-off.
 */
export const energyConservation = ({ method, course }: Subject): ReadonlyArray<Finding> => {
  const courses = settingsOf(method).flatMap((at) =>
    startsOf(method, at).map((correlated) => ({
      fine: course(at, 2, correlated),
      coarse: course(at, 1, correlated),
      text: `${at.text}, ${startText(correlated)}`,
    })),
  )
  return courses[0].fine.sights[0].energies.map(({ name }, index) => {
    const cases = courses.map(({ fine, coarse, text }) => {
      const [energies, before] = [fine, coarse].map(({ sights }) => sights.map((sight) => sight.energies[index].value))
      const size = Math.max(1, ...energies.map(Math.abs))
      const step = Math.max(...energies.map((energy, k) => Math.abs(energy - before[k])))
      return {
        defect: Math.max(...energies.map((energy) => Math.abs(energy - energies[0]))) / size,
        tolerance: step / size + roundingOf(fine),
        case: text,
      }
    })
    const finding = judgeDefect(cases, method.claimedFailures?.energy)
    return name === undefined ? finding : { ...finding, of: name }
  })
}
