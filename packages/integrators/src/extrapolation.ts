import type { Reading, Writing } from '@casimir/algebra'

/** Predicts a smooth vector-valued function of time from its latest values. */
export interface Extrapolation {
  /** Writes the interpolating polynomial's value at `t`; false when nothing is known yet. */
  readonly predict: (out: Writing, t: number) => boolean
  /** Adds a value at `t`, replacing the oldest, or one closer in time than `separation`. */
  readonly add: (value: Reading, t: number, separation: number) => void
  readonly forget: () => void
}

/**
 * Prepares polynomial extrapolation of a vector of `size` numbers through its last `points` values.
 *
 * Error h^points times the points-th derivative for equidistant values h apart; any spacing is allowed, and equal times are
 * kept apart by `separation` so that the weights stay bounded.
 *
 * Cost: `points` vectors of memory, `points` axpys a prediction. Allocates only here.
 *
 * @example
 * const line = extrapolation(1, 2)
 * line.add(new Float64Array([1]), 0, 0.1)
 * line.add(new Float64Array([2]), 1, 0.1)
 * const out = new Float64Array(1)
 * line.predict(out, 2) // => true
 * out[0] // => 3
 */
export const extrapolation = (size: number, points: number): Extrapolation => {
  const values = Array.from({ length: points }, () => new Float64Array(size))
  const times = new Float64Array(points)
  let known = 0
  let next = 0
  return {
    predict: (out, t) => {
      if (known === 0) return false
      out.fill(0)
      for (let i = 0; i < known; i++) {
        let weight = 1
        for (let j = 0; j < known; j++) if (j !== i) weight *= (t - times[j]) / (times[i] - times[j])
        const value = values[i]
        for (let k = 0; k < size; k++) out[k] += weight * value[k]
      }
      return true
    },
    add: (value, t, separation) => {
      let slot = -1
      for (let i = 0; i < known; i++) if (Math.abs(times[i] - t) < separation) slot = i
      if (slot < 0) {
        slot = next
        next = (next + 1) % points
        if (known < points) known += 1
      }
      values[slot].set(value)
      times[slot] = t
    },
    forget: () => {
      known = 0
      next = 0
    },
  }
}
