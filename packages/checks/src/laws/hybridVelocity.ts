import type { HybridGradient, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateGradient, allocateHybrid, applyMatrix, scatter } from '@casimir/algebra'

/** How many roundings a sum over the nodes of a stencil and the particles of a cloud may take: the multiple of machine epsilon in tolerances. */
export const ROUNDINGS = 256
/** The displacement, in units of the state, by which the conditioning of a gradient is measured. */
const NUDGE = 2 ** -20

/** The gradient of a system at a state; throws when its status is not 0. Buffers start as NaN, so that what is not written shows. */
export const gradientAt = (system: HybridSystem, state: HybridState): HybridGradient => {
  const out = allocateGradient(system.shape)
  out.block.fill(Number.NaN)
  const status = system.gradient(out, state)
  if (status !== 0) throw new Error(`the gradient of '${system.name}' ends with status ${status}.`)
  return out
}

/** z' of a state: q' = g_p, p' = -g_q, i hbar psi' = G psi, for a gradient (g_q, g_p, G). */
export const velocityAt = (system: HybridSystem, state: HybridState): HybridState => {
  const { trajectories: N, levels: n } = system.shape
  const { q, p, generator } = gradientAt(system, state)
  const out = allocateHybrid(system.shape)
  const turned = new Float64Array(2 * n)
  for (let i = 0; i < q.length; i++) {
    out.q[i] = p[i]
    out.p[i] = -q[i]
  }
  for (let a = 0; a < N; a++) {
    applyMatrix(turned, 0, generator, 2 * n * n * a, state.psi, 2 * n * a, n)
    for (let j = 0; j < n; j++) {
      out.psi[2 * (n * a + j)] = turned[2 * j + 1] / system.hbar
      out.psi[2 * (n * a + j) + 1] = -turned[2 * j] / system.hbar
    }
  }
  return out
}

/** The largest absolute value of any entry, NaN when there is one. */
export const largest = (numbers: ArrayLike<number>): number => {
  let most = 0
  for (let i = 0; i < numbers.length; i++) most = Math.max(most, Math.abs(numbers[i]))
  return most
}

/** The largest absolute difference of two arrays, NaN when a number is. */
export const difference = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  let most = x.length === y.length ? 0 : Number.NaN
  for (let i = 0; i < x.length; i++) most = Math.max(most, Math.abs(x[i] - y[i]))
  return most
}

/** A state moved by `by` times a direction of the size of its block. */
export const moved = (
  system: HybridSystem,
  state: HybridState,
  direction: ArrayLike<number>,
  by: number,
): HybridState => {
  const out = allocateHybrid(system.shape)
  for (let i = 0; i < out.block.length; i++) out.block[i] = state.block[i] + by * direction[i]
  return out
}

/**
 * What round-off in a gradient is to be compared with: its largest entry, and by how much it would change if every coordinate moved by its own size and
 * `lengths`, in proportion to a nudge, or does when it moves by `lengths` and by 4 of them in full; a computation that loses no more than its data's own round-off
 * is off by some machine epsilons of this. A closure sums over all that its kernel reaches, some 8 lengths: where the gradient and its slope vanish at a point, the
 * terms that cancel do not.
 */
const gradientScale = (system: HybridSystem, state: HybridState, lengths: Float64Array): number => {
  const here = gradientAt(system, state).block
  const psiAt = 1 + state.q.length + state.p.length
  const changeTo = (direction: Float64Array, by: number): number =>
    difference(here, gradientAt(system, moved(system, state, direction, by)).block)
  const within = (by: number): number => {
    // amplitudes do not grow with the distance
    const reach = lengths.map((length, i) => scatter(3, i) * length * (i < psiAt ? by : Math.sign(by)))
    try {
      const change = changeTo(reach, 1)
      return Number.isFinite(change) ? change : 0
    } catch {
      // out of the system's domain, where there are no terms
      return 0
    }
  }
  const nudge = state.block.map((x, i) => scatter(3, i) * (Math.abs(x) + lengths[i]))
  return largest(here) + Math.max(changeTo(nudge, NUDGE) / NUDGE, ...[1, -1, 4, -4].map(within))
}

/** The tolerance for two gradients of the same numbers by other routes. */
export const gradientTolerance = (system: HybridSystem, state: HybridState, lengths: Float64Array): number =>
  ROUNDINGS * Number.EPSILON * gradientScale(system, state, lengths)

/** Makes each n x n matrix traceless: generators that differ by multiples of the identity turn phases only. */
const withoutTrace = (generator: ArrayLike<number>, n: number): Float64Array => {
  const out = Float64Array.from(generator)
  const size = 2 * n * n
  for (let at = 0; at < out.length; at += size) {
    let trace = 0
    for (let j = 0; j < n; j++) trace += out[at + 2 * j * (n + 1)] / n
    for (let j = 0; j < n; j++) out[at + 2 * j * (n + 1)] -= trace
  }
  return out
}

/** The largest difference of two gradients, generators up to multiples of the identity. */
export const gradientDifference = (
  x: Pick<HybridGradient, 'q' | 'p' | 'generator'>,
  y: Pick<HybridGradient, 'q' | 'p' | 'generator'>,
  n: number,
): number =>
  Math.max(
    difference(x.q, y.q),
    difference(x.p, y.p),
    difference(withoutTrace(x.generator, n), withoutTrace(y.generator, n)),
  )
