import type { HybridState } from '@casimir/algebra'
import { allocateHybrid, poincareIntegral, STATUS } from '@casimir/algebra'
import type { SurfaceHoppingOptions } from '@casimir/models'
import { surfaceHopping } from '@casimir/models'
import type { ConsistencyMethod } from './ConsistencyMethod.ts'
import type { Case, Finding } from './Finding.ts'
import { judgeDefect } from './Finding.ts'
import { cloudLoop, loopFrom, PARTICLES, ROUNDING, SAMPLES, singleLoop } from './loops.ts'
import { settingsOf } from './Subject.ts'
import type { Setting } from './settings.ts'
import { cloudState, HBAR, unequalWeights } from './settings.ts'
import { STEP, stepForm, TRAJECTORIES } from './symplecticity.ts'

/** How long loops are followed. */
const SPAN = 0.5
const STEPS = 10

/** A number so close to 1 that no chance reaches it. */
const NONE = 1 - Number.EPSILON

const optionsOf = ({ run, dt }: ConsistencyMethod): SurfaceHoppingOptions => {
  const { method } = run(dt)
  if (method.name !== 'fssh') throw new Error(`hoppingForm: '${method.name}' does not hop.`)
  return { ...method, hbar: HBAR }
}

/** Moves a state by steps of h in which every trajectory stays on the lowest level, the random numbers being such that none tries to hop. */
const stay = (
  method: ConsistencyMethod,
  { hamiltonian, text }: Setting,
  state: HybridState,
  h: number,
  steps: number,
) => {
  let starting = true
  // at the start 0 chooses the lowest level, and with `cumulative` no hop ever
  const run = surfaceHopping(hamiltonian, optionsOf(method)).prepare(state.q.length, () => (starting ? 0 : NONE))
  run.state.block.set(state.block)
  for (let a = 0; a < state.q.length; a++) run.start(a)
  starting = false
  for (let k = 0; k < steps; k++)
    if (run.step(h) !== STATUS.ok) throw new Error(`${method.name} on ${text}: a step failed.`)
  if ([...run.hops, ...run.frustrated, ...run.active].some((x) => x !== 0))
    throw new Error(`${method.name} on ${text}: a trajectory left the lowest level.`)
  state.block.set(run.state.block)
}

/** The integrals of loops made of states, each loop with its weight, before and after `SPAN`. */
const changes = (
  method: ConsistencyMethod,
  at: Setting,
  states: ReadonlyArray<HybridState>,
  loops: number,
  steps: number,
): ReadonlyArray<{ readonly change: number; readonly size: number }> => {
  const n = at.hamiltonian.levels
  const value = poincareIntegral({ trajectories: SAMPLES, dof: 1, levels: n }, HBAR)
  const each = states.map(({ q, p, psi }) => {
    const copy = allocateHybrid({ trajectories: q.length, dof: 1, levels: n })
    copy.q.set(q)
    copy.p.set(p)
    copy.psi.set(psi)
    return copy
  })
  const integrals = (): ReadonlyArray<number> => Array.from({ length: loops }, (_, a) => value(loopFrom(each, a, n)))
  const before = integrals()
  for (const state of each) stay(method, at, state, SPAN / steps, steps)
  return integrals().map((after, a) => ({
    change: after - before[a],
    size: Math.abs(after) + Math.abs(before[a]),
  }))
}

/** A case of the relative change of weighted loops; its tolerance is how much the step makes of it, and the round-off of the transforms. */
const loopCase = (
  method: ConsistencyMethod,
  at: Setting,
  states: ReadonlyArray<HybridState>,
  weights: ReadonlyArray<Float64Array>,
): Case => {
  const [coarse, fine] = [STEPS, 2 * STEPS].map((steps) => {
    const loops = changes(method, at, states, weights[0].length, steps)
    return weights.map((w) => {
      const [change, size] = (['change', 'size'] as const).map((key) =>
        loops.reduce((sum, loop, a) => sum + w[a] * loop[key], 0),
      )
      return change / size
    })
  })
  return {
    defect: Math.max(...fine.map(Math.abs)),
    tolerance: Math.max(...fine.map((x, k) => Math.abs(x - coarse[k]))) + ROUNDING * 2 * STEPS,
    case: `${at.text}, t = ${SPAN}, before any hop`,
  }
}

const single = (count: number, a: number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => Number(k === a))

/** The Poincare integral round a loop of trajectories on one level, which the same random numbers let stay there: as `tracerLoops`, by a run. */
export const hoppingTracerLoops = (method: ConsistencyMethod): ReadonlyArray<Finding> => [
  judgeDefect(
    settingsOf(method).map((at) => loopCase(method, at, [singleLoop(at.hamiltonian.levels)], [single(1, 0)])),
  ),
]

const clouds = (method: ConsistencyMethod, weights: ReadonlyArray<Float64Array>): ReadonlyArray<Finding> => [
  judgeDefect(
    settingsOf(method).map((at) => {
      const shape = { trajectories: PARTICLES, dof: 1, levels: at.hamiltonian.levels }
      return loopCase(method, at, cloudLoop(shape), weights)
    }),
  ),
]

/** The parts of single trajectories in the integral round a loop of clouds, likewise. */
export const hoppingOwnLoops = (method: ConsistencyMethod): ReadonlyArray<Finding> =>
  clouds(
    method,
    Array.from({ length: PARTICLES }, (_, a) => single(PARTICLES, a)),
  )

/** Their weighted sum, likewise. */
export const hoppingSummedLoops = (method: ConsistencyMethod): ReadonlyArray<Finding> =>
  clouds(method, [unequalWeights(PARTICLES)])

/** One of the method's steps without a hop, as `symplecticStep`. */
export const hoppingStep = (method: ConsistencyMethod): ReadonlyArray<Finding> => [
  judgeDefect(
    settingsOf(method).map((at) => {
      const shape = { trajectories: TRAJECTORIES, dof: 1, levels: at.hamiltonian.levels }
      const step = (moved: HybridState): Float64Array => {
        stay(method, at, moved, STEP, 1)
        return moved.block.slice()
      }
      return { ...stepForm(step, cloudState(shape), shape), case: `${at.text}, a step of ${STEP} without a hop` }
    }),
  ),
]
