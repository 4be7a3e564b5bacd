import type { HybridGradient, HybridState } from '@casimir/algebra'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import { differenceQuotient } from './differenceQuotient.ts'
import type { HybridModel } from './HybridModel.ts'
import { lengthsOf } from './HybridModel.ts'
import { gradientAt, largest, moved, velocityAt } from './hybridVelocity.ts'
import type { ModelCase } from './modelCase.ts'
import { buildSystem, casesOf, showCase } from './modelCase.ts'
import { directedCases, directionOf, showDirected } from './modelDirection.ts'

/** Increments in units of the model's length: for energies, three times differentiable at least; for gradients, twice. */
const ENERGY_STEP = 2 ** -10
const GRADIENT_STEP = 2 ** -14
/** How large the highest derivative that exists may be, in units of the first one and the model's length. */
const STEEPNESS = 10
/** Roundings of a sum over particles and nodes, as they enter a difference quotient. */
const QUOTIENT_ROUNDINGS = 64

const DIFFERENCES = `${STEEPNESS} (increment/length)^3 of the sum of the terms, the change of the quotient when its step is doubled, and ${QUOTIENT_ROUNDINGS} machine epsilons over the step`

/** What a drawn case is measured with. */
export const prepareCase = (model: HybridModel, one: ModelCase) => {
  const { weights } = one.cloud
  const system = buildSystem(model, one.variant, weights)
  const state = one.cloud.state()
  return { weights, system, state, lengths: lengthsOf(model, state) }
}

/** The terms w_a g . v of dh along a direction v: their sum and the sum of their sizes. */
const pairWithGradient = (
  { q, p, generator }: HybridGradient,
  state: HybridState,
  weights: Float64Array,
  direction: Float64Array,
  { dof, levels: n }: HybridModel,
): { readonly sum: number; readonly size: number } => {
  const terms: number[] = []
  const N = weights.length
  for (let k = 0; k < N * dof; k++) {
    const w = weights[Math.floor(k / dof)]
    terms.push(w * q[k] * direction[1 + k], w * p[k] * direction[1 + N * dof + k])
  }
  const first = 1 + 2 * N * dof
  for (let a = 0; a < N; a++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const g = 2 * ((a * n + j) * n + k)
        const x = 2 * (a * n + k)
        const re = generator[g] * state.psi[x] - generator[g + 1] * state.psi[x + 1]
        const im = generator[g] * state.psi[x + 1] + generator[g + 1] * state.psi[x]
        const v = first + 2 * (a * n + j)
        terms.push(2 * weights[a] * re * direction[v], 2 * weights[a] * im * direction[v + 1])
      }
  return { sum: terms.reduce((s, x) => s + x, 0), size: terms.reduce((s, x) => s + Math.abs(x), 0) }
}

/** The tolerance of a difference quotient of something `smooth` times differentiable, whose derivative has terms of total size `size`. */
const quotientTolerance = (error: number, size: number, values: number, step: number, smooth: number): number =>
  error + STEEPNESS * step ** smooth * size + (QUOTIENT_ROUNDINGS * Number.EPSILON * (values + size)) / step

/** Scales a direction so that it moves no coordinate by more than its length. */
const withinLengths = (direction: Float64Array, lengths: Float64Array): Float64Array => {
  const most = largest(direction.map((v, i) => (i === 0 ? 0 : v / lengths[i])))
  return most > 0 ? direction.map((v) => v / most) : direction
}

const gradientLaw = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/gradient',
    statement: 'w_a times the gradient is the derivative of the energy, along any direction of (q, p, psi)',
    scale: DIFFERENCES,
    cases: directedCases(model),
    measure: (one) => {
      const { weights, system, state } = prepareCase(model, one)
      const direction = directionOf(model, state, one.direction)
      const stated = pairWithGradient(gradientAt(system, state), state, weights, direction, model)
      const energy = (by: number): number => system.energy(moved(system, state, direction, by))
      const { value, error, size } = differenceQuotient(energy, ENERGY_STEP)
      return {
        defect: Math.abs(value - stated.sum),
        tolerance: quotientTolerance(error, stated.size, size, ENERGY_STEP, 3),
      }
    },
    show: (one) => showDirected(one),
  })

/** dF/dt along the velocity, by differences, with its tolerance: for F = h, and for what a model conserves. */
const rateOf = (model: HybridModel, one: ModelCase, value: (state: HybridState, weights: Float64Array) => number) => {
  const { weights, system, state, lengths } = prepareCase(model, one)
  const velocity = withinLengths(velocityAt(system, state).block, lengths)
  const f = (by: number): number => value(moved(system, state, velocity, by), weights)
  const quotient = differenceQuotient(f, ENERGY_STEP)
  // what the change would be, were all of the terms of one sign
  const parts = velocity.reduce((sum, v, i) => {
    if (v === 0) return sum
    const only = velocity.map((_, k) => (k === i ? v : 0))
    const ahead = value(moved(system, state, only, ENERGY_STEP), weights)
    const behind = value(moved(system, state, only, -ENERGY_STEP), weights)
    return sum + Math.abs(ahead - behind) / (2 * ENERGY_STEP)
  }, 0)
  return { quotient, parts, tolerance: quotientTolerance(quotient.error, parts, quotient.size, ENERGY_STEP, 3) }
}

const energyLaw = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/energy',
    statement: 'dh/dt = 0 along the vector field (blind to a generator that is too large by a factor)',
    scale: DIFFERENCES,
    cases: casesOf(model),
    measure: (one) => {
      const { system } = prepareCase(model, one)
      const { quotient, tolerance } = rateOf(model, one, (state) => system.energy(state))
      return { defect: Math.abs(quotient.value), tolerance }
    },
    show: (one) => showCase(one),
  })

const conservedLaws = (model: HybridModel): ReadonlyArray<Law> =>
  (model.conserved ?? []).map(({ name, value, accuracy = 0 }) =>
    defineLaw({
      id: `model/conserved/${name}`,
      statement: `${name} is constant along the vector field`,
      scale: `${DIFFERENCES}; and ${accuracy} of the sum of the terms, the accuracy stated`,
      cases: casesOf({ ...model, variants: [] }),
      measure: (one) => {
        const { quotient, parts, tolerance } = rateOf(model, one, value)
        return { defect: Math.abs(quotient.value), tolerance: tolerance + accuracy * parts }
      },
      show: (one) => showCase(one),
    }),
  )

const hermitianLaw = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/hermitian',
    statement: 'the generator of every particle is Hermitian',
    scale: '8 machine epsilons of its largest entry',
    cases: casesOf(model),
    measure: (one) => {
      const { system, state } = prepareCase(model, one)
      const { generator: g } = gradientAt(system, state)
      const { levels: n } = model
      let defect = 0
      for (let a = 0; a < one.cloud.weights.length; a++)
        for (let j = 0; j < n; j++)
          for (let k = j; k < n; k++) {
            const x = 2 * ((a * n + j) * n + k)
            const y = 2 * ((a * n + k) * n + j)
            defect = Math.max(defect, Math.abs(g[x] - g[y]), Math.abs(g[x + 1] + g[y + 1]))
          }
      return { defect, tolerance: 8 * Number.EPSILON * largest(g) }
    },
    show: (one) => showCase(one),
  })

const normLaw = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/norms',
    statement: 'd|psi_a|^2/dt = 0 for every particle',
    scale: '32 n machine epsilons of the largest entry of the generator, over hbar',
    cases: casesOf(model),
    measure: (one) => {
      const { system, state } = prepareCase(model, one)
      const { psi } = velocityAt(system, state)
      const { generator } = gradientAt(system, state)
      const width = 2 * model.levels
      let [defect, size] = [0, 0]
      for (let a = 0; a < one.cloud.weights.length; a++) {
        let [rate, terms] = [0, 0]
        for (let k = width * a; k < width * (a + 1); k++) {
          rate += 2 * psi[k] * state.psi[k]
          terms += Math.abs(state.psi[k])
        }
        defect = Math.max(defect, Math.abs(rate))
        size = Math.max(size, terms * terms)
      }
      return { defect, tolerance: (16 * width * Number.EPSILON * size * largest(generator)) / model.hbar }
    },
    show: (one) => showCase(one),
  })

/** W(x, y) of the weighted two-form sum_a w_a (dq ^ dp + 2 hbar dRe psi ^ dIm psi), and the sum of the sizes of its terms. */
const twoForm = (
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
  { dof, levels: n, hbar }: HybridModel,
): { readonly sum: number; readonly size: number } => {
  const N = weights.length
  let [sum, size] = [0, 0]
  const add = (w: number, i: number, j: number): void => {
    sum += w * (x[i] * y[j] - x[j] * y[i])
    size += w * (Math.abs(x[i] * y[j]) + Math.abs(x[j] * y[i]))
  }
  for (let k = 0; k < N * dof; k++) add(weights[Math.floor(k / dof)], 1 + k, 1 + N * dof + k)
  for (let k = 0; k < N * n; k++) {
    const at = 1 + 2 * N * dof + 2 * k
    add(2 * hbar * weights[Math.floor(k / n)], at, at + 1)
  }
  return { sum, size }
}

const symplecticLaw = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/symplectic',
    statement:
      'J^T W + W J = 0: the vector field, of Jacobian J, keeps sum_a w_a (dq_a ^ dp_a + hbar Im <dpsi_a| ^ dpsi_a>)',
    scale: DIFFERENCES.replace('^3', '^2'),
    cases: directedCases(model),
    measure: (one) => {
      const { weights, system, state } = prepareCase(model, one)
      const [u, v] = [2, 5].map((prime) => directionOf(model, state, one.direction, prime))
      let values = 0
      const along = (x: Float64Array, y: Float64Array) => (by: number) => {
        const { sum, size } = twoForm(velocityAt(system, moved(system, state, x, by)).block, y, weights, model)
        values = Math.max(values, size)
        return sum
      }
      const left = differenceQuotient(along(u, v), GRADIENT_STEP)
      const right = differenceQuotient(along(v, u), GRADIENT_STEP)
      const error = left.error + right.error
      const size = Math.abs(left.value) + Math.abs(right.value) + values
      return {
        defect: Math.abs(left.value - right.value),
        tolerance: quotientTolerance(error, size, values, GRADIENT_STEP, 2),
      }
    },
    show: (one) => showDirected(one),
  })

/** The laws that the vector field of a Hamiltonian system on hybrid states obeys; see `hybridModelLaws`. */
export const modelStructureLaws = (model: HybridModel): ReadonlyArray<Law> => [
  gradientLaw(model),
  hermitianLaw(model),
  energyLaw(model),
  normLaw(model),
  symplecticLaw(model),
  ...conservedLaws(model),
]
