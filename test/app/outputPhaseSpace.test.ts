import { densityCells, figureSvg, figuresOf, koopmonMarks } from '@casimir/cli'
import type { TrajectorySnapshot } from '@casimir/experiments'
import { describe, expect, test } from 'vitest'
import { figure, report } from './figureSamples.ts'
import { qubit, ringSnapshot, sampleResult } from './outputSamples.ts'

const many = (count: number): ReadonlyArray<number[]> => Array.from({ length: count }, (_, a) => qubit(a, a / 3))

describe('the phase-space figure', () => {
  test('a koopmon has the colour of <sz> and a tick along (<sx>, <sy>)', () => {
    const half = Math.PI / 2
    const states: ReadonlyArray<readonly [number, number, readonly [number, number, number]]> = [
      [0, 0, [0, 0, 1]],
      [Math.PI, 0, [0, 0, -1]],
      [half, 0, [1, 0, 0]],
      [half, half, [0, 1, 0]],
      [half, Math.PI, [-1, 0, 0]],
      [Math.PI / 6, -half, [0, -0.5, Math.sqrt(3) / 2]],
    ]
    const scale = 1.7
    const snapshot = ringSnapshot(
      0,
      states.map(([a, b]) => qubit(a, b).map((x) => scale * x)),
    )
    const marks = koopmonMarks(snapshot, 2, { q: 0.5, p: 0.25 }, 100)
    expect(marks).toHaveLength(states.length)
    marks.forEach((mark, a) => {
      const [x, y, z] = states[a]?.[2] ?? [Number.NaN, 0, 0]
      expect(mark.q).toBeCloseTo(snapshot.q[a] as number, 4)
      expect(mark.value).toBeCloseTo(z, 4)
      expect((mark.q2 as number) - (mark.q as number)).toBeCloseTo(0.5 * x, 3)
      expect((mark.p2 as number) - (mark.p as number)).toBeCloseTo(0.25 * y, 3)
    })
  })

  test('three levels are coloured by the population of level 0 and have no tick', () => {
    const marks = koopmonMarks(ringSnapshot(0, [[0.6, 0, 0, 0.8, 0, 0]]), 3, { q: 1, p: 1 }, 100)
    expect(marks.map((mark) => Object.keys(mark).sort())).toEqual([['p', 'q', 'value']])
    expect(marks[0]?.value).toBeCloseTo(0.36, 12)
  })

  test('tracers, which have no weight, are left out, and at most so many are drawn', () => {
    const snapshot = ringSnapshot(0, many(50))
    const weights = snapshot.weights.map((weight, a) => (a % 2 === 0 ? weight : 0))
    expect(koopmonMarks({ ...snapshot, weights }, 2, { q: 1, p: 1 }, 100)).toHaveLength(25)
    expect(koopmonMarks(snapshot, 2, { q: 1, p: 1 }, 7)).toHaveLength(7)
  })

  test('the grey cells cover each lattice point that matters once, darker where the density is higher', () => {
    const snapshot = ringSnapshot(0, many(4))
    const { mollified } = snapshot
    if (mollified === undefined) throw new Error()
    const cells = densityCells(mollified)
    const step = { q: 0.3, p: 0.25 }
    const largest = Math.max(...mollified.values)
    const seen: Array<readonly [density: number, grey: number]> = []
    mollified.q.forEach((q, i) => {
      mollified.p.forEach((p, j) => {
        const inside = cells.filter(
          (cell) =>
            (cell.q as number) < q && q < (cell.q2 as number) && (cell.p as number) < p && p < (cell.p2 as number),
        )
        const density = (mollified.values[i * mollified.p.length + j] ?? 0) / largest
        expect(inside).toHaveLength(density < 1e-3 ? 0 : 1)
        if (inside[0] !== undefined) seen.push([density, Number.parseInt(String(inside[0].grey).slice(1, 3), 16)])
      })
    })
    seen.sort((a, b) => a[0] - b[0])
    for (let k = 1; k < seen.length; k++) expect(seen[k]?.[1]).toBeLessThanOrEqual(seen[k - 1]?.[1] as number)
    expect(new Set(seen.map(([, grey]) => grey)).size).toBeGreaterThan(8)
    expect(cells.every((cell) => (cell.p2 as number) - (cell.p as number) < 1.1 * step.p)).toBe(true)
  })

  test('stays below 1.5 MB however many koopmons and snapshots there are', async () => {
    const fine = (snapshot: TrajectorySnapshot): TrajectorySnapshot => {
      const q = Array.from({ length: 90 }, (_, i) => i / 10 - 4.5)
      return {
        ...snapshot,
        mollified: {
          q,
          p: q,
          values: Float64Array.from(q.flatMap((x) => q.map((y) => 1.2 + Math.sin(5 * x) * Math.cos(4 * y)))),
        },
      }
    }
    const snapshots = Array.from({ length: 14 }, (_, k) => fine(ringSnapshot(k, many(3000))))
    const svg = await figureSvg(figure(figuresOf(report(sampleResult('koopmon', { snapshots }))), 'phase-space'))
    expect(svg.length).toBeLessThan(1.5e6)
    expect([...svg.matchAll(/>t = (\d+) a\.u\.</g)].map(([, t]) => t)).toHaveLength(9)
    expect(svg).toContain('300 of 3000 are drawn.')
    expect(svg.replaceAll(/<[^>]*>/g, ' ')).toContain('The tick is the (x, y) part of the Bloch vector')
  })
})
