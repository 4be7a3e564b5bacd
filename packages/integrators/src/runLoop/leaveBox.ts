import type { StopCondition } from './StopCondition.ts'

/** The range of one number of the block. */
export interface BoxSide {
  readonly index: number
  readonly lower: number
  readonly upper: number
}

/**
 * Stops a run where it leaves the box lower_i < block_i < upper_i, over the numbers of the block that have a side.
 *
 * Errors: throws when there is no side or one is empty; a run refuses to start on the box's border or outside, or when a side names a
 * number its block lacks.
 *
 * @example
 * const { value } = leaveBox([{ index: 0, lower: -1, upper: 1 }, { index: 1, lower: 0, upper: Infinity }])
 * value(new Float64Array([0.75, 3])) // => 0.25
 * value(new Float64Array([0.75, -2])) // => -2
 */
export const leaveBox = (sides: ReadonlyArray<BoxSide>, name = 'box'): StopCondition => {
  if (sides.length === 0) throw new Error(`leaveBox: '${name}' has no side; give at least one.`)
  for (const { index, lower, upper } of sides)
    if (!Number.isInteger(index) || index < 0 || !(lower < upper))
      throw new Error(
        `leaveBox: side of number ${index} from ${lower} to ${upper}; give an index >= 0 and lower below upper.`,
      )
  const value: StopCondition['value'] = (block) => {
    let room = Number.POSITIVE_INFINITY
    for (let k = 0; k < sides.length; k++) {
      const { index, lower, upper } = sides[k]
      room = Math.min(room, block[index] - lower, upper - block[index])
    }
    return room
  }
  return {
    name,
    direction: 'down',
    value,
    refuses: (block) => {
      const beyond = sides.find(({ index }) => index >= block.length)
      if (beyond)
        return `box '${name}' limits number ${beyond.index} and the block has ${block.length}; give an index below that`
      return value(block) > 0 ? undefined : `the state is not inside box '${name}'; start inside`
    },
  }
}
