import type { Reading, Writing } from '@casimir/algebra'
import { addCombination } from './linearCombination.ts'
import type { Memory } from './runLoop/Memory.ts'

/** Predicts a smooth vector-valued function of time from its latest values. */
export interface Extrapolation {
  /** Writes the interpolating polynomial's value at `t`; false when nothing is known yet. */
  readonly predict: (out: Writing, t: number) => boolean
  /** Adds a value at `t` in place of all those closer in time than `separation`, or else of the oldest. */
  readonly add: (value: Reading, t: number, separation: number) => void
  readonly forget: () => void
  /** How many values are known, their times and the values, oldest first. */
  readonly memory: Memory
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
  const weights = new Float64Array(points)
  let known = 0
  return {
    predict: (out, t) => {
      if (known === 0) return false
      for (let i = 0; i < known; i++) {
        let weight = 1
        for (let j = 0; j < known; j++) if (j !== i) weight *= (t - times[j]) / (times[i] - times[j])
        weights[i] = weight
      }
      out.fill(0)
      addCombination(out, out, weights, values, known)
      return true
    },
    add: (value, t, separation) => {
      let kept = 0
      for (let i = 0; i < known; i++) {
        if (times[i] === t || Math.abs(times[i] - t) < separation) continue
        const held = values[kept]
        values[kept] = values[i]
        values[i] = held
        times[kept] = times[i]
        kept += 1
      }
      if (kept === points) {
        const oldest = values[0]
        for (let i = 1; i < points; i++) values[i - 1] = values[i]
        values[points - 1] = oldest
        times.copyWithin(0, 1)
        kept -= 1
      }
      values[kept].set(value)
      times[kept] = t
      known = kept + 1
    },
    forget: () => {
      known = 0
    },
    memory: {
      size: 1 + points * (1 + size),
      read: (out) => {
        out[0] = known
        out.set(times, 1)
        for (let i = 0; i < points; i++) out.set(values[i], 1 + points + i * size)
      },
      write: (block) => {
        known = block[0]
        for (let i = 0; i < points; i++) {
          times[i] = block[1 + i]
          const value = values[i]
          for (let k = 0; k < size; k++) value[k] = block[1 + points + i * size + k]
        }
      },
    },
  }
}
