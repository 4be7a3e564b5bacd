import type { HybridShape, HybridState } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import * as fc from 'fast-check'
import { codeOf } from '../codeOf.ts'
import { amplitudes } from './amplitudes.ts'
import { gridVector } from './gridVector.ts'

/** A cloud of weighted trajectories. */
export interface Cloud {
  readonly shape: HybridShape
  /** Sum 1 to round-off. */
  readonly weights: Float64Array
  /** A fresh copy of the state at every call, so that no measurement spoils another. */
  readonly state: () => HybridState
}

/** How large and of what kind a drawn cloud may be. */
export interface CloudOptions {
  readonly dof: number
  readonly levels: number
  readonly fewest?: number
  readonly most?: number
  /** q and p are within this. */
  readonly range?: number
  /** Whether trajectories other than the first may have weight 0. */
  readonly tracers?: boolean
}

interface Particle {
  readonly weight: number
  readonly q: Float64Array
  readonly p: Float64Array
  readonly psi: Float64Array
  /** What it has in common with the particle before it. */
  readonly shares: 'nothing' | 'place' | 'state'
}

const assemble = (particles: ReadonlyArray<Particle>, dof: number, levels: number): Cloud => {
  const shape = { trajectories: particles.length, dof, levels }
  const sum = particles.reduce((s, { weight }) => s + weight, 0)
  const start = allocateHybrid(shape)
  particles.forEach(({ q, p, psi, shares }, a) => {
    const place = a > 0 && shares !== 'nothing'
    const amplitude = a > 0 && shares === 'state'
    start.q.set(place ? start.q.subarray(dof * (a - 1), dof * a) : q, dof * a)
    start.p.set(place ? start.p.subarray(dof * (a - 1), dof * a) : p, dof * a)
    start.psi.set(amplitude ? start.psi.subarray(2 * levels * (a - 1), 2 * levels * a) : psi, 2 * levels * a)
  })
  return {
    shape,
    weights: Float64Array.from(particles, ({ weight }) => weight / sum),
    state: () => {
      const copy = allocateHybrid(shape)
      copy.block.set(start.block)
      return copy
    },
  }
}

/**
 * A cloud of `fewest` (2) to `most` (5) trajectories with unequal weights and unit amplitudes.
 *
 * Of the trajectories after the first, a fifth sit on their predecessor with a state of their own and a fifth are its double. With `tracers` a quarter of them
 * have weight 0. Shrinks to few trajectories of equal weight at the origin in level 0.
 *
 * @example
 * import * as fc from 'fast-check'
 * const [{ shape, weights, state }] = fc.sample(cloud({ dof: 1, levels: 2, fewest: 3, most: 3 }), 1)
 * [shape.trajectories, weights.length, state().psi.length] // => [3, 3, 12]
 */
export const cloud = ({
  dof,
  levels,
  fewest = 2,
  most = 5,
  range = 1,
  tracers = false,
}: CloudOptions): fc.Arbitrary<Cloud> => {
  const particle = fc.record({
    shares: fc.constantFrom<Particle['shares']>('nothing', 'nothing', 'nothing', 'place', 'state'),
    traces: fc.constantFrom(false, false, false, tracers),
    weight: fc.integer({ min: 1, max: 1000 }),
    q: gridVector(dof, range),
    p: gridVector(dof, range),
    psi: amplitudes(levels),
  })
  return fc.array(particle, { minLength: fewest, maxLength: most }).map((drawn) =>
    assemble(
      drawn.map(({ traces, weight, ...rest }, a) => ({ ...rest, weight: traces && a > 0 ? 0 : weight })),
      dof,
      levels,
    ),
  )
}

/**
 * The code that makes a cloud: its weights and its state.
 *
 * @example
 * import * as fc from 'fast-check'
 * const [drawn] = fc.sample(cloud({ dof: 1, levels: 1 }), 1)
 * showCloud(drawn).startsWith("import { allocateHybrid } from '@casimir/algebra'") // => true
 */
export const showCloud = ({ shape, weights, state }: Cloud): string =>
  [
    "import { allocateHybrid } from '@casimir/algebra'",
    `const weights = ${codeOf(weights)}`,
    `const state = allocateHybrid(${codeOf(shape)})`,
    `state.q.set(${codeOf(state().q)})`,
    `state.p.set(${codeOf(state().p)})`,
    `state.psi.set(${codeOf(state().psi)})`,
  ].join('\n')
