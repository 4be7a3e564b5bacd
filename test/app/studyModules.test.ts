import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differingFiles } from '../support/studyPrograms.ts'
import { call, folderWith } from './cliSession.ts'

const own = (body = '') => `import { isMainThread } from 'node:worker_threads'
import { rabi } from '@casimir/models'
import { defineProblem } from '@casimir/experiments'
let calls = 0
const build = ({ coupling }) => {
  const { split, ...model } = rabi({ omega: 1, splitting: 1, coupling })
  const gradientQ = (out, ...rest) => {
    ${body}
    model.gradientQ(out, ...rest)
  }
  return { ...model, gradientQ }
}
export const problem = defineProblem({ name: 'mine', parameters: { coupling: 0.3 }, build })
`
const study = {
  problem: { module: './one.ts' },
  initial: { wavepacket: { q: 1.5, p: 0, sigma: 0.7 } },
  methods: [{ name: 'ehrenfest', particles: 16, sampling: 'random' }],
  integrator: { name: 'midpoint' },
  time: { end: 1, record: 0.5 },
  sweep: { 'problem.module': ['./one.ts', './two.ts'], 'problem.coupling': [0.1, 0.2] },
}

test('a study of modules, swept over too, is the same for one or two workers', async () => {
  const cwd = folderWith({ 'one.ts': own(), 'two.ts': own(), 'spec.yaml': study })
  for (const workers of ['1', '2']) {
    const { code, err } = await call(['compare', 'spec.yaml', '--out', workers, '--workers', workers], { cwd })
    expect([code, err]).toEqual([0, ''])
  }
  expect(differingFiles(join(cwd, '1'), join(cwd, '2'))).toEqual([])
  const again = await call(['compare', '1/spec.yaml', '--workers', '1'], { cwd })
  expect([again.code, again.err]).toEqual([0, ''])
})

test.each([
  [
    'throws',
    "if (!isMainThread && calls++ > 500) throw new TypeError('too late')",
    2,
    './one.ts throws while it runs: too late\n',
  ],
  [
    'ends its thread',
    'if (!isMainThread && calls++ > 500) process.exit(3)',
    1,
    'A worker stopped before it was done (exit code 3); 0 of 4 points are done, and nothing is kept in out yet.\n',
  ],
])('a module that %s on a worker is named in one sentence', async (_, body, code, sentence) => {
  const cwd = folderWith({ 'one.ts': own(body), 'two.ts': own(body), 'spec.yaml': study })
  const outcome = await call(['compare', 'spec.yaml', '--out', 'out', '--workers', '1'], { cwd })
  expect([outcome.code, outcome.out, outcome.err]).toEqual([code, '', sentence])
})
