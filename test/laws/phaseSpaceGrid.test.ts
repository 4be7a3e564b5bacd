import type { GridAxis } from '@casimir/models'
import { phaseSpaceGrid } from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { nodeAt, periodicGrid } from '../support/periodicHamiltonian.ts'

describe('phaseSpaceGrid', () => {
  const axis = (points: number, length = 1, start = 0): GridAxis => ({ points, start, length })
  test('lays the nodes out q first, p fastest', () => {
    const grid = phaseSpaceGrid([axis(4, 2, -1)], [axis(8, 4, 3)])
    const { measure, strides, nodes } = grid
    expect({ nodes, measure, strides }).toEqual({ nodes: 32, measure: 0.25, strides: [8, 1] })
    expect(nodeAt(grid, 0)).toEqual(Float64Array.of(-1, 3))
    expect(nodeAt(grid, 1)).toEqual(Float64Array.of(-1, 3.5))
    expect(nodeAt(grid, 8)).toEqual(Float64Array.of(-0.5, 3))
  })
  for (const points of [2, 3, 12, 4.5, Number.NaN])
    test(`${points} points are refused`, () => {
      expect(() => phaseSpaceGrid([axis(4)], [axis(points)])).toThrow(
        `phaseSpaceGrid: ${points} points along p1; give a power of two >= 4.`,
      )
    })
  for (const [length, start] of [
    [0, 0],
    [-1, 0],
    [Number.POSITIVE_INFINITY, 0],
    [1, Number.NaN],
  ])
    test(`a length of ${length} from ${start} is refused`, () => {
      expect(() => phaseSpaceGrid([axis(4, length, start)], [axis(4)])).toThrow(
        `phaseSpaceGrid: q1 starts at ${start} and is ${length} long; give finite numbers, length > 0.`,
      )
    })
  test('allows 1024^2 and 16^4 nodes and no more', () => {
    expect(periodicGrid(16, 2).nodes).toBe(65536)
    expect(() => periodicGrid(32, 2)).toThrow('1048576 nodes; at most 65536 are allowed for 2 degrees of freedom.')
    expect(() => periodicGrid(2048)).toThrow('4194304 nodes; at most 1048576 are allowed for 1 degrees of freedom.')
  })
  for (const [q, p] of [
    [1, 2],
    [0, 0],
    [3, 3],
  ])
    test(`${q} axes for q and ${p} for p are refused`, () => {
      const some = (count: number): GridAxis[] => Array.from({ length: count }, () => axis(4))
      expect(() => phaseSpaceGrid(some(q), some(p))).toThrow(
        `phaseSpaceGrid: ${q} axes for q and ${p} for p; give one of each per degree of freedom, at most 2.`,
      )
    })
})
