import type { Reading } from '@casimir/algebra'
import { overlaps, transform, turn } from './adiabaticAmplitudes.ts'
import { anyHop, hopChances } from './hopChances.ts'
import { matchLevels } from './matchLevels.ts'

/** Pairs of equal steps against one step of twice the size, see `hopBias`. */
export interface HopBias {
  readonly signed: Float64Array
  readonly absolute: Float64Array
  /** Forgets the pair that trajectory a is in and its sums. */
  readonly reset: (a: number) => void
  /** At the beginning of a step h of trajectory a: adiabatic amplitudes c turned by h/2, the turns from 2 a n on, eigenvectors from 2 a n^2 on, the active level. */
  readonly begin: (a: number, h: number, c: Reading, turns: Reading, vectors: Reading, active: number) => void
  /** At its end: the chances of its hops, whether one was tried, the eigenvectors V there. */
  readonly end: (a: number, chances: Reading, tried: boolean, V: Reading) => void
}

/**
 * Prepares the estimate of the time-step bias of hop chances: over pairs of equal steps without a tried hop, 1 - (1 - P1)(1 - P2) less the chance
 * of one doubled step from the beginning of the first to the end of the second, summed for each trajectory.
 *
 * The doubled step takes the same end points in q, and the electronic flow exp(-i B(q0) h/hbar) exp(-i B(q2) h/hbar) between them, so that it costs no
 * evaluation of B; decoherence inside the pair counts as a difference.
 */
export const hopBias = (n: number, N: number): HopBias => {
  const size = 2 * n * n
  const open = new Uint8Array(N)
  const steps = new Float64Array(N)
  const levels = new Int32Array(N)
  const firsts = new Float64Array(N)
  const V = new Float64Array(N * size)
  const amplitudes = new Float64Array(2 * N * n)
  const signed = new Float64Array(N)
  const absolute = new Float64Array(N)
  const b = new Float64Array(2 * n)
  const c = new Float64Array(2 * n)
  const S = new Float64Array(size)
  const order = new Int32Array(n)
  const targets = new Float64Array(n)
  return {
    signed,
    absolute,
    reset: (a) => {
      open[a] = 0
      signed[a] = 0
      absolute[a] = 0
    },
    begin: (a, h, from, turns, vectors, active) => {
      if (open[a] === 1 && steps[a] === h) return
      open[a] = 0
      steps[a] = h
      levels[a] = active
      for (let k = 0; k < size; k++) V[a * size + k] = vectors[a * size + k]
      turn(b, from, turns, 2 * a * n, n)
      for (let k = 0; k < 2 * n; k++) amplitudes[2 * a * n + k] = b[k]
    },
    end: (a, chances, tried, V2) => {
      const chance = anyHop(chances)
      if (tried || open[a] === 0) {
        open[a] = tried ? 0 : 1
        firsts[a] = chance
        return
      }
      open[a] = 0
      for (let k = 0; k < 2 * n; k++) b[k] = amplitudes[2 * a * n + k]
      overlaps(S, V2, V, a * size, n)
      transform(c, 0, S, b, n)
      matchLevels(order, S, n)
      hopChances(targets, b, c, S, order, levels[a], n)
      const difference = 1 - (1 - firsts[a]) * (1 - chance) - anyHop(targets)
      signed[a] += difference
      absolute[a] += Math.abs(difference)
    },
  }
}
