import type { LieGroup } from './LieGroup.ts'
import type { Reading, Writing } from './Reading.ts'

/**
 * A left action of a Lie group on flat buffers of `size` numbers, as a dictionary: output first, out may be the point.
 *
 * Laws (to round-off): act(e, y) = y; act(g h, y) = act(g, act(h, y)); generator(x, y) = d/dt act(exp(t x), y) at t = 0, linear in x.
 */
export interface Action {
  readonly name: string
  readonly group: LieGroup
  readonly size: number
  /** out = g . y. */
  readonly act: (out: Writing, g: Reading, y: Reading) => void
  /** out = x . y, the infinitesimal generator: the vector field on points that the algebra element x makes. */
  readonly generator: (out: Writing, x: Reading, y: Reading) => void
}

/**
 * A linear action that keeps the plain scalar product: an orthogonal representation (a unitary one, on interleaved amplitudes).
 *
 * Further laws: act is linear in y and |g . y| = |y|; <momentum(a, b), x> = <b, x . a>.
 */
export interface OrthogonalAction extends Action {
  /** out = the momentum map of the lifted action on pairs, an algebra dual: <momentum(a, b), x> = <b, x . a>. */
  readonly momentum: (out: Writing, a: Reading, b: Reading) => void
  /** Whether act(cay x) is the Cayley transform (1 - X/2)^-1 (1 + X/2) of the matrix X of y -> x . y. */
  readonly keepsCayley: boolean
}

/**
 * G on itself from the left, h -> g h; its generator is x h.
 *
 * @example
 * leftAction(so3).size // => 9
 */
export const leftAction = (group: LieGroup): Action => ({
  name: `${group.name} from the left`,
  group,
  size: group.size,
  act: group.compose,
  generator: group.tangent,
})

/**
 * G on g*, mu -> coAd_g mu; its orbits carry the Lie-Poisson flows, and its generator is -ad*_x mu.
 *
 * @example
 * const out = new Float64Array(3)
 * coadjointAction(so3).generator(out, new Float64Array([0, 0, 1]), new Float64Array([1, 0, 0]))
 * Array.from(out) // => [0, 1, 0]
 */
export const coadjointAction = (group: LieGroup): Action => {
  const { size, coad } = group.algebra
  return {
    name: `coadjoint action of ${group.name}`,
    group,
    size,
    act: group.coAd,
    generator: (out, x, mu) => {
      coad(out, x, mu)
      for (let k = 0; k < size; k++) out[k] = -out[k]
    },
  }
}
