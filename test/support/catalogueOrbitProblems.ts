import type { DensityState, DrivenState, MatrixLiePoissonSystem } from '@casimir/algebra'
import { allocateDensity, allocateDriven, hermitianPacking } from '@casimir/algebra'
import type { LieGroupStepper } from '@casimir/integrators'
import { allocateLieGroupState } from '@casimir/integrators'
import { Matrix } from 'ml-matrix'
import type { CatalogueProblem } from './catalogueRow.ts'
import { remember } from './catalogueRow.ts'
import { densityRungeKutta4, drivenThreeLevel, mixedState, nonlinearThreeLevel, spectrum } from './densityFlow.ts'
import { rabiDriving } from './drivenProblems.ts'
import type { LieGroupProblem } from './lieGroupProblems.ts'
import { drivenRigidBody, freeRigidBody, rotationEnergy } from './lieGroupProblems.ts'
import { drivenBody, ellipticMomentum, freeBody, momentumAfter, spinAt, unevenBody } from './rigidBody.ts'

/** Rabi's two levels in a rotating field: linear, explicitly time-dependent, in closed form. */
export const drivenQuantum = (() => {
  const { system, exact } = rabiDriving({ w0: 1.3, w: 2, W: 0.9, hbar: 0.7 })
  const start = Float64Array.of(0.8, 0, 0, 0.6)
  const problem: CatalogueProblem<DrivenState> = {
    name: 'driven two levels',
    T: () => 3,
    h: 0.3,
    hLong: () => 0.3,
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

/** What a flow of density matrices is measured with; RK4 on the matrices is the reference where none is given. */
interface DensityMeasures {
  readonly T: number
  readonly h: number
  readonly hLong?: (order: number) => number
  readonly end?: (T: number) => DensityState
  readonly conservative?: boolean
  /** Whether rho to (Tr rho) 1 - rho, which turns every momentum round, reverses time. */
  readonly reversible?: boolean
}

/** A Lie-Poisson flow of density matrices, in the time and the n^2 packed real coordinates of Hermitian matrices. */
export const densityProblem = (
  system: MatrixLiePoissonSystem,
  start: DensityState,
  { T, h, hLong = () => h, end, conservative = true, reversible = false }: DensityMeasures,
): CatalogueProblem<DensityState> => {
  const n = system.levels
  const packing = hermitianPacking(n)
  const state = allocateDensity(n)
  const unpack = (block: Float64Array): DensityState => {
    state.t[0] = block[0]
    state.rho.fill(0)
    packing.addUnpacked(state.rho, 0, block, 1)
    return state
  }
  const packed = ({ t, rho }: DensityState): Float64Array => {
    const block = new Float64Array(1 + packing.size)
    block[0] = t[0]
    packing.pack(block, 1, rho, 0)
    return block
  }
  const reference = remember((time) => {
    if (end) return packed(end(time))
    unpack(packed(start))
    const step = densityRungeKutta4(system)
    for (let k = 0; k < 4000; k++) {
      state.t[0] = (k * time) / 4000
      step(state, time / 4000)
    }
    return packed(state)
  })
  const unit = (a: number): Float64Array => Float64Array.from({ length: packing.size }, (_, c) => (c === a ? 1 : 0))
  const image = new Float64Array(packing.size)
  return {
    name: system.name,
    T: () => T,
    h,
    hLong,
    specimen: (method, prepare) => ({
      method,
      problem: system.name,
      prepare: () => {
        const block = packed(start)
        const flow = prepare()
        return {
          block,
          step: (step) => {
            const status = flow(unpack(block), step)
            block.set(packed(state))
            return status
          },
        }
      },
      reference,
      invariants: (block) => Array.from(spectrum(unpack(block))),
      poisson: (block) => {
        const tensor = Matrix.zeros(block.length, block.length)
        for (let a = 0; a < packing.size; a++)
          for (let b = 0; b < packing.size; b++) {
            packing.commutator(image, 0, unit(a), 0, unit(b), 0)
            tensor.set(
              1 + a,
              1 + b,
              image.reduce((sum, x, c) => sum + x * block[1 + c], 0),
            )
          }
        return tensor
      },
      ...(conservative ? { energy: (block: Float64Array) => system.energy(unpack(block)) } : {}),
      ...(reversible
        ? {
            reverse: (block: Float64Array) => {
              const { t, rho } = unpack(block)
              t[0] = -t[0]
              let trace = 0
              for (let j = 0; j < n; j++) trace += rho[2 * (j * n + j)]
              for (let k = 0; k < rho.length; k++) rho[k] = -rho[k]
              for (let j = 0; j < n; j++) rho[2 * (j * n + j)] += trace
              block.set(packed(state))
            },
          }
        : {}),
    }),
  }
}

/** A spin at the time T. */
const spinAfter = (momentum: (T: number) => [number, number, number]) => (T: number) => {
  const state = spinAt(momentum(T))
  state.t[0] = T
  return state
}
const BODY = [0.6, -0.2, 0.7] as const

export const densityProblems = {
  nonlinear: densityProblem(nonlinearThreeLevel, mixedState(), {
    T: 0.5,
    h: 0.1,
    hLong: (order) => (order > 4 ? 0.05 : 0.02),
  }),
  driven: densityProblem(drivenThreeLevel, mixedState(), { T: 0.5, h: 0.1, conservative: false }),
  /** The free body in elliptic functions; its energy is quadratic. */
  free: densityProblem(freeBody, spinAt([0.3, 0, 0.9]), {
    T: 2,
    h: 0.4,
    end: spinAfter((T) => ellipticMomentum([0.3, 0.9], T)),
    reversible: true,
  }),
  drivenBody: densityProblem(drivenBody, spinAt(BODY), {
    T: 2,
    h: 0.4,
    end: spinAfter((T) => momentumAfter(BODY, T, 4000, true)),
    conservative: false,
  }),
  uneven: densityProblem(unevenBody, spinAt(BODY), { T: 2, h: 0.4 }),
}

/** A rigid body on a sphere of so(3)*. */
const body = (
  { equation, start, end, casimirs }: LieGroupProblem,
  conservative: boolean,
): CatalogueProblem<Parameters<LieGroupStepper['flow']>[0]> => {
  const reference = remember((T) => Float64Array.of(T, ...end(T)))
  return {
    name: equation.name,
    T: () => 2,
    h: 0.2,
    hLong: () => 0.05,
    specimen: (method, prepare) => ({
      method,
      problem: equation.name,
      prepare: () => {
        const state = allocateLieGroupState(equation.action)
        state.y.set(start)
        const flow = prepare()
        return { block: state.block, step: (h) => flow(state, h) }
      },
      reference,
      invariants: (block) => casimirs(block.subarray(1)),
      ...(conservative ? { energy: (block: Float64Array) => rotationEnergy(block.subarray(1)) } : {}),
      poisson: ([, x, y, z]) =>
        new Matrix([
          [0, 0, 0, 0],
          [0, 0, z, -y],
          [0, -z, 0, x],
          [0, y, -x, 0],
        ]),
    }),
  }
}

export const bodyProblems = {
  /** In elliptic functions. */
  free: body(freeRigidBody, true),
  driven: body(drivenRigidBody, false),
}
