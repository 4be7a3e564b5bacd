import type { HybridGradient, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import * as fc from 'fast-check'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import type { HybridModel } from './HybridModel.ts'
import { difference, gradientAt, gradientTolerance, ROUNDINGS } from './hybridVelocity.ts'
import type { ModelCase } from './modelCase.ts'
import { buildSystem, casesOf, pick, showCase, withoutLast } from './modelCase.ts'
import { prepareCase } from './modelStructureLaws.ts'

const SCALE = `${ROUNDINGS} machine epsilons of the gradient and of its change when the state moves by its own size`

/** The largest difference of the gradient's entries for particle `order[a]` of one system and particle a of another. */
const compare = (
  one: HybridGradient,
  other: HybridGradient,
  { dof, levels }: Pick<HybridModel, 'dof' | 'levels'>,
  order: ReadonlyArray<number>,
): number => {
  const size = 2 * levels * levels
  const part = (x: Float64Array, a: number, width: number): Float64Array => x.subarray(width * a, width * (a + 1))
  return order.reduce(
    (most, from, a) =>
      Math.max(
        most,
        difference(part(one.q, from, dof), part(other.q, a, dof)),
        difference(part(one.p, from, dof), part(other.p, a, dof)),
        difference(part(one.generator, from, size), part(other.generator, a, size)),
      ),
    0,
  )
}

/** The gradient of a cloud against that of a rearranged one: particle a of the new one is particle order[a] of the old. */
const rearranged = (
  model: HybridModel,
  one: ModelCase,
  order: ReadonlyArray<number>,
  weightsOfNew: (weights: Float64Array) => ReadonlyArray<number>,
): Measured => {
  const { weights, system, state, lengths } = prepareCase(model, one)
  const next = buildSystem(model, one.variant, Float64Array.from(weightsOfNew(weights)))
  const more = pick(state, model, order)
  const [x, y] = [gradientAt(system, state), gradientAt(next, more)]
  const tolerance = gradientTolerance(system, state, lengths)
  const [h, k] = [system.energy(state), next.energy(more)]
  return {
    defect: Math.max(compare(x, y, model, order), Math.abs(h - k)),
    tolerance: tolerance + ROUNDINGS * Number.EPSILON * Math.abs(h),
  }
}

interface WithParticle extends ModelCase {
  /** Tells which particle, modulo their number. */
  readonly chosen: number
  readonly share: number
}

const withParticle = (model: HybridModel): fc.Arbitrary<WithParticle> =>
  fc
    .tuple(casesOf(model), fc.nat(11), fc.integer({ min: 1, max: 9 }))
    .map(([one, chosen, tenths]) => ({ ...one, chosen, share: tenths / 10 }))

const indices = ({ cloud: { weights } }: ModelCase): number[] => Array.from(weights, (_, a) => a)

const splitting = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/splitting',
    statement:
      'a particle split in two of the same place and state, and of its weight together, moves as before, as do the others',
    scale: SCALE,
    cases: withParticle(model),
    measure: (one) => {
      const c = one.chosen % one.cloud.weights.length
      return rearranged(model, one, [...indices(one), c], (weights) => [
        ...Array.from(weights, (w, a) => (a === c ? one.share * w : w)),
        (1 - one.share) * weights[c],
      ])
    },
    show: (one) =>
      `${showCase(one)}\nconst split = { particle: ${one.chosen % one.cloud.weights.length}, share: ${one.share} }`,
  })

const permutation = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/permutation',
    statement: 'the order of the particles does not matter',
    scale: SCALE,
    cases: withParticle(model),
    measure: (one) => {
      const N = one.cloud.weights.length
      const order = indices(one)
        .map((a) => (a + one.chosen) % N)
        .reverse()
      return rearranged(model, one, order, (weights) => order.map((a) => weights[a]))
    },
    show: (one) => `${showCase(one)}\nconst shift = ${one.chosen} // then reversed`,
  })

const tracers = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/tracers',
    statement: 'a particle of weight 0 moves no other, and moves as a particle of its place and state',
    scale: SCALE,
    cases: withParticle(model),
    measure: (one) => {
      const c = one.chosen % one.cloud.weights.length
      const same = rearranged(model, one, [...indices(one), c], (weights) => [...weights, 0])
      if (one.cloud.weights.length === 1) return same
      // the last particle as a tracer elsewhere: the cloud without it must not feel it
      const rest = withoutLast(one)
      const { weights, system, state, lengths } = prepareCase(model, rest)
      const all = prepareCase(model, one).state
      const [x, y] = [
        gradientAt(system, state),
        gradientAt(buildSystem(model, one.variant, Float64Array.from([...weights, 0])), all),
      ]
      const apart = compare(x, y, model, indices(rest))
      const tolerance = gradientTolerance(system, state, lengths)
      return apart * same.tolerance > same.defect * tolerance ? { defect: apart, tolerance } : same
    },
    show: (one) =>
      `${showCase(one)}\nconst tracer = ${one.chosen % one.cloud.weights.length} // doubled with weight 0; then the last one made weightless`,
  })

const phases = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/phases',
    statement: 'the phase of each psi_a is felt by nothing',
    scale: SCALE,
    cases: withParticle(model),
    measure: (one) => {
      const { system, state, lengths } = prepareCase(model, one)
      const turned = allocateHybrid(system.shape)
      turned.block.set(state.block)
      const width = 2 * model.levels
      for (let k = 0; k < turned.psi.length; k += 2) {
        const angle = (one.chosen + 1) * (1 + Math.floor(k / width))
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        turned.psi[k] = c * state.psi[k] - s * state.psi[k + 1]
        turned.psi[k + 1] = s * state.psi[k] + c * state.psi[k + 1]
      }
      const defect = difference(gradientAt(system, state).block, gradientAt(system, turned).block)
      return { defect, tolerance: gradientTolerance(system, state, lengths) }
    },
    show: (one) => `${showCase(one)}\n// psi_a turned by ${one.chosen + 1} (a + 1) radians`,
  })

/** How many entries of two arrays are not the same bits (any NaN counts as one value). */
const changed = (x: Float64Array, y: Float64Array): number => x.reduce((n, v, i) => n + (Object.is(v, y[i]) ? 0 : 1), 0)

const inputs = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/inputs',
    statement: 'energy and gradient change neither the state nor the weights',
    scale: 'nothing: it counts entries that changed',
    cases: casesOf(model),
    measure: (one) => {
      const { weights, system, state } = prepareCase(model, one)
      const [before, given] = [state.block.slice(), weights.slice()]
      system.energy(state)
      gradientAt(system, state)
      return { defect: changed(before, state.block) + changed(given, weights), tolerance: 0 }
    },
    show: (one) => showCase(one),
  })

const answers = (system: HybridSystem, state: HybridState): Float64Array =>
  Float64Array.of(system.energy(state), ...gradientAt(system, state).block)

const determinism = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/determinism',
    statement: 'called twice, and built twice, a model gives the same finite numbers, bit for bit',
    scale: 'nothing: it counts entries that differ or are not finite',
    cases: casesOf(model),
    measure: (one) => {
      const { weights, system, state } = prepareCase(model, one)
      const first = answers(system, state)
      const again = buildSystem(model, one.variant, weights)
      const wild = first.reduce((n, x) => n + (Number.isFinite(x) ? 0 : 1), 0)
      return {
        defect: wild + changed(first, answers(system, state)) + changed(first, answers(again, state)),
        tolerance: 0,
      }
    },
    show: (one) => showCase(one),
  })

const history = (model: HybridModel): Law =>
  defineLaw({
    id: 'model/history',
    statement: 'what a model gives does not depend on the states it has seen',
    scale: SCALE,
    cases: casesOf(model),
    measure: (one) => {
      const { system, state, lengths } = prepareCase(model, one)
      const tolerance = gradientTolerance(prepareCase(model, one).system, state, lengths)
      const first = gradientAt(prepareCase(model, one).system, state).block
      const elsewhere = allocateHybrid(system.shape)
      elsewhere.block.set(state.block)
      for (let i = 0; i < elsewhere.q.length; i++) elsewhere.q[i] += lengths[1] * (7 + i)
      for (let i = 0; i < elsewhere.psi.length; i++) elsewhere.psi[i] = state.psi[elsewhere.psi.length - 1 - i]
      gradientAt(system, elsewhere)
      return { defect: difference(first, gradientAt(system, state).block), tolerance }
    },
    show: (one) => showCase(one),
  })

/** The laws of a model whose particles are samples of a density, and of well-behaved functions; see `hybridModelLaws`. */
export const modelParticleLaws = (model: HybridModel): ReadonlyArray<Law> => [
  splitting(model),
  permutation(model),
  tracers(model),
  phases(model),
  inputs(model),
  determinism(model),
  history(model),
]
