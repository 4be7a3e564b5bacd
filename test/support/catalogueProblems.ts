import type { DensityState, DrivenState, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateDriven, allocateHybrid, hermitianPacking } from '@casimir/algebra'
import type { PreparedStep, Specimen } from '@casimir/checks'
import type { LieGroupStepper } from '@casimir/integrators'
import { allocateLieGroupState } from '@casimir/integrators'
import { ehrenfest, gaussian, koopmon, rabi, tully2 } from '@casimir/models'
import { Matrix } from 'ml-matrix'
import { copyDensity, densityRungeKutta4, mixedState, nonlinearThreeLevel, spectrum } from './densityFlow.ts'
import { rabiDriving } from './drivenProblems.ts'
import { freeRigidBody, rotationEnergy } from './lieGroupProblems.ts'
import { richardsonEnd } from './orderOf.ts'
import { drivenPendulum, kepler, keplerStart, oscillatorAt, plainPendulum } from './oscillators.ts'
import { sampleCloud, unequalWeights } from './sampleCloud.ts'

/** A problem of the catalogue: everything of a specimen but the method, and the time its order is measured at. */
export interface CatalogueProblem<S> {
  readonly name: string
  /** The time at which a method of the given order is measured: low orders would need too many steps to go far. */
  readonly T: (order: number) => number
  /** The step at which structure is measured, coarse enough for its absence to show. */
  readonly h: number
  /** The step of the run over which the energy is watched. */
  readonly hLong: number
  readonly specimen: (method: string, prepare: () => (state: S, h: number) => number) => Specimen
}

const remember = (end: (T: number) => Float64Array): ((T: number) => Float64Array) => {
  const known = new Map<number, Float64Array>()
  return (T) => {
    const value = known.get(T) ?? end(T)
    known.set(T, value)
    return value
  }
}

/** The canonical Poisson tensor of hybrid states in the order (t, q, p, psi) of their block; time commutes with everything. */
const canonicalTensor = (
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

const hybrid = (
  system: HybridSystem,
  weights: Float64Array,
  start: HybridState,
  {
    T,
    h,
    fine,
    conservative = true,
  }: { T: CatalogueProblem<HybridState>['T']; h: number; fine: number; conservative?: boolean },
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
    hLong: h,
    specimen: (method, prepare) => ({
      method,
      problem: system.name,
      prepare: (): PreparedStep => {
        const state = allocateHybrid(system.shape)
        state.block.set(start.block)
        const flow = prepare()
        return { block: state.block, step: (step) => flow(state, step) }
      },
      reference,
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
            reverse: (block: Float64Array) => {
              reader.block.set(block)
              reader.t[0] = -reader.t[0]
              for (let k = 0; k < reader.p.length; k++) reader.p[k] = -reader.p[k]
              for (let k = 1; k < reader.psi.length; k += 2) reader.psi[k] = -reader.psi[k]
              block.set(reader.block)
            },
          }
        : {}),
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

export const hybridProblems = {
  kepler: hybrid(kepler, one, keplerStart(), { T: (order) => (order > 2 ? 2 : 0.5), h: 0.05, fine: 4000 }),
  pendulum: hybrid(plainPendulum, one, oscillatorAt(1.2, 0.7), {
    T: (order) => (order > 2 ? 12 : 2),
    h: 0.3,
    fine: 2000,
  }),
  driven: hybrid(drivenPendulum, one, oscillatorAt(0.4, 0.3), {
    T: (order) => (order > 2 ? 8 : 2),
    h: 0.3,
    fine: 2000,
    conservative: false,
  }),
  crossing: hybrid(crossingSystem, one, crossingStart, { T: (order) => (order > 2 ? 1000 : 48), h: 8, fine: 40 }),
  koopmons: hybrid(koopmonSystem, koopmonWeights, sampleCloud(koopmonSystem.shape), {
    T: (order) => (order > 4 ? 1 : 0.6),
    h: 0.2,
    fine: 1500,
  }),
}

/** Rabi's two levels in a rotating field: linear, explicitly time-dependent, in closed form. */
export const drivenQuantum = (() => {
  const { system, exact } = rabiDriving({ w0: 1.3, w: 2, W: 0.9, hbar: 0.7 })
  const start = Float64Array.of(0.8, 0, 0, 0.6)
  const problem: CatalogueProblem<DrivenState> = {
    name: 'driven two levels',
    T: () => 3,
    h: 0.3,
    hLong: 0.3,
    specimen: (method, prepare) => ({
      method,
      problem: 'driven two levels',
      prepare: () => {
        const state = allocateDriven(2)
        state.psi.set(start)
        const flow = prepare()
        return { block: state.block, step: (h) => flow(state, h) }
      },
      reference: (T) => Float64Array.of(T, ...exact(T, start)),
      invariants: (block) => [block.subarray(1).reduce((s, x) => s + x * x, 0)],
    }),
  }
  return { system, problem }
})()

/**
 * A nonlinear Lie-Poisson flow of a mixed three-level density matrix, in the n^2 packed real coordinates of Hermitian matrices.
 */
export const densityProblem: CatalogueProblem<DensityState> = (() => {
  const start = mixedState()
  const packing = hermitianPacking(3)
  const unpacked = (y: Float64Array): DensityState => {
    const state = copyDensity(start)
    state.rho.fill(0)
    packing.addUnpacked(state.rho, 0, y, 0)
    return state
  }
  const packed = ({ rho }: DensityState): Float64Array => {
    const y = new Float64Array(packing.size)
    packing.pack(y, 0, rho, 0)
    return y
  }
  const reference = remember((T) => {
    const state = copyDensity(start)
    const step = densityRungeKutta4(nonlinearThreeLevel)
    for (let k = 0; k < 4000; k++) step(state, T / 4000)
    return packed(state)
  })
  const unit = (a: number): Float64Array => Float64Array.from({ length: packing.size }, (_, c) => (c === a ? 1 : 0))
  const image = new Float64Array(packing.size)
  return {
    name: nonlinearThreeLevel.name,
    T: () => 0.5,
    h: 0.1,
    hLong: 0.02,
    specimen: (method, prepare) => ({
      method,
      problem: nonlinearThreeLevel.name,
      prepare: () => {
        const block = packed(start)
        const flow = prepare()
        return {
          block,
          step: (h) => {
            const state = unpacked(block)
            const status = flow(state, h)
            block.set(packed(state))
            return status
          },
        }
      },
      reference,
      invariants: (y) => Array.from(spectrum(unpacked(y))),
      energy: (y) => nonlinearThreeLevel.energy(unpacked(y)),
      poisson: (y) =>
        new Matrix(
          Array.from(y, (_, a) =>
            Array.from(y, (_, b) => {
              packing.commutator(image, 0, unit(a), 0, unit(b), 0)
              return image.reduce((sum, x, c) => sum + x * y[c], 0)
            }),
          ),
        ),
    }),
  }
})()

/** The free rigid body on a sphere of so(3)*, in elliptic functions. */
export const bodyProblem: CatalogueProblem<Parameters<LieGroupStepper['flow']>[0]> = {
  name: freeRigidBody.equation.name,
  T: () => 2,
  h: 0.2,
  hLong: 0.05,
  specimen: (method, prepare) => ({
    method,
    problem: freeRigidBody.equation.name,
    prepare: () => {
      const state = allocateLieGroupState(freeRigidBody.equation.action)
      state.y.set(freeRigidBody.start)
      const flow = prepare()
      return { block: state.block, step: (h) => flow(state, h) }
    },
    reference: (T) => Float64Array.of(T, ...freeRigidBody.end(T)),
    invariants: (block) => freeRigidBody.casimirs(block.subarray(1)),
    energy: (block) => rotationEnergy(block.subarray(1)),
    poisson: ([, x, y, z]) =>
      new Matrix([
        [0, 0, 0, 0],
        [0, 0, z, -y],
        [0, -z, 0, x],
        [0, y, -x, 0],
      ]),
  }),
}
