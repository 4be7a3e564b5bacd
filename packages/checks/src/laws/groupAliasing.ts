import type { LieGroup, Reading, Writing } from '@casimir/algebra'
import type { Measured } from '../Law.ts'
import { allOf } from './approximate.ts'
import type { GroupDraw } from './groupDraw.ts'
import { groupOperations } from './groupOperations.ts'
import { aliasingOf } from './inPlaceLaws.ts'

/** How many numbers any operation of a group gets wrong when its output is an input. */
export const groupAliasing = (group: LieGroup, { x, y, z }: GroupDraw): Measured => {
  const { exp } = groupOperations(group)
  const [g, h] = [exp(x), exp(y)]
  const { size, algebra, log, cayley } = group
  const { dcayInv } = algebra
  const tried = (
    length: number,
    run: (out: Writing, a: Reading, b: Reading) => void,
    ...inputs: Float64Array[]
  ): Measured => aliasingOf({ name: '', length, inputs: [], run: (out, a, b) => run(out, a, b) }, inputs)
  return allOf([
    tried(size, group.compose, g, h),
    tried(size, group.invert, g),
    tried(size, group.exp, x),
    tried(algebra.size, group.Ad, g, z),
    tried(algebra.size, group.coAd, g, z),
    tried(size, group.tangent, x, g),
    tried(algebra.size, algebra.bracket, x, y),
    tried(algebra.size, algebra.coad, x, z),
    tried(algebra.size, algebra.dexpInv, x, y),
    ...(log ? [tried(algebra.size, log, g)] : []),
    ...(cayley ? [tried(size, cayley, x)] : []),
    ...(dcayInv ? [tried(algebra.size, dcayInv, x, y)] : []),
  ])
}
