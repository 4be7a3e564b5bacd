import type { DrivenState, Flow } from '@casimir/algebra'
import { allocateDriven, STATUS } from '@casimir/algebra'
import type { DrivenProblem } from './drivenProblems.ts'
import { largestDifference } from './largestDifference.ts'

/** A state that holds the given vectors at time t. */
export const drivenState = (levels: number, psi: Float64Array, t = 0): DrivenState => {
  const state = allocateDriven(levels, psi.length / (2 * levels))
  state.t[0] = t
  state.psi.set(psi)
  return state
}

/** The state after `steps` equal steps of a flow over the problem's time. */
export const drivenRun = (problem: DrivenProblem, flow: Flow<DrivenState>, steps: number): DrivenState => {
  const state = drivenState(problem.system.levels, problem.start, problem.t0)
  for (let k = 0; k < steps; k++)
    if (flow(state, problem.T / steps) !== STATUS.ok) throw new Error(`${problem.system.name}: step ${k} failed.`)
  return state
}

/** The error of psi at the problem's end. */
export const drivenError = (problem: DrivenProblem, flow: Flow<DrivenState>, steps: number): number =>
  largestDifference(drivenRun(problem, flow, steps).psi, problem.end)
