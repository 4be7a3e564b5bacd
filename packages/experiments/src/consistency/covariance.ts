import type { HybridHamiltonian, HybridState } from '@casimir/algebra'
import type { MakeSystem } from './ConsistencyMethod.ts'
import type { CanonicalMap } from './canonicalMaps.ts'
import { canonicalMaps, mappedHamiltonian, moveState } from './canonicalMaps.ts'
import type { Case, Finding } from './Finding.ts'
import { judgeDefect, notApplicable } from './Finding.ts'
import { follow, roundingOf } from './follow.ts'
import type { Subject } from './Subject.ts'
import type { Setting } from './settings.ts'
import { cloudState, coupledSettings, HBAR, unequalWeights } from './settings.ts'
import { conjugateMatrix, mixingUnitary, turnAmplitudes, turnedHamiltonian } from './unitaries.ts'
import { largestGap, sizeOf, velocityOf } from './velocity.ts'

const TRAJECTORIES = 5
const weights = unequalWeights(TRAJECTORIES)
const options = { weights, hbar: HBAR }

/** A transformation of a problem: of its Hamiltonian, of a cloud, and of the velocity at the cloud before it was moved. */
interface Transformation {
  readonly text: string
  readonly hamiltonian: (hamiltonian: HybridHamiltonian) => HybridHamiltonian
  readonly move: (state: HybridState) => void
  readonly carry: (velocity: HybridState, from: HybridState) => void
}

const byMap = (map: CanonicalMap): Transformation => ({
  text: map.text,
  hamiltonian: (hamiltonian) => mappedHamiltonian(hamiltonian, map),
  move: (state) => moveState(state, map),
  carry: ({ q, p }, from) => {
    for (let a = 0; a < q.length; a++) {
      const [qq, qp, pq, pp] = map.derivative([from.q[a], from.p[a]])
      ;[q[a], p[a]] = [qq * q[a] + qp * p[a], pq * q[a] + pp * p[a]]
    }
  },
})

const byUnitary = (n: number): Transformation => {
  const U = mixingUnitary(n)
  return {
    text: `psi -> U psi, one U of ${n} levels that mixes all`,
    hamiltonian: (hamiltonian) => turnedHamiltonian(hamiltonian, U),
    move: ({ psi }) => turnAmplitudes(psi, U, n),
    carry: ({ psi }) => turnAmplitudes(psi, U, n),
  }
}

/** Operations whose round-off adds up in one component of a velocity. */
const OPERATIONS = 256

/**
 * How far the velocity of the transformed problem at the transformed cloud is from the transformed velocity, relative to the largest component.
 *
 * Tolerance: the difference of the velocity between a quadrature and one of half its spacing, whose error is far smaller; and round-off.
 */
const velocityCase = (make: MakeSystem, { hamiltonian, text }: Setting, by: Transformation): Case => {
  const shape = { trajectories: TRAJECTORIES, dof: 1, levels: hamiltonian.levels }
  const state = cloudState(shape)
  const carried = velocityOf(make(hamiltonian, options, 'finest'), state)
  const size = sizeOf(carried.block)
  const coarse = velocityOf(make(hamiltonian, options, 'fine'), state)
  const quadrature = largestGap(carried.block, coarse.block)
  by.carry(carried, state)
  by.move(state)
  const image = velocityOf(make(by.hamiltonian(hamiltonian), options, 'finest'), state)
  return {
    defect: largestGap(carried.block, image.block) / size,
    tolerance: quadrature / size + OPERATIONS * Number.EPSILON,
    case: `${by.text} on ${text}, ${TRAJECTORIES} trajectories`,
  }
}

/** As `velocityCase`, for a method that has no vector field: the course of the turned problem against the turned course, to the error of its steps. */
const courseCase = ({ method, course }: Subject, at: Setting): Case => {
  const n = at.hamiltonian.levels
  const U = mixingUnitary(n)
  const [fine, coarse] = [course(at, 2, false), course(at, 1, false)]
  const turned = follow(method, at, 2, {
    correlated: false,
    hamiltonian: turnedHamiltonian(at.hamiltonian, U),
    turn: (psi) => turnAmplitudes(psi, U, n),
  })
  let [defect, step] = [0, 0]
  fine.sights.forEach((sight, k) => {
    const [other, before] = [turned.sights[k], coarse.sights[k]]
    defect = Math.max(defect, Math.abs(sight.q - other.q), Math.abs(sight.p - other.p))
    sight.densities.forEach(({ matrix }, index) => {
      defect = Math.max(defect, largestGap(conjugateMatrix(matrix, U, n), other.densities[index].matrix))
      step = Math.max(step, largestGap(matrix, before.densities[index].matrix))
    })
  })
  return { defect, tolerance: step + roundingOf(fine), case: `${byUnitary(n).text} on ${at.text}, product start` }
}

/** Property 3, the quantum half: turning H and all states by one constant unitary turns the motion. */
export const unitaryCovariance = (subject: Subject): ReadonlyArray<Finding> => {
  const { system } = subject.method
  const cases = coupledSettings.map((at) =>
    typeof system === 'function' ? velocityCase(system, at, byUnitary(at.hamiltonian.levels)) : courseCase(subject, at),
  )
  return [judgeDefect(cases, subject.method.claimedFailures?.['covariance/unitary'])]
}

/**
 * Property 3, the classical half, for a kind of canonical maps S: with H o S^-1 and the cloud moved by S, every trajectory moves by S too.
 *
 * A mollifier, where there is one, stays as it is.
 */
export const canonicalCovariance =
  (id: keyof typeof canonicalMaps, maps: ReadonlyArray<CanonicalMap> = canonicalMaps[id]) =>
  ({ method }: Subject): ReadonlyArray<Finding> => {
    const { system } = method
    if (typeof system !== 'function') return notApplicable(system.absent)
    const cases = coupledSettings.flatMap((at) => maps.map((map) => velocityCase(system, at, byMap(map))))
    return [judgeDefect(cases, method.claimedFailures?.[id])]
  }
