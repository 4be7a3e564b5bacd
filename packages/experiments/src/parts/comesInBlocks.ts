import type { RunSpec } from '../spec/Spec.ts'
import { isIndependent } from './isIndependent.ts'

/** Whether a run is computed in blocks of independent trajectories; one with tracers, which follow all of them, is not divided. */
export const comesInBlocks = (spec: Pick<RunSpec, 'method' | 'initial'>): boolean =>
  isIndependent(spec) && !('tracers' in spec.method)
