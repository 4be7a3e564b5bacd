import type { Letter, Scheme } from '@casimir/algebra'

const A = [0.0792036964311957, 0.353172906049774, -0.0420650803577195]
const B = [0.209515106613362, -0.143851773179818]
const exactly = (part: 'A' | 'B', coefficient: number): Letter<'A' | 'B'> => ({ part, coefficient, exact: true })

/**
 * Blanes and Moan's two-operator splitting S6 of order 4: A B A B A B A B A B A B A, symmetric.
 *
 * Needs exact flows of both parts (checked by `compile`): with inexact ones it would drop to order 2.
 * Cost: 6 flows of B and 7 of A a step; its error constant is about 60 times smaller than Suzuki's.
 *
 * Source: S. Blanes and P. C. Moan, J. Comput. Appl. Math. 142, 313 (2002), table 2.
 *
 * @example
 * blanesMoan4.length // => 13
 */
export const blanesMoan4: Scheme<'A' | 'B'> = (() => {
  const a4 = 1 - 2 * (A[0] + A[1] + A[2])
  const b3 = 0.5 - (B[0] + B[1])
  const half = [
    exactly('A', A[0]),
    exactly('B', B[0]),
    exactly('A', A[1]),
    exactly('B', B[1]),
    exactly('A', A[2]),
    exactly('B', b3),
  ]
  return [...half, exactly('A', a4), ...half.toReversed()]
})()
