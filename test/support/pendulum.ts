import type { Flow, SplitSystem } from '@casimir/algebra'

/** The state of a pendulum: angle, momentum. */
export type Pendulum = Float64Array

const drift: Flow<Pendulum> = (s, h) => {
  s[0] += h * s[1]
  return 0
}
const kick: Flow<Pendulum> = (s, h) => {
  s[1] -= h * Math.sin(s[0])
  return 0
}
const then =
  (...flows: ReadonlyArray<readonly [Flow<Pendulum>, number]>): Flow<Pendulum> =>
  (s, h) => {
    for (const [flow, c] of flows) flow(s, c * h)
    return 0
  }

/** The pendulum in two exact parts, one symmetric stepper and one that is neither, the symplectic Euler method. */
export const pendulum: SplitSystem<Pendulum, 'T' | 'V' | 'S' | 'N'> = {
  name: 'pendulum',
  parts: {
    T: { kind: 'exact', flow: drift },
    V: { kind: 'exact', flow: kick },
    S: { kind: 'symmetric', flow: then([drift, 0.5], [kick, 1], [drift, 0.5]) },
    N: { kind: 'neither', flow: then([drift, 1], [kick, 1]), adjoint: then([kick, 1], [drift, 1]) },
  },
}
