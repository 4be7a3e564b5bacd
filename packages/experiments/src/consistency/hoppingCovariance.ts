import type { HybridHamiltonian, HybridState, MatrixFunction } from '@casimir/algebra'
import type { ConsistencyMethod } from './ConsistencyMethod.ts'
import type { CanonicalMap } from './canonicalMaps.ts'
import { canonicalMaps, mappedHamiltonian, moveState } from './canonicalMaps.ts'
import type { Case, Finding } from './Finding.ts'
import { judgeDefect } from './Finding.ts'
import type { Sight, StartOptions } from './follow.ts'
import { follow, prepareCourse, roundingOf } from './follow.ts'
import { hoppingDensityNames } from './hoppingDensities.ts'
import { settingsOf, startsOf, startText } from './Subject.ts'
import type { Setting } from './settings.ts'
import { conjugateMatrix, mixingUnitary, turnAmplitudes, turnedHamiltonian } from './unitaries.ts'
import { largestGap } from './velocity.ts'

type Map = (sight: Sight) => Sight

/** A displacement of the whole cloud, by which the growth of round-off along a course is measured. */
const NUDGE = 2 ** -30

const gapOf = (x: Sight, y: Sight, index: number): number =>
  Math.max(Math.abs(x.q - y.q), Math.abs(x.p - y.p), largestGap(x.densities[index].matrix, y.densities[index].matrix))

/**
 * How far the course of the transformed problem is from the transformed course, both with the same random numbers: one case a density.
 *
 * Tolerance: round-off of the steps, times the largest |q|, |p| or 1 and times what a course makes of a small displacement of its cloud.
 */
const courseCases = (
  method: ConsistencyMethod,
  at: Setting,
  correlated: boolean,
  transformed: StartOptions,
  image: Map,
  text: string,
): ReadonlyArray<Case> => {
  const course = follow(method, at, 1, { correlated })
  const nudged = follow(method, at, 1, {
    correlated,
    move: ({ q, p }) => {
      for (let a = 0; a < q.length; a++) [q[a], p[a]] = [q[a] + NUDGE, p[a] - NUDGE]
    },
  })
  const other = follow(method, at, 1, { correlated, ...transformed })
  const { sights } = course
  const size = Math.max(1, ...[...sights, ...other.sights].flatMap(({ q, p }) => [Math.abs(q), Math.abs(p)]))
  return sights[0].densities.map((_, index) => {
    const most = (x: ReadonlyArray<Sight>, y: ReadonlyArray<Sight>): number =>
      Math.max(...x.map((sight, k) => gapOf(sight, y[k], index)))
    const stretch = Math.max(1, most(sights, nudged.sights) / NUDGE)
    return {
      defect: most(sights.map(image), other.sights),
      tolerance: size * stretch * roundingOf(course),
      case: `${text} on ${at.text}, ${startText(correlated)}`,
    }
  })
}

/** One finding a density from the cases of every course. */
const judged = (all: ReadonlyArray<ReadonlyArray<Case>>): ReadonlyArray<Finding> =>
  hoppingDensityNames.map((of, index) => ({ ...judgeDefect(all.map((cases) => cases[index])), of }))

/** The quantum half of property 3, with the same random numbers for the turned problem. */
export const hoppingUnitary = (method: ConsistencyMethod): ReadonlyArray<Finding> =>
  judged(
    settingsOf(method).flatMap((at) => {
      const n = at.hamiltonian.levels
      const U = mixingUnitary(n)
      const transformed = {
        hamiltonian: turnedHamiltonian(at.hamiltonian, U),
        turn: (psi: Float64Array) => turnAmplitudes(psi, U, n),
      }
      const image: Map = (sight) => ({
        ...sight,
        densities: sight.densities.map((one) => ({ ...one, matrix: conjugateMatrix(one.matrix, U, n) })),
      })
      const text = `psi -> U psi, one U of ${n} levels that mixes all`
      return startsOf(method, at).map((correlated) => courseCases(method, at, correlated, transformed, image, text))
    }),
  )

/** H o S^-1 for a map S that sends q and p each to a function of itself: then what is A(p) + B(q) stays of this form. */
const unmixed = (hamiltonian: HybridHamiltonian, map: CanonicalMap): HybridHamiltonian => {
  const mapped = mappedHamiltonian(hamiltonian, map)
  const [, qp, pq] = map.derivative([0.3, -0.2])
  const { split } = hamiltonian
  if (!split || pq !== 0 || qp !== 0) return mapped
  const part = (M: MatrixFunction, which: 0 | 1): MatrixFunction => {
    const inner = (x: number): Float64Array => Float64Array.of(map.inverse(which === 0 ? [x, 0] : [0, x])[which])
    return {
      ...M,
      value: (out, x, from) => M.value(out, inner(x[from]), 0),
      gradient: (out, x, from) => {
        M.gradient(out, inner(x[from]), 0)
        const by = map.inverseDerivative(which === 0 ? [x[from], 0] : [0, x[from]])[3 * which]
        for (let k = 0; k < 2 * M.levels ** 2; k++) out[k] *= by
      },
    }
  }
  return { ...mapped, split: { A: part(split.A, 1), B: part(split.B, 0) } }
}

/** Why a method refuses a problem seen through a map, where it does. */
const refusalOf = (method: ConsistencyMethod, at: Setting, options: StartOptions): string | undefined => {
  try {
    prepareCourse(method, at, 1, options)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * The classical half of property 3 for a kind of canonical maps, with the same random numbers for the problem seen through each.
 *
 * A map that the method can follow is measured; one through which it refuses the problem, since H o S^-1 is no a(p) + B(q) any more, is a counterexample by itself.
 */
export const hoppingCanonical =
  (id: keyof typeof canonicalMaps) =>
  (method: ConsistencyMethod): ReadonlyArray<Finding> => {
    const measured: Array<ReadonlyArray<Case>> = []
    const refused: string[] = []
    for (const at of settingsOf(method))
      for (const map of canonicalMaps[id]) {
        const transformed = {
          hamiltonian: unmixed(at.hamiltonian, map),
          move: (cloud: HybridState) => moveState(cloud, map),
        }
        const reason = refusalOf(method, at, transformed)
        if (reason !== undefined) {
          refused.push(`${map.text} on ${at.text}, which it then refuses: ${reason.split(';')[0]}`)
          continue
        }
        const image: Map = (sight) => {
          const [q, p] = map.forward([sight.q, sight.p])
          return { ...sight, q, p }
        }
        for (const correlated of startsOf(method, at))
          measured.push(courseCases(method, at, correlated, transformed, image, map.text))
      }
    const [first] = refused
    if (first === undefined) return judged(measured)
    const others = measured.flat()
    const kept = others.length === 0 ? '' : `; ${keptText(judgeDefect(others), others)}`
    return [{ verdict: 'fails', note: `counterexample: ${first}${kept}` }]
  }

/** What became of the maps that were not refused. */
const keptText = ({ verdict, defect = 0 }: Finding, cases: ReadonlyArray<Case>): string => {
  const maps = [...new Set(cases.map((one) => one.case.split(' on ')[0]))]
  return `under ${maps.join(', ')}, which it takes, covariance ${verdict} (${defect.toExponential(0)})`
}
