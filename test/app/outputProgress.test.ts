import { PassThrough } from 'node:stream'
import { formatDuration, progressBar } from '@casimir/cli'
import { expect, test } from 'vitest'

/** A stand-in for a terminal that keeps what is drawn. */
const screen = () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 100 })
  let text = ''
  stream.on('data', (data) => {
    text += data
  })
  return { stream, text: () => text }
}

test('shows the method, the time reached and the time left at the pace of that method', async () => {
  const { stream, text } = screen()
  let now = 0
  const bar = progressBar(stream, () => now)
  const at = async (seconds: number, label: string, fraction: number, t: number) => {
    now = 1000 * seconds
    bar.update({ label, fraction, t })
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  await at(2, 'exact', 0.25, 10)
  expect(text()).toMatch(/exact \[=+ +\] 25% \| t = 10\.00 \| 6 s left/)
  await at(4, 'koopmon', 0.5, 0)
  await at(104, 'koopmon', 0.75, 10)
  expect(text()).toMatch(/koopmon \[=+ +\] 75% \| t = 10\.00 \| 1 min 40 s left/)
  bar.stop()
})

test('estimates no time before a second has passed and one per cent is done, and is silent once stopped', async () => {
  const { stream, text } = screen()
  let now = 0
  const bar = progressBar(stream, () => now)
  const at = async (seconds: number, fraction: number) => {
    now = 1000 * seconds
    bar.update({ label: 'exact', fraction, t: seconds })
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  await at(0.9, 0.5)
  await at(30, 0.009)
  expect(text()).toContain('50% | t = 0.9000')
  expect(text()).toContain('t = 30.00')
  expect(text()).not.toContain('left')
  await at(30, 0.02)
  expect(text()).toContain('t = 30.00 | 24 min 30 s left')
  bar.stop()
  const before = text()
  await at(40, 0.5)
  expect(text()).toBe(before)
})

test('draws nothing without a terminal', () => {
  const bar = progressBar(undefined)
  bar.update({ label: 'exact', fraction: 0.5, t: 1 })
  expect(() => bar.stop()).not.toThrow()
})

test.each([
  [0.2, '0 s'],
  [59.7, '1 min 0 s'],
  [3725, '1 h 2 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})
