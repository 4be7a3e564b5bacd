import type { Reading } from '@casimir/algebra'
import type { Direction, StopCondition } from './StopCondition.ts'

/**
 * Stops a run where it crosses the plane sum_i normal_i block_i = offset, as for a Poincare section.
 *
 * `up` is towards the side of the normal. A run may start on the plane, which is not a crossing.
 *
 * Errors: throws when the normal is zero or not finite; a run refuses a plane whose normal is not as long as its block.
 *
 * @example
 * const { value } = crossPlane({ normal: new Float64Array([0, 2]), offset: 1, direction: 'up' })
 * value(new Float64Array([7, 3])) // => 5
 */
export const crossPlane = ({
  normal,
  offset = 0,
  direction = 'either',
  name = 'plane',
}: {
  readonly normal: Reading
  readonly offset?: number
  readonly direction?: Direction
  readonly name?: string
}): StopCondition => {
  let length = 0
  for (let i = 0; i < normal.length; i++) length += Math.abs(normal[i])
  if (!(length > 0) || !Number.isFinite(length + offset))
    throw new Error(
      `crossPlane: the plane '${name}' has a normal of size ${length} and offset ${offset}; give a finite normal other than zero and a finite offset.`,
    )
  return {
    name,
    direction,
    value: (block) => {
      let sum = -offset
      for (let i = 0; i < normal.length; i++) sum += normal[i] * block[i]
      return sum
    },
    refuses: (block) =>
      block.length === normal.length
        ? undefined
        : `the normal of plane '${name}' has ${normal.length} numbers and the block ${block.length}; give one for each`,
  }
}
