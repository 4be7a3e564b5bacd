import type { HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, applyMatrix, conjugateTranspose, multiply } from '@casimir/algebra'
import * as fc from 'fast-check'
import { gridVector } from '../arbitraries/gridVector.ts'
import { unitaryMatrix } from '../arbitraries/unitaryMatrix.ts'
import { codeOf } from '../codeOf.ts'
import type { Law } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import type { HybridModel, ModelVariant } from './HybridModel.ts'
import { lengthsOf, variantsOf } from './HybridModel.ts'
import { difference, gradientAt, gradientDifference, gradientTolerance, ROUNDINGS } from './hybridVelocity.ts'
import type { ModelCase } from './modelCase.ts'
import { casesFor, checkSizes, showCase } from './modelCase.ts'
import { rotatedHamiltonian, shiftedHamiltonian } from './transformedHamiltonian.ts'

const SCALE = `${ROUNDINGS} machine epsilons of the gradients and of their change when the state moves by its own size`

/** A variant that can be built for other Hamiltonians. */
type Maker = ModelVariant & Required<Pick<ModelVariant, 'forHamiltonian'>>

/** The variants of a model that can be built for other Hamiltonians. */
export const makersOf = (model: HybridModel): ReadonlyArray<Maker> =>
  variantsOf(model).flatMap(({ forHamiltonian, ...rest }) => (forHamiltonian ? [{ ...rest, forHamiltonian }] : []))

/** Builds the system of a case's variant for a Hamiltonian and checks its sizes. */
export const buildFor = (model: HybridModel, one: ModelCase, hamiltonian: HybridHamiltonian): HybridSystem => {
  const { forHamiltonian } = one.variant
  if (!forHamiltonian) throw new Error(`'${one.variant.name}' cannot be built for another Hamiltonian.`)
  const { weights } = one.cloud
  const { levels, dof } = hamiltonian
  return checkSizes(forHamiltonian(hamiltonian, weights), { levels, dof, hbar: model.hbar }, weights.length)
}

/** U psi_a of every trajectory. */
const rotatedState = (state: HybridState, { shape }: HybridSystem, unitary: Float64Array): HybridState => {
  const out = allocateHybrid(shape)
  out.block.set(state.block)
  const { levels: n, trajectories: N } = shape
  for (let a = 0; a < N; a++) applyMatrix(out.psi, 2 * n * a, unitary, 0, state.psi, 2 * n * a, n)
  return out
}

/** U G U^+ of every generator. */
const rotatedGenerators = (generator: Float64Array, n: number, unitary: Float64Array): Float64Array => {
  const out = generator.slice()
  const size = 2 * n * n
  const [half, adjoint] = [new Float64Array(size), new Float64Array(size)]
  conjugateTranspose(adjoint, unitary, n)
  for (let at = 0; at < out.length; at += size) {
    multiply(half, unitary, generator.subarray(at, at + size), n)
    multiply(out.subarray(at, at + size), half, adjoint, n)
  }
  return out
}

const unitaries = (model: HybridModel, hamiltonian: HybridHamiltonian, makers: ReadonlyArray<Maker>): Law =>
  defineLaw({
    id: 'model/unitaries',
    statement: 'with U H U^+ and U psi_a for H and psi_a, U constant, the motion is the same in the other basis',
    scale: SCALE,
    cases: fc
      .tuple(casesFor(model, makers), unitaryMatrix(model.levels))
      .map(([one, unitary]) => ({ ...one, unitary })),
    measure: (one) => {
      const n = model.levels
      const system = buildFor(model, one, hamiltonian)
      const turned = buildFor(model, one, rotatedHamiltonian(hamiltonian, one.unitary))
      const state = one.cloud.state()
      const other = rotatedState(state, system, one.unitary)
      const x = gradientAt(system, state)
      const y = gradientAt(turned, other)
      const lengths = lengthsOf(model, state)
      const generator = rotatedGenerators(x.generator, n, one.unitary)
      const energies = Math.abs(system.energy(state) - turned.energy(other))
      return {
        defect: Math.max(gradientDifference({ ...x, generator }, y, n), energies),
        tolerance:
          n * (gradientTolerance(system, state, lengths) + gradientTolerance(turned, other, lengths)) +
          ROUNDINGS * Number.EPSILON * Math.abs(system.energy(state)),
      }
    },
    show: (one) => `${showCase(one)}\nconst unitary = ${codeOf(one.unitary)}`,
  })

const translations = (model: HybridModel, hamiltonian: HybridHamiltonian, makers: ReadonlyArray<Maker>): Law =>
  defineLaw({
    id: 'model/translations',
    statement:
      'with H, q and p shifted alike, by whole lattice steps where there is a lattice, the motion is the same elsewhere',
    scale: SCALE,
    cases: fc.tuple(casesFor(model, makers), gridVector(2 * model.dof)).map(([one, amounts]) => ({ ...one, amounts })),
    measure: (one) => {
      const { dof, reach = { q: 1, p: 1 } } = model
      const { lattice } = one.variant
      const shift = Array.from(one.amounts, (x, j) => {
        const step = lattice?.[j]
        return step === undefined ? 3 * x * (j < dof ? reach.q : reach.p) : step * Math.round(5 * x)
      })
      const system = buildFor(model, one, hamiltonian)
      const away = buildFor(model, one, shiftedHamiltonian(hamiltonian, shift))
      const state = one.cloud.state()
      const other = one.cloud.state()
      for (let k = 0; k < other.q.length; k++) {
        other.q[k] += shift[k % dof]
        other.p[k] += shift[dof + (k % dof)]
      }
      const lengths = lengthsOf(model, state)
      const energies = Math.abs(system.energy(state) - away.energy(other))
      return {
        defect: Math.max(difference(gradientAt(system, state).block, gradientAt(away, other).block), energies),
        tolerance:
          gradientTolerance(system, state, lengths) +
          gradientTolerance(away, other, lengths) +
          ROUNDINGS * Number.EPSILON * Math.abs(system.energy(state)),
      }
    },
    show: (one) =>
      `${showCase(one)}\nconst amounts = ${codeOf(one.amounts)} // of five lattice steps each, or of three times the reach`,
  })

/** The laws of covariance, for a model that can be built for other Hamiltonians; see `hybridModelLaws`. */
export const modelCovarianceLaws = (model: HybridModel): ReadonlyArray<Law> => {
  const makers = makersOf(model)
  const { hamiltonian } = model
  if (!hamiltonian || makers.length === 0) return []
  return [unitaries(model, hamiltonian, makers), translations(model, hamiltonian, makers)]
}
