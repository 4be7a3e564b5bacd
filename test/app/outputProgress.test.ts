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
