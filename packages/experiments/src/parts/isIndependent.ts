import type { RunSpec } from '../spec/Spec.ts'

/** Whether a run's trajectories are independent samples: none moves another, and each is drawn by itself. */
export const isIndependent = ({ method, initial }: Pick<RunSpec, 'method' | 'initial'>): boolean => {
  if (method.name !== 'ehrenfest' && method.name !== 'fssh') return false
  if ('wavepacket' in initial && method.sampling !== 'const') return method.sampling === 'random'
  return method.name === 'fssh' && !('particles' in initial)
}
