import { expect, test } from 'vitest'
import { lazyMersenne } from '../../packages/experiments/src/sampling/lazyMersenne.ts'

test('the 10000th output from seed 5489 is that of the C++ standard, [rand.predef]', () => {
  const next = lazyMersenne(5489)
  for (let k = 1; k < 10_000; k++) next()
  expect(next() >>> 0).toBe(4123659995)
})
