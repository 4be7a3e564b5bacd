import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runExample } from '../support/docExamples.ts'
import { root } from '../support/sourceTree.ts'

const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const [, template = ''] = /```ts\n([\s\S]*?)```/.exec(page) ?? []

interface Registered {
  readonly name: string
  readonly run: () => void
}

/** The tests that a program registers with its runner, which need not be this one. */
const testsOf = async (program: string): Promise<ReadonlyArray<Registered>> => {
  const registered: Registered[] = []
  const runner = { test: (name: string, run: () => void) => void registered.push({ name, run }) }
  await runExample(program, {
    names: {},
    load: async (specifier) => (specifier === 'vitest' ? runner : import(/* @vite-ignore */ specifier)),
    claim: () => {},
  })
  return registered
}
const failing = (tests: ReadonlyArray<Registered>): string[] =>
  tests.flatMap(({ name, run }) => {
    try {
      run()
      return []
    } catch {
      return [name]
    }
  })

describe('the template of CONTRIBUTING', () => {
  test('registers a test a law, of models, steps, groups and mollifiers, and all hold', async () => {
    const tests = await testsOf(template)
    for (const suite of ['hamiltonian', 'model', 'step', 'group', 'mollifier'])
      expect(tests.filter(({ name }) => name.startsWith(`${suite}/`)).length).toBeGreaterThan(2)
    expect(failing(tests)).toEqual([])
  })
  test('finds two exchanged coefficients, and a symmetry that the word has not', async () => {
    const exchanged = template
      .replace("['A', 7 / 24]", "['A', 3 / 4]")
      .replace("['A', 3 / 4], ['B', -2", "['A', 7 / 24], ['B', -2")
    expect(exchanged).not.toBe(template)
    expect(failing(await testsOf(exchanged))).toEqual(['step/order'])
    expect(failing(await testsOf(template.replace("id !== 'step/reversible'", 'id')))).toEqual(['step/reversible'])
  })
})
