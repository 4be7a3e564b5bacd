import { expect, test } from 'vitest'
import { tableCalled } from '../support/htmlPage.ts'
import { computedFolder, pageIn } from './reportFolders.ts'

test('a study: every point, what it sweeps, and nothing final that is not', async () => {
  const tully = {
    problem: { name: 'tully1' },
    initial: { wavepacket: { q: -4, p: 10, sigma: 0.8, basis: 'adiabatic', level: 0 } },
    methods: [{ name: 'ehrenfest', particles: 16, sampling: 'random' }],
    time: { end: 40, record: 20 },
    sweep: { 'time.end': [40, 4000], 'initial.wavepacket.p': [15, 30] },
  }
  const cwd = await computedFolder(tully)
  const { code, page } = await pageIn(cwd)
  expect([code, page.faults]).toEqual([0, []])
  const rows = tableCalled(page, 'Populations beyond (T) and before (R) q = 0')
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ['end', 'wavepacket.p', 'method'],
    ...['40', '4000'].flatMap((end) => ['15', '30'].map((p) => [end, p, 'ehrenfest'])),
  ])
  expect(rows[1]?.slice(3, 7)).toEqual(['-', '-', '-', '-'])
  expect(rows[1]?.at(-1)).toBe('unfinished (1.00 still inside)')
  expect(rows[4]?.[3]).toMatch(/^0\.\d+ ± 0\.\d+$/)
  expect(rows[4]?.at(-1)).toBe('final')
  expect(page.root.text).toContain('±: one standard error: ehrenfest over 16 trajectories.')
  expect(tableCalled(page, 'the largest deviation')[1]?.slice(0, 4)).toEqual(['ehrenfest', '4', '0', '2'])
})
