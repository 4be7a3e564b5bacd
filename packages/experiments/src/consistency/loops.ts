import type { HybridShape, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, normalize, poincareIntegral } from '@casimir/algebra'
import type { MakeSystem } from './ConsistencyMethod.ts'
import type { Case, Finding } from './Finding.ts'
import { judgeDefect, notApplicable } from './Finding.ts'
import type { Subject } from './Subject.ts'
import { cloudState, coupledSettings, HBAR, unequalWeights } from './settings.ts'
import { velocityOf } from './velocity.ts'

/** Trajectories of a loop of clouds. */
export const PARTICLES = 4
/** Points of a loop. */
export const SAMPLES = 64

/** A smooth loop of single trajectories around the middle of the cloud, with psi going round too. */
export const singleLoop = (levels: number): HybridState => {
  const loop = allocateHybrid({ trajectories: SAMPLES, dof: 1, levels })
  for (let k = 0; k < SAMPLES; k++) {
    const s = (2 * Math.PI * k) / SAMPLES
    loop.q[k] = 0.5 + 0.5 * Math.cos(s)
    loop.p[k] = 0.2 + 0.4 * Math.sin(s) + 0.1 * Math.cos(2 * s)
    for (let l = 0; l < levels; l++)
      loop.psi.set([1 + 0.2 * Math.cos(s + l), 0.3 * Math.sin(s + 2 * l)], 2 * (levels * k + l))
    normalize(loop.psi, 2 * levels * k, levels)
  }
  return loop
}

/** A loop of whole clouds, in which every trajectory goes round in its own way. */
export const cloudLoop = (shape: HybridShape): ReadonlyArray<HybridState> => {
  const { trajectories: N, levels: n } = shape
  return Array.from({ length: SAMPLES }, (_, k) => {
    const s = (2 * Math.PI * k) / SAMPLES
    const state = cloudState(shape)
    for (let a = 0; a < N; a++) {
      state.q[a] += 0.3 * Math.cos(s + a)
      state.p[a] += 0.25 * Math.sin(s - 2 * a)
      for (let l = 0; l < 2 * n; l++) state.psi[2 * n * a + l] += 0.15 * Math.cos(s + 1.7 * l + a)
      normalize(state.psi, 2 * n * a, n)
    }
    return state
  })
}

/** The trajectories `first`, first + 1, .. of the states, each state giving `SAMPLES / states.length` of them, as one loop. */
export const loopFrom = (states: ReadonlyArray<HybridState>, first: number, n: number): HybridState => {
  const loop = allocateHybrid({ trajectories: SAMPLES, dof: 1, levels: n })
  const each = SAMPLES / states.length
  states.forEach(({ q, p, psi }, k) => {
    loop.q.set(q.subarray(first, first + each), k * each)
    loop.p.set(p.subarray(first, first + each), k * each)
    loop.psi.set(psi.subarray(2 * n * first, 2 * n * (first + each)), 2 * n * k * each)
  })
  return loop
}

/** The rate of change of a loop's integral, exact since the integral is quadratic, and the size of what is subtracted. */
const rateOf = (loop: HybridState, velocity: HybridState, levels: number): { rate: number; size: number } => {
  const shape = { trajectories: SAMPLES, dof: 1, levels }
  const value = poincareIntegral(shape, HBAR)
  const moved = allocateHybrid(shape)
  const along = (by: number): number => {
    for (let i = 0; i < moved.block.length; i++) moved.block[i] = loop.block[i] + by * velocity.block[i]
    return value(moved)
  }
  const [ahead, behind] = [along(1), along(-1)]
  return { rate: (ahead - behind) / 2, size: (Math.abs(ahead) + Math.abs(behind)) / 2 }
}

/**
 * Round-off of the integral, relative to its size: at the mode k a coefficient, whose round-off is that of log2 S operations, counts k times, k < S/2, and
 * the modes of rate zero are not small before they cancel.
 */
export const ROUNDING = SAMPLES * Math.log2(SAMPLES) * Number.EPSILON

const eachSetting = (
  { method }: Subject,
  id: 'poincare/tracers' | 'poincare/own' | 'poincare/sum',
  measure: (make: MakeSystem, hamiltonian: (typeof coupledSettings)[number]['hamiltonian']) => Omit<Case, 'case'>,
): ReadonlyArray<Finding> => {
  const { system } = method
  if (typeof system !== 'function') return notApplicable(system.absent)
  const cases = coupledSettings.map((at) => ({ ...measure(system, at.hamiltonian), case: at.text }))
  return [judgeDefect(cases, method.claimedFailures?.[id])]
}

/**
 * The Poincare integral, the integral of p dq + <psi|i hbar dpsi> round a loop of trajectories of weight 0, which the method's cloud carries along.
 *
 * Defect: its rate of change, relative to the size of what cancels in it. Tolerance: the round-off of the transforms.
 */
export const tracerLoops = (subject: Subject): ReadonlyArray<Finding> =>
  eachSetting(subject, 'poincare/tracers', (make, hamiltonian) => {
    const n = hamiltonian.levels
    const cloudWeights = unequalWeights(PARTICLES)
    const weights = Float64Array.from([...cloudWeights, ...new Float64Array(SAMPLES)])
    const system = make(hamiltonian, { weights, hbar: HBAR }, 'coarse')
    const cloud = cloudState({ trajectories: PARTICLES, dof: 1, levels: n })
    const loop = singleLoop(n)
    const state = allocateHybrid(system.shape)
    for (const key of ['q', 'p', 'psi'] as const) state[key].set([...cloud[key], ...loop[key]])
    const { rate, size } = rateOf(loop, loopFrom([velocityOf(system, state)], PARTICLES, n), n)
    return { defect: Math.abs(rate) / size, tolerance: ROUNDING }
  })

/** The rates of the parts that the trajectories have in the integral of a loop of clouds. */
const cloudRates = (system: HybridSystem): ReadonlyArray<{ rate: number; size: number }> => {
  const states = cloudLoop(system.shape)
  const velocities = states.map((state) => velocityOf(system, state))
  const { levels: n } = system.shape
  return Array.from({ length: PARTICLES }, (_, a) => rateOf(loopFrom(states, a, n), loopFrom(velocities, a, n), n))
}

const onClouds = (make: MakeSystem, hamiltonian: (typeof coupledSettings)[number]['hamiltonian']) =>
  cloudRates(make(hamiltonian, { weights: unequalWeights(PARTICLES), hbar: HBAR }, 'coarse'))

/** The part of one trajectory in the integral round a loop of clouds: kept by trajectories that do not interact. As `tracerLoops`. */
export const ownLoops = (subject: Subject): ReadonlyArray<Finding> =>
  eachSetting(subject, 'poincare/own', (make, hamiltonian) => ({
    defect: Math.max(...onClouds(make, hamiltonian).map(({ rate, size }) => Math.abs(rate) / size)),
    tolerance: ROUNDING,
  }))

/** The weighted sum over all trajectories of the integral round a loop of clouds: kept by any flow that is symplectic. As `tracerLoops`. */
export const summedLoops = (subject: Subject): ReadonlyArray<Finding> =>
  eachSetting(subject, 'poincare/sum', (make, hamiltonian) => {
    const weights = unequalWeights(PARTICLES)
    let [rate, size] = [0, 0]
    onClouds(make, hamiltonian).forEach((part, a) => {
      rate += weights[a] * part.rate
      size += weights[a] * part.size
    })
    return { defect: Math.abs(rate) / size, tolerance: ROUNDING }
  })
