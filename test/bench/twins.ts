// Prepared methods beside twins written by hand for one problem: what the abstraction costs.
import type { DrivenState, Flow, HybridState, Writing } from '@casimir/algebra'
import type { StepperCounts } from '@casimir/integrators'
import {
  blanesMoan4,
  compile,
  discreteGradient,
  gaussLegendre,
  implicitMidpoint,
  magnus4,
  rungeKutta4,
  strang,
  taoExtended,
} from '@casimir/integrators'
import type { Pair, Twin } from './compareTwins.ts'
import { compareTwins } from './compareTwins.ts'
import { ringSplit, ringState, ringSystem } from './ring.ts'
import { acceleratedMidpointByHand } from './twinsAccelerated.ts'
import { blanesMoan4ByHand, coefficients, midpointByHand, strangByHand } from './twinsByHand.ts'
import { discreteGradientByHand } from './twinsDiscreteGradient.ts'
import { rungeKutta4ByHand, taoByHand } from './twinsExplicit.ts'
import { gauss2ByHand } from './twinsGauss.ts'
import { chainState, chainSystem, magnus4ByHand } from './twinsMagnus.ts'

const SIZES = [16, 32, 64, 128, 256, 512, 1000]
/** Oscillator-steps of one timing. */
const WORK = 400_000

const LEVELS = [17, 24, 32]
/** Cubes of levels, summed over the steps of one timing. */
const MATRIX_WORK = 100_000

const word = (flow: Flow<HybridState>): Twin<HybridState> => ({ flow, gradients: () => 0 })
const stepper = <S>({ flow, counts }: Prepared<S>): Twin<S> => ({ flow, gradients: () => counts().evaluations })

/** What all prepared steppers are. */
interface Prepared<S> {
  readonly flow: Flow<S>
  readonly counts: () => StepperCounts
}

/** A pair on the ring; `work` is the cost of its step in those of Strang. */
const onRing = (
  name: string,
  work: number,
  twins: Pick<Pair<HybridState>, 'prepared' | 'byHand'>,
): Pair<HybridState> => ({
  name,
  h: 0.05,
  steps: (N) => Math.ceil(WORK / (N * work)),
  state: ringState,
  ...twins,
})

const OMEGA = 20
const SOLVER = { tolerance: 1e-13, iterations: 50 }

const implicitPairs = (pendulums: boolean): ReadonlyArray<Pair<HybridState>> => {
  const ring = pendulums ? 'pendulums' : 'oscillators'
  const work = pendulums ? 100 : 50
  return [
    onRing(`implicit midpoint, plain iteration, ${ring},`, work, {
      prepared: (N) => stepper(implicitMidpoint(ringSystem(N, pendulums), { history: 0, depth: 0 })),
      byHand: (N) => midpointByHand(N, pendulums, SOLVER),
    }),
    onRing(`implicit midpoint, extrapolated and accelerated, ${ring},`, work, {
      prepared: (N) => stepper(implicitMidpoint(ringSystem(N, pendulums))),
      byHand: (N) => acceleratedMidpointByHand(N, pendulums, SOLVER),
    }),
    onRing(`Gauss-Legendre, 2 stages, ${ring},`, 2 * work, {
      prepared: (N) => stepper(gaussLegendre(ringSystem(N, pendulums), { stages: 2 })),
      byHand: (N) => gauss2ByHand(N, pendulums, SOLVER),
    }),
    onRing(`Runge-Kutta 4, ${ring},`, work / 5, {
      prepared: (N) => stepper(rungeKutta4(ringSystem(N, pendulums))),
      byHand: (N) => rungeKutta4ByHand(N, pendulums),
    }),
    onRing(`discrete gradient, ${ring},`, 4 * work, {
      prepared: (N) => stepper(discreteGradient(ringSystem(N, pendulums))),
      byHand: (N) => discreteGradientByHand(N, pendulums, { ...SOLVER, tolerance: 1e-14 }),
    }),
    onRing(`Tao's extended phase space, ${ring},`, work / 5, {
      prepared: (N) => stepper(taoExtended(ringSystem(N, pendulums), { omega: OMEGA })),
      byHand: (N) => taoByHand(N, pendulums, OMEGA),
    }),
  ]
}

const pairs: ReadonlyArray<Pair<HybridState>> = [
  onRing('Strang', 1, { prepared: () => word(compile(ringSplit)(strang)), byHand: () => word(strangByHand) }),
  onRing('Blanes-Moan 4', 5, {
    prepared: () => word(compile(ringSplit)(blanesMoan4)),
    byHand: () => word(blanesMoan4ByHand(coefficients(blanesMoan4))),
  }),
  ...implicitPairs(false),
  ...implicitPairs(true),
]

const magnus: Pair<DrivenState> = {
  name: 'Magnus 4, chain of n levels,',
  h: 0.2,
  steps: (n) => Math.ceil(MATRIX_WORK / n ** 3),
  state: chainState,
  prepared: (n) => stepper(magnus4(chainSystem(n))),
  byHand: magnus4ByHand,
}

/** Prints, for each method and number of degrees of freedom, its time in that of its twin written by hand; throws when they part. */
export const twinsBench = (line: (text: string) => void): void => {
  const report = <S extends { readonly block: Writing }>(pair: Pair<S>, sizes: ReadonlyArray<number>): void => {
    const ratios = sizes.map((size) => compareTwins(pair, size).toFixed(2))
    line(`${pair.name} against its twin by hand, N = ${sizes.join(', ')}: ${ratios.join(', ')} times the time`)
  }
  for (const pair of pairs) report(pair, SIZES)
  report(magnus, LEVELS)
}
