import { polynomial } from '@casimir/models'
import { describe, expect, test } from 'vitest'

const diagonal = (...x: ReadonlyArray<number>): number[][] =>
  x.map((value, j) => x.map((_, k) => (j === k ? value : 0)))

describe('polynomial refuses', () => {
  const B = [diagonal(0.5, -0.5)]
  test.each([
    [
      { mass: 1, B: [], A: [] },
      'polynomial: B has no matrix, so the number of levels is not known; give B_0 at least.',
    ],
    [
      { mass: 1, B: [[[0, 1]]], A: [] },
      'polynomial: in B_0 got 1 row of 2 entries; give 1 row of 1, as many as the first matrix of B has rows.',
    ],
    [
      { mass: 1, B: [...B, diagonal(1, 2, 3)], A: [] },
      'polynomial: in B_1 got 3 rows of 3 entries; give 2 rows of 2, as many as the first matrix of B has rows.',
    ],
    [
      {
        mass: 1,
        B: [
          ...B,
          [
            [0, 0.1],
            [0.2, 0],
          ],
        ],
        A: [],
      },
      'polynomial: in B_1 entry (0, 1) is 0.1 and entry (1, 0) is 0.2, so the matrix is not Hermitian by 0.0500: make each entry the complex conjugate of its mirror image.',
    ],
    [
      {
        mass: 1,
        B,
        A: [
          [
            [[0, 0.25] as const, 0],
            [0, 0],
          ],
        ],
      },
      'polynomial: in A_0 entry (0, 0) is [0, 0.25], so the matrix is not Hermitian by 0.250: make it real.',
    ],
    [
      { mass: 1, B: [...B, [...B[0], [0, 0]]], A: [] },
      'polynomial: in B_1 got 3 rows of 2 entries; give 2 rows of 2, as many as the first matrix of B has rows.',
    ],
    [
      { mass: 1, B: [...B, [[0, 0]]], A: [] },
      'polynomial: in B_1 got 1 row of 2 entries; give 2 rows of 2, as many as the first matrix of B has rows.',
    ],
    [
      { mass: 1, B: [...B, diagonal(0, Number.NaN)], A: [] },
      'polynomial: in B_1 entry (1, 1) is NaN: give a finite number.',
    ],
    [
      {
        mass: 1,
        B,
        A: [
          [
            [0, [0, Number.POSITIVE_INFINITY] as const],
            [0, 0],
          ],
        ],
      },
      'polynomial: in A_0 entry (0, 1) is [0, Infinity]: give a finite number.',
    ],
    [{ mass: 0, B, A: [] }, 'polynomial: mass is 0; give a positive finite number.'],
    [{ mass: -1, B, A: [] }, 'polynomial: mass is -1;'],
    [{ mass: Number.NaN, B, A: [] }, 'polynomial: mass is NaN;'],
    [{ mass: Number.POSITIVE_INFINITY, B, A: [] }, 'polynomial: mass is Infinity;'],
  ])('%j', (parameters, sentence) => expect(() => polynomial(parameters)).toThrow(sentence))
  test('an asymmetry beyond rounding only', () => {
    const almost = (off: number) => [
      [0, 1],
      [1 + off, 0],
    ]
    expect(() => polynomial({ mass: 1, B: [almost(1e-15)], A: [] })).not.toThrow()
    expect(() => polynomial({ mass: 1, B: [almost(1e-11)], A: [] })).toThrow('not Hermitian by 5.00e-12')
  })
})
