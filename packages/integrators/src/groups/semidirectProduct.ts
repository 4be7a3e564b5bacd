import type { LieGroup, OrthogonalAction, Reading, Writing } from '@casimir/algebra'
import { makeLieAlgebra, makeLieGroup } from '@casimir/algebra'
import { bernoulliSeries } from './bernoulliSeries.ts'
import { join, split } from './productGroup.ts'

const TERMS = 40

/**
 * The semidirect product G x| V of a group and a space it acts on orthogonally, (g, v)(h, w) = (g h, v + g w); pairs, g then v in
 * one buffer. With `rotationAction` it is SE(3), the rigid motions y -> g y + v.
 *
 * [(x, a), (y, b)] = ([x, y], x.b - y.a); exp(x, a) = (exp x, (e^X - 1)/X a), X being the matrix of v -> x.v: a series for x halved
 * until |x|_max < 1, then doubled. log where G has one and X has no eigenvalue of size 2 pi or more. dexpInv by `bernoulliSeries`: up to
 * ad^60, diverging where exp stops being injective (|x| = 2 pi for SE(3)). Cayley in the affine matrices [[X, a], [0, 0]], present
 * when the action keeps G's Cayley map: (cay x, (a + cay(x).a)/2); dcayInv in closed form.
 *
 * Assumes an action that is linear and orthogonal (not checked).
 *
 * Cost: compose that of G and one action; exp 2 + 2 log2|x| actions and up to 20 generators. Allocates only here; not re-entrant.
 *
 * Source: J. Marsden and T. Ratiu, Introduction to Mechanics and Symmetry (1999), section 14.7 (coadjoint action).
 *
 * @example
 * const se3 = semidirectProduct(rotationAction)
 * const out = new Float64Array(12)
 * se3.exp(out, new Float64Array([0, 0, Math.PI, 1, 0, 0]))
 * Math.abs(out[10] - 2 / Math.PI) < 1e-15 // => true
 */
export const semidirectProduct = (action: OrthogonalAction): LieGroup => {
  const { group: G, act, generator, momentum, size: n } = action
  const A = G.algebra
  const g = new Float64Array(G.size)
  const h = new Float64Array(G.size)
  const x = new Float64Array(A.size)
  const y = new Float64Array(A.size)
  const v = new Float64Array(n)
  const w = new Float64Array(n)
  const power = new Float64Array(n)
  const { log, cayley } = G
  const { dcayInv } = A
  const divide = bernoulliSeries(generator, n)

  /** w = (e^X - 1)/X v, which overwrites x. */
  const average = (): void => {
    let largest = 0
    for (let k = 0; k < A.size; k++) largest = Math.max(largest, Math.abs(x[k]))
    const halvings = largest > 1 ? Math.ceil(Math.log2(largest)) : 0
    const scale = 0.5 ** halvings
    for (let k = 0; k < A.size; k++) x[k] *= scale
    let size = 0
    for (let k = 0; k < n; k++) {
      w[k] = v[k]
      power[k] = v[k]
      size = Math.max(size, Math.abs(v[k]))
    }
    for (let term = 2; term <= TERMS; term++) {
      generator(power, x, power)
      let added = 0
      for (let k = 0; k < n; k++) {
        power[k] /= term
        w[k] += power[k]
        added = Math.max(added, Math.abs(power[k]))
      }
      if (added < 1e-18 * size) break
    }
    for (let k = 0; k < halvings; k++) {
      G.exp(h, x)
      act(power, h, w)
      for (let i = 0; i < n; i++) w[i] = 0.5 * (w[i] + power[i])
      for (let i = 0; i < A.size; i++) x[i] *= 2
    }
  }
  const add = (out: Writing, p: Reading, sign: number, q: Reading): void => {
    for (let k = 0; k < out.length; k++) out[k] = p[k] + sign * q[k]
  }
  const bracket = (out: Writing, p: Reading, q: Reading): void => {
    split(x, v, p)
    split(y, w, q)
    generator(w, x, w)
    generator(v, y, v)
    add(w, w, -1, v)
    A.bracket(x, x, y)
    join(out, x, w)
  }

  return makeLieGroup({
    name: `${G.name} x| R^${n}`,
    size: G.size + n,
    dim: G.dim + n,
    algebra: makeLieAlgebra({
      dim: A.dim + n,
      size: A.size + n,
      bracket,
      coad: (out, p, mu) => {
        split(x, v, p)
        split(y, w, mu)
        A.coad(y, x, y)
        generator(power, x, w)
        momentum(x, v, w)
        add(y, y, -1, x)
        // the generator is antisymmetric: its transpose is its negative
        for (let k = 0; k < n; k++) power[k] = -power[k]
        join(out, y, power)
      },
      dexpInv: bernoulliSeries(bracket, A.size + n),
      dcayInv:
        dcayInv && action.keepsCayley
          ? (out, p, q) => {
              // the last column of V - [U, V]/2 - U V U/4 is b - (X b - Y a)/2 - X Y a/4
              split(x, v, p)
              split(y, w, q)
              generator(v, y, v)
              add(power, w, 0.5, v)
              generator(v, x, v)
              add(power, power, -0.25, v)
              generator(w, x, w)
              add(power, power, -0.5, w)
              dcayInv(y, x, y)
              join(out, y, power)
            }
          : undefined,
    }),
    identity: (out) => {
      G.identity(g)
      v.fill(0)
      join(out, g, v)
    },
    compose: (out, p, q) => {
      split(g, v, p)
      split(h, w, q)
      act(w, g, w)
      add(v, v, 1, w)
      G.compose(g, g, h)
      join(out, g, v)
    },
    invert: (out, p) => {
      split(g, v, p)
      G.invert(g, g)
      act(v, g, v)
      for (let k = 0; k < n; k++) v[k] = -v[k]
      join(out, g, v)
    },
    exp: (out, p) => {
      split(x, v, p)
      G.exp(g, x)
      average()
      join(out, g, w)
    },
    log:
      log &&
      ((out, p) => {
        split(g, v, p)
        log(x, g)
        divide(v, x, v)
        join(out, x, v)
      }),
    cayley:
      cayley && action.keepsCayley
        ? (out, p) => {
            split(x, v, p)
            cayley(g, x)
            act(w, g, v)
            for (let k = 0; k < n; k++) w[k] = 0.5 * (v[k] + w[k])
            join(out, g, w)
          }
        : undefined,
    Ad: (out, p, q) => {
      split(g, v, p)
      split(y, w, q)
      G.Ad(y, g, y)
      act(w, g, w)
      generator(v, y, v)
      add(w, w, -1, v)
      join(out, y, w)
    },
    coAd: (out, p, mu) => {
      split(g, v, p)
      split(y, w, mu)
      G.coAd(y, g, y)
      act(w, g, w)
      momentum(x, v, w)
      add(y, y, 1, x)
      join(out, y, w)
    },
    tangent: (out, p, q) => {
      split(x, v, p)
      split(g, w, q)
      G.tangent(g, x, g)
      generator(w, x, w)
      add(w, w, 1, v)
      join(out, g, w)
    },
  })
}
