import type { HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import type { PreparedStep } from '@casimir/checks'
import { bspline, ehrenfest, gaussian, koopmon, rabi, tully2 } from '@casimir/models'
import { Matrix } from 'ml-matrix'
import type { CatalogueProblem } from './catalogueRow.ts'
import { remember } from './catalogueRow.ts'
import { richardsonEnd } from './orderOf.ts'
import {
  drivenNonSeparable,
  drivenPendulum,
  kepler,
  keplerStart,
  nonSeparable,
  oscillatorAt,
  plainPendulum,
} from './oscillators.ts'
import { sampleCloud, unequalWeights } from './sampleCloud.ts'
import { smoothHamiltonian } from './smoothHamiltonian.ts'

/** The canonical Poisson tensor of hybrid states in the order (t, q, p, psi) of their block; time commutes with everything. */
export const canonicalTensor = (
  { shape: { trajectories: N, dof, levels: n }, hbar }: HybridSystem,
  weights: Float64Array,
): Matrix => {
  const tensor = Matrix.zeros(1 + 2 * N * dof + 2 * N * n, 1 + 2 * N * dof + 2 * N * n)
  const pair = (i: number, j: number, value: number): void => {
    tensor.set(i, j, value)
    tensor.set(j, i, -value)
  }
  for (let a = 0; a < N; a++) {
    for (let i = 0; i < dof; i++) pair(1 + a * dof + i, 1 + N * dof + a * dof + i, 1 / weights[a])
    for (let j = 0; j < n; j++) {
      const at = 1 + 2 * N * dof + 2 * (a * n + j)
      pair(at, at + 1, 1 / (2 * hbar * weights[a]))
    }
  }
  return tensor
}

/** What a hybrid problem is measured with; `fine` steps of RK4 a unit of time make its reference, which 0 leaves out. */
interface HybridMeasures {
  readonly T?: CatalogueProblem<HybridState>['T']
  readonly h: number
  readonly hLong?: CatalogueProblem<HybridState>['hLong']
  readonly fine: number
  readonly conservative?: boolean
  /** Whether p to -p, psi to psi* reverses time: not where H is complex or odd in p. */
  readonly reversible?: boolean
}

/** Reverses the time of hybrid states of a system in place: t to -t, p to -p, psi to psi*. */
export const reverseHybrid = ({ shape }: HybridSystem): ((block: Float64Array) => void) => {
  const reader = allocateHybrid(shape)
  return (block) => {
    reader.block.set(block)
    reader.t[0] = -reader.t[0]
    for (let k = 0; k < reader.p.length; k++) reader.p[k] = -reader.p[k]
    for (let k = 1; k < reader.psi.length; k += 2) reader.psi[k] = -reader.psi[k]
    block.set(reader.block)
  }
}

/** A problem on hybrid states from a start. */
export const hybridProblem = (
  system: HybridSystem,
  weights: Float64Array,
  start: HybridState,
  { T = () => 1, h, hLong = () => h, fine, conservative = true, reversible = conservative }: HybridMeasures,
): CatalogueProblem<HybridState> => {
  const { levels: n, trajectories: N } = system.shape
  const reader = allocateHybrid(system.shape)
  const tensor = canonicalTensor(system, weights)
  const psiAt = 1 + 2 * start.q.length
  const reference = remember((time) => richardsonEnd(system, start, time, Math.ceil(time * fine)))
  return {
    name: system.name,
    T,
    h,
    hLong,
    specimen: (method, prepare) => ({
      method,
      problem: system.name,
      prepare: (): PreparedStep => {
        const state = allocateHybrid(system.shape)
        state.block.set(start.block)
        const flow = prepare()
        return { block: state.block, step: (step) => flow(state, step) }
      },
      ...(fine > 0 ? { reference } : {}),
      poisson: () => tensor,
      invariants: (block) =>
        Array.from({ length: N }, (_, a) =>
          block.subarray(psiAt + 2 * n * a, psiAt + 2 * n * (a + 1)).reduce((s, x) => s + x * x, 0),
        ),
      ...(conservative
        ? {
            energy: (block: Float64Array) => {
              reader.block.set(block)
              return system.energy(reader)
            },
          }
        : {}),
      ...(reversible ? { reverse: reverseHybrid(system) } : {}),
    }),
  }
}

const one = new Float64Array([1])
/** One trajectory through tully2, in units that make a step of 1 a tenth of the crossing. */
export const crossingHamiltonian = tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 })
export const crossingSystem = ehrenfest(crossingHamiltonian, { weights: one, hbar: 1 })
const crossingStart = (() => {
  const state = allocateHybrid(crossingSystem.shape)
  state.q[0] = -1
  state.p[0] = 12
  state.psi.set([0.8, 0, 0, 0.6])
  return state
})()

const koopmonWeights = unequalWeights(4)
export const koopmonHamiltonian = rabi({ omega: 1, splitting: 1, coupling: 0.5 })
export const koopmonOptions = {
  weights: koopmonWeights,
  hbar: 1,
  mollifier: { q: [gaussian(0.9, 8.5)], p: [gaussian(0.9, 8.5)] },
  spacing: 0.6,
}
export const koopmonSystem = koopmon(koopmonHamiltonian, koopmonOptions)

const coarseOptions = {
  weights: unequalWeights(3),
  hbar: 1,
  mollifier: { q: [bspline(9, 1)], p: [bspline(9, 1)] },
  spacing: 2.5,
}
/** Three koopmons on so coarse a lattice that 10^4 steps are quick: its energy is that of the discretised closure, and exact. */
export const coarseKoopmons = {
  hamiltonian: rabi({ omega: 1, splitting: 1, coupling: 0.3 }),
  options: coarseOptions,
  system: koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.3 }), coarseOptions),
}

export const pairWeights = Float64Array.of(0.4, 0.6)
/** Two trajectories of Ehrenfest dynamics under a complex three-level H that is not A(p) + B(q). */
export const pairSystem = ehrenfest(smoothHamiltonian(3), { weights: pairWeights, hbar: 1 })

/** Steps at which the energy error of an order is above round-off also when they are halved. */
const above =
  (two: number, four: number, six: number, eight: number, ten = eight) =>
  (order: number) =>
    order <= 2 ? two : order <= 4 ? four : order <= 6 ? six : order <= 8 ? eight : ten

const later = (low: number, high: number) => (order: number) => (order > 2 ? high : low)

export const hybridProblems = {
  kepler: hybridProblem(kepler, one, keplerStart(), {
    T: later(0.5, 2),
    h: 0.05,
    hLong: above(0.05, 0.05, 0.05, 0.2),
    fine: 4000,
  }),
  pendulum: hybridProblem(plainPendulum, one, oscillatorAt(1.2, 0.7), {
    T: later(2, 12),
    h: 0.3,
    hLong: above(0.3, 0.3, 0.4, 0.8, 1),
    fine: 2000,
  }),
  driven: hybridProblem(drivenPendulum, one, oscillatorAt(0.4, 0.3), {
    T: later(2, 8),
    h: 0.3,
    fine: 2000,
    conservative: false,
  }),
  crossing: hybridProblem(crossingSystem, one, crossingStart, {
    T: later(48, 1000),
    h: 8,
    hLong: above(2, 8, 32, 40, 80),
    fine: 40,
  }),
  koopmons: hybridProblem(koopmonSystem, koopmonWeights, sampleCloud(koopmonSystem.shape), {
    T: (order) => (order > 4 ? 1 : 0.6),
    h: 0.2,
    fine: 1500,
    conservative: false,
    reversible: true,
  }),
  coarse: hybridProblem(
    coarseKoopmons.system,
    coarseOptions.weights,
    sampleCloud(coarseKoopmons.system.shape, 0.5, 0.3),
    {
      h: 0.2,
      hLong: (order) => (order > 4 ? 0.25 : 0.2),
      fine: 0,
    },
  ),
  nonSeparable: hybridProblem(nonSeparable, one, oscillatorAt(0.4, 0.7), { T: later(1, 4), h: 0.1, fine: 1000 }),
  drivenNonSeparable: hybridProblem(drivenNonSeparable, one, oscillatorAt(0.4, 0.7), {
    T: later(1, 4),
    h: 0.1,
    fine: 1000,
    conservative: false,
  }),
  pair: hybridProblem(pairSystem, pairWeights, sampleCloud(pairSystem.shape), {
    h: 0.1,
    hLong: above(0.02, 0.1, 0.1, 0.1),
    fine: 2000,
    reversible: false,
  }),
}
