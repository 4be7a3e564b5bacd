import { hermitianEigen } from '@casimir/algebra'
import type { Case, Finding } from './Finding.ts'
import { CLEAR, judgeChange, judgeDefect, notApplicable } from './Finding.ts'
import type { Course } from './follow.ts'
import { roundingOf } from './follow.ts'
import type { Subject } from './Subject.ts'
import { settingsOf, startsOf, startText } from './Subject.ts'
import type { Setting } from './settings.ts'

const sum = (x: Float64Array): number => x.reduce((s, value) => s + value, 0)

/** The most negative probability of any trajectory, and how far their sum is from 1, over a course. */
const massDefect = ({ sights }: Course): number =>
  Math.max(
    ...sights.map(({ masses = new Float64Array() }) => Math.max(-Math.min(...masses), Math.abs(sum(masses) - 1), 0)),
  )

/**
 * Property 1: D = sum_a w_a delta(z - zeta_a) is a probability density at all times.
 *
 * Defect: the most negative w_a or the deviation of their sum from 1, NaN where a trajectory is nowhere. Tolerance: round-off of N additions.
 */
export const classicalDensity = ({ method, course }: Subject): ReadonlyArray<Finding> => {
  const cases: Case[] = []
  for (const at of settingsOf(method))
    for (const correlated of startsOf(method, at)) {
      const seen = course(at, 2, correlated)
      const [{ masses }] = seen.sights
      if (!masses) return notApplicable('the method has no trajectories')
      const tolerance = Number.EPSILON * masses.length
      cases.push({ defect: massDefect(seen), tolerance, case: `${at.text}, ${startText(correlated)}` })
    }
  return [judgeDefect(cases, method.claimedFailures?.['classical-density'])]
}

/** The measurement that exceeds its tolerance by most, or of those that do so clearly the one with the largest defect. */
const worstOf = (all: ReadonlyArray<Omit<Case, 'case'>>): Omit<Case, 'case'> => {
  const excess = ({ defect, tolerance }: Omit<Case, 'case'>): number =>
    Number.isNaN(defect / tolerance) ? Number.POSITIVE_INFINITY : Math.min(defect / tolerance, CLEAR)
  return all.reduce((worst, now) =>
    excess(now) > excess(worst) || (excess(now) === excess(worst) && now.defect > worst.defect) ? now : worst,
  )
}

/** The names of the densities of a course, undefined for the only one. */
const namesOf = ({ sights: [first] }: Course): ReadonlyArray<string | undefined> =>
  first.densities.map(({ name }) => name)

/** One finding for each density of a method, from the cases that `measure` makes of it. */
const eachDensity = (
  { method, course }: Subject,
  measure: (fine: Course, coarse: Course, index: number, at: Setting) => Omit<Case, 'case'>,
  judge: (cases: ReadonlyArray<Case>) => Finding,
): ReadonlyArray<Finding> => {
  const courses = settingsOf(method).flatMap((at) =>
    startsOf(method, at).map((correlated) => ({
      at,
      fine: course(at, 2, correlated),
      coarse: course(at, 1, correlated),
      text: `${at.text}, ${startText(correlated)}`,
    })),
  )
  return namesOf(courses[0].fine).map((name, index) => {
    const finding = judge(
      courses.map(({ at, fine, coarse, text }) => ({ ...measure(fine, coarse, index, at), case: text })),
    )
    return name === undefined ? finding : { ...finding, of: name }
  })
}

/**
 * Property 2: the quantum density matrix is positive and of trace 1 at all times.
 *
 * Defect: minus the smallest eigenvalue, or the deviation of the trace from 1. Tolerance: round-off of the steps, times the n eigenvalues, and the standard error of
 * the smallest one.
 */
export const quantumDensity = (subject: Subject): ReadonlyArray<Finding> =>
  eachDensity(
    subject,
    (fine, _coarse, index, { hamiltonian: { levels: n } }) => {
      const values = new Float64Array(n)
      const vectors = new Float64Array(2 * n * n)
      const eigen = hermitianEigen(n)
      return worstOf(
        fine.sights.map(({ densities }) => {
          const { matrix, errors } = densities[index]
          eigen(values, vectors, matrix, 0)
          return {
            defect: Math.max(-values[0], Math.abs(sum(values) - 1)),
            tolerance: n * roundingOf(fine) + (errors?.eigenvalue ?? 0),
          }
        }),
      )
    },
    (cases) => judgeDefect(cases, subject.method.claimedFailures?.['quantum-density']),
  )

const purityOf = (matrix: Float64Array): number => matrix.reduce((s, value) => s + value * value, 0)

/**
 * Property 5: with coupling, the purity Tr rho^2 is not a constant of motion.
 *
 * Change: the largest |Tr rho^2(t) - Tr rho^2(0)|. Tolerance: how much that differs between time steps dt and dt/2, round-off of the steps, and the standard errors of
 * both purities.
 */
export const decoherence = (subject: Subject): ReadonlyArray<Finding> =>
  eachDensity(
    subject,
    (fine, coarse, index) => {
      const purities = ({ sights }: Course): number[] =>
        sights.map(({ densities }) => purityOf(densities[index].matrix))
      const [now, before] = [purities(fine), purities(coarse)]
      const step = Math.max(...now.map((purity, k) => Math.abs(purity - before[k]))) + roundingOf(fine)
      const [first, ...rest] = fine.sights.map(({ densities }) => densities[index].errors?.purity ?? 0)
      return worstOf(
        rest.map((error, k) => ({ defect: Math.abs(now[k + 1] - now[0]), tolerance: step + error + first })),
      )
    },
    judgeChange,
  )
