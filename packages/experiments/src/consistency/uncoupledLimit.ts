import { hermitianExponential } from '@casimir/algebra'
import type { Finding } from './Finding.ts'
import { judgeDefect } from './Finding.ts'
import type { Sight } from './follow.ts'
import { roundingOf } from './follow.ts'
import type { Subject } from './Subject.ts'
import { startsOf, startText } from './Subject.ts'
import type { Setting } from './settings.ts'
import { HBAR, uncoupledLevels, uncoupledSetting } from './settings.ts'
import { conjugateMatrix } from './unitaries.ts'

const gap = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Math.max(...Array.from(x, (value, k) => Math.abs(value - y[k])))

/** How far a sight is from the classical motion `alone`, and its density from rho(0) turned by H_q. */
const departure = (now: Sight, alone: Sight, start: Sight, index: number): number => {
  const flat = uncoupledLevels.flatMap((row) =>
    row.flatMap((entry) => (typeof entry === 'number' ? [entry, 0] : entry)),
  )
  const U = new Float64Array(flat.length)
  hermitianExponential(2)(U, 0, Float64Array.from(flat), 0, now.t / HBAR)
  const turned = conjugateMatrix(start.densities[index].matrix, U, 2)
  return Math.max(Math.abs(now.q - alone.q), Math.abs(now.p - alone.p), gap(now.densities[index].matrix, turned))
}

/**
 * Property 4: for H = H_c(q, p) 1 + H_q the classical motion is that of H_c alone, and rho(t) = exp(-i H_q t/hbar) rho(0) exp(i H_q t/hbar).
 *
 * Defect: the largest difference of <q>, <p> from a course with H_q = 0, and of any entry of rho from that closed form. Tolerance: how much the course
 * differs between time steps dt and dt/2, and round-off of the steps, both times the largest |q|, |p| or 1.
 */
export const uncoupledLimit = (
  { method, course }: Subject,
  together: Setting = uncoupledSetting(uncoupledLevels),
): ReadonlyArray<Finding> => {
  const courses = startsOf(method, together).map((correlated) => ({
    fine: course(together, 2, correlated),
    coarse: course(together, 1, correlated),
    alone: course(uncoupledSetting(undefined), 2, correlated),
    text: `${together.text}, ${startText(correlated)}`,
  }))
  return courses[0].fine.sights[0].densities.map(({ name }, index) => {
    const cases = courses.map(({ fine, coarse, alone, text }) => {
      const [start] = fine.sights
      const size = Math.max(1, ...fine.sights.flatMap(({ q, p }) => [Math.abs(q), Math.abs(p)]))
      const step = fine.sights.map((now, k) => {
        const before = coarse.sights[k]
        const matrices = gap(now.densities[index].matrix, before.densities[index].matrix)
        return Math.max(Math.abs(now.q - before.q), Math.abs(now.p - before.p), matrices)
      })
      return {
        defect: Math.max(...fine.sights.map((now, k) => departure(now, alone.sights[k], start, index))),
        tolerance: Math.max(...step) + size * roundingOf(fine),
        case: text,
      }
    })
    const finding = judgeDefect(cases, method.claimedFailures?.['uncoupled-limit'])
    return name === undefined ? finding : { ...finding, of: name }
  })
}
