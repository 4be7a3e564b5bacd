import type { HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, STATUS } from '@casimir/algebra'
import { implicitMidpoint } from '@casimir/integrators'
import { canonicalMaps, mappedHamiltonian } from './canonicalMaps.ts'
import type { Case, Finding } from './Finding.ts'
import { judgeDefect, notApplicable } from './Finding.ts'
import type { Subject } from './Subject.ts'
import { cloudState, coupledSettings, HBAR, unequalWeights } from './settings.ts'
import { formPairs, largestGap, sizeOf, velocityOf } from './velocity.ts'

/** Trajectories of the clouds at which the form is measured. */
export const TRAJECTORIES = 3
const weights = unequalWeights(TRAJECTORIES)

/** The coefficients of central differences of order six, divided by 60 times the increment. */
const SIXTH = [45, -9, 1]

/** The derivative of a map of states, one block a column, by central differences of order six. */
const derivative = (
  map: (state: HybridState) => Float64Array,
  state: HybridState,
  shape: HybridSystem['shape'],
  increment: number,
): ReadonlyArray<Float64Array> => {
  const moved = allocateHybrid(shape)
  const image = (k: number, by: number): Float64Array => {
    moved.block.set(state.block)
    moved.block[k] += by
    return map(moved)
  }
  return Array.from(state.block, (_, k) => {
    const column = new Float64Array(state.block.length)
    if (k === 0) return column
    SIXTH.forEach((coefficient, i) => {
      const [ahead, behind] = [image(k, (i + 1) * increment), image(k, -(i + 1) * increment)]
      for (let j = 0; j < column.length; j++) column[j] += (coefficient * (ahead[j] - behind[j])) / (60 * increment)
    })
    return column
  })
}

/** The matrix of omega(x_k, y_l) for the columns of two matrices, flattened, time left out. */
const pairing = (
  x: ReadonlyArray<Float64Array>,
  y: ReadonlyArray<Float64Array>,
  pairs: ReturnType<typeof formPairs>,
): Float64Array => {
  const size = x.length
  const out = new Float64Array(size * size)
  for (let k = 1; k < size; k++)
    for (let l = 1; l < size; l++)
      for (const [i, j, coefficient] of pairs)
        out[k * size + l] += coefficient * (x[k][i] * y[l][j] - x[k][j] * y[l][i])
  return out
}

const identity = (size: number): ReadonlyArray<Float64Array> =>
  Array.from({ length: size }, (_, k) => Float64Array.from({ length: size }, (_x, j) => (j === k ? 1 : 0)))

/** How many times the difference of two increments' results is allowed as error of the better one: the defect has two such terms, each from both factors. */
const TERMS = 4

const [WIDE, NARROW] = [2e-2, 1e-2]

/** The defect of a form by the narrow increment, and its error as the wide one shows it. */
const resolved = (wide: Float64Array, narrow: Float64Array, size: number): Omit<Case, 'case'> => ({
  defect: sizeOf(narrow) / size,
  tolerance: (TERMS * largestGap(wide, narrow)) / size + Number.EPSILON / NARROW,
})

/** The coupled problems, and one of them that is not A(p) + B(q). */
const hamiltonians: ReadonlyArray<readonly [HybridHamiltonian, string]> = [
  ...coupledSettings.map(({ hamiltonian, text }) => [hamiltonian, text] as const),
  ...coupledSettings.slice(0, 1).map(({ hamiltonian, text }) => {
    const [map] = canonicalMaps['covariance/nonlinear']
    return [mappedHamiltonian(hamiltonian, map), `${text} seen through ${map.text}`] as const
  }),
]

const eachHamiltonian = (
  { method }: Subject,
  id: 'symplectic/field' | 'symplectic/step',
  measure: (system: HybridSystem, state: HybridState) => Omit<Case, 'case'>,
): ReadonlyArray<Finding> => {
  const { system: make } = method
  if (typeof make !== 'function') return notApplicable(make.absent)
  const cases = hamiltonians.map(([hamiltonian, text]) => {
    const system = make(hamiltonian, { weights, hbar: HBAR }, 'coarse')
    return { ...measure(system, cloudState(system.shape)), case: `${text}, ${TRAJECTORIES} trajectories` }
  })
  return [judgeDefect(cases, method.claimedFailures?.[id])]
}

/**
 * The vector field X is infinitesimally symplectic, omega(DX u, v) + omega(u, DX v) = 0 with omega = sum_a w_a (dq_a ^ dp_a + hbar Im <dpsi_a| ^ dpsi_a>).
 *
 * Defect: the largest entry of that matrix, relative to that of omega(DX u, v); DX by central differences of order six. Tolerance: what halving the increment
 * changes, and the round-off of the differences.
 */
export const symplecticField = (subject: Subject): ReadonlyArray<Finding> =>
  eachHamiltonian(subject, 'symplectic/field', (system, state) => {
    const pairs = formPairs(system.shape, weights, HBAR)
    const one = identity(state.block.length)
    const halves = [WIDE, NARROW].map((increment) => {
      const DX = derivative((moved) => velocityOf(system, moved).block, state, system.shape, increment)
      return [pairing(DX, one, pairs), pairing(one, DX, pairs)] as const
    })
    const [wide, narrow] = halves.map(([left, right]) => left.map((x, k) => x + right[k]))
    return resolved(wide, narrow, sizeOf(halves[1][0]))
  })

/** The time step whose Jacobian is taken. */
export const STEP = 0.2

/** By how much one step changes the form: omega(M u, M v) - omega(u, v), the largest entry relative to that of omega, M the step's derivative. */
export const stepForm = (
  step: (moved: HybridState) => Float64Array,
  state: HybridState,
  shape: HybridSystem['shape'],
): Omit<Case, 'case'> => {
  const pairs = formPairs(shape, weights, HBAR)
  const one = identity(state.block.length)
  const still = pairing(one, one, pairs)
  const [wide, narrow] = [WIDE, NARROW].map((increment) => {
    const M = derivative(step, state, shape, increment)
    return pairing(M, M, pairs).map((x, k) => x - still[k])
  })
  return resolved(wide, narrow, sizeOf(still))
}

/**
 * One step of the implicit midpoint rule on the method is symplectic, omega(M u, M v) = omega(u, v).
 *
 * Defect: the largest entry of the difference, relative to that of omega; M, the step's derivative, by central differences of order six. Tolerance: what
 * halving the increment changes, in which the tolerance 1e-15 of the nonlinear solve is contained, and the round-off of the differences.
 */
export const symplecticStep = (subject: Subject): ReadonlyArray<Finding> =>
  eachHamiltonian(subject, 'symplectic/step', (system, state) => {
    const { flow } = implicitMidpoint(system, { tolerance: 1e-15, history: 0 })
    return stepForm(
      (moved) => {
        const status = flow(moved, STEP)
        if (status !== STATUS.ok) throw new Error(`symplecticStep: a midpoint step of ${system.name} did not converge.`)
        return moved.block.slice()
      },
      state,
      system.shape,
    )
  })
