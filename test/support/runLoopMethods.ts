import type { DensityState, Flow, HybridState } from '@casimir/algebra'
import { allocateHybrid, letter } from '@casimir/algebra'
import type { Memory } from '@casimir/integrators'
import {
  compile,
  dormandPrince853,
  gaussLegendre,
  implicitMidpoint,
  isospectralGauss,
  midpointPart,
  rungeKutta4,
  strang,
  suzuki4,
  taoExtended,
} from '@casimir/integrators'
import { correlation, ehrenfestSplit } from '@casimir/models'
import {
  crossingHamiltonian,
  crossingSystem,
  koopmonHamiltonian,
  koopmonOptions,
  koopmonSystem,
} from './catalogueProblems.ts'
import { mixedState, nonlinearThreeLevel } from './densityFlow.ts'
import { nonSeparable, oscillatorAt } from './oscillators.ts'
import { sampleCloud } from './sampleCloud.ts'

/** A freshly prepared method with a fresh start, as another process would have it. */
export interface FreshRun<S> {
  readonly state: S
  readonly flow: Flow<S>
  readonly h: number
  readonly memory?: Memory | undefined
}

const crossing = (): HybridState => {
  const state = allocateHybrid(crossingSystem.shape)
  state.q[0] = -1
  state.p[0] = 12
  state.psi.set([0.8, 0, 0, 0.6])
  return state
}
const koopmons = (): HybridState => sampleCloud(koopmonSystem.shape)

/** The methods on which the run loop is tried. */
export const freshRuns: { readonly [name: string]: () => FreshRun<HybridState> } = {
  'Strang on Ehrenfest': () => ({
    state: crossing(),
    flow: compile(ehrenfestSplit(crossingHamiltonian, { trajectories: 1, hbar: 1 }))(strang),
    h: 2,
  }),
  'midpoint on koopmons': () => ({ state: koopmons(), h: 0.05, ...implicitMidpoint(koopmonSystem) }),
  'Gauss with 2 stages on koopmons': () => ({
    state: koopmons(),
    h: 0.05,
    ...gaussLegendre(koopmonSystem, { stages: 2 }),
  }),
  'RK4 on koopmons': () => ({ state: koopmons(), h: 0.05, ...rungeKutta4(koopmonSystem) }),
}

/** The other steppers that keep something between steps. */
export const rememberingRuns: typeof freshRuns = {
  'suzuki4 about an implicit hbar part on koopmons': () => {
    const { part, memory } = midpointPart(correlation(koopmonHamiltonian, koopmonOptions))
    const { weights, hbar } = koopmonOptions
    const { parts } = ehrenfestSplit(koopmonHamiltonian, { trajectories: weights.length, hbar })
    const around = [letter('A', 0.5), letter('B', 0.5), letter('C', 1), letter('B', 0.5), letter('A', 0.5)] as const
    const flow = compile<HybridState, 'A' | 'B' | 'C'>({ name: 'koopmons', parts: { ...parts, C: part } })(
      suzuki4(around),
    )
    return { state: koopmons(), h: 0.05, flow, memory }
  },
  'adaptive Dormand-Prince on koopmons': () => ({
    state: koopmons(),
    h: 0.5,
    ...dormandPrince853(koopmonSystem, { tolerance: 1e-10 }),
  }),
  'Tao on a non-separable oscillator': () => ({
    state: oscillatorAt(0.4, 0.3),
    h: 0.05,
    ...taoExtended(nonSeparable, { omega: 5 }),
  }),
}

/** A matrix flow whose stepper keeps a history. */
export const freshDensityRun = (): FreshRun<DensityState> => ({
  state: mixedState(),
  h: 0.05,
  ...isospectralGauss(nonlinearThreeLevel, { stages: 2 }),
})

/** A turn of the plane by the angle h, exact. */
export const turn: Flow<{ readonly block: Float64Array }> = ({ block }, h) => {
  const [x, y] = block
  block[0] = x * Math.cos(h) - y * Math.sin(h)
  block[1] = x * Math.sin(h) + y * Math.cos(h)
  return 0
}

/** The Strang step of a pendulum (angle, momentum). */
export const swing: Flow<{ readonly block: Float64Array }> = ({ block }, h) => {
  block[0] += (h / 2) * block[1]
  block[1] -= h * Math.sin(block[0])
  block[0] += (h / 2) * block[1]
  return 0
}

/** A point of the plane as a state. */
export const pointAt = (x: number, y: number): { readonly block: Float64Array } => ({ block: Float64Array.of(x, y) })
