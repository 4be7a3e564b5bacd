import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { built, start } from './builtProgram.ts'
import { call, folderWith, quickRun } from './cliSession.ts'

describe('modules in any folder', () => {
  const body = "import { rabi } from '@casimir/models'\nexport const problem = { build: () => rabi(sizes) }\n"
  const sizes = 'export const sizes = { omega: 1, splitting: 1, coupling: 0.1 }\n'
  const spec = (module: string) => ({ ...quickRun, problem: { module } })
  test('as .ts, .js and .mjs, with files of their own, beside a package.json of another kind', async () => {
    const files = {
      'package.json': '{ "type": "commonjs" }',
      'tsconfig.json': '{ "compilerOptions": { "baseUrl": 3 } }',
    }
    const folder = folderWith({ ...files, 'sizes.ts': `enum Empty {}\n${sizes}`, 'sizes.js': sizes })
    mkdirSync(join(folder, 'inside'))
    const names = ['ts.ts', 'js.js', 'mjs.mjs']
    for (const name of names) {
      const from = name.includes('ts') ? '../sizes.ts' : '../sizes.js'
      writeFileSync(join(folder, 'inside', name), `import { sizes } from '${from}'\n${body}`)
      writeFileSync(join(folder, 'inside', `${name}.json`), JSON.stringify(spec(`./${name}`)))
    }
    const outcomes = await Promise.all(
      names.map((name) => start(built, ['run', `inside/${name}.json`, '--json'], folder)),
    )
    expect(outcomes.map(({ code, err }) => [code, err])).toEqual(names.map(() => [0, '']))
    expect(new Set(outcomes.map(({ out }) => JSON.stringify(JSON.parse(out).observables))).size).toBe(1)
  })

  test.each([
    ['mine.ts', 'export const problem = = 1', 'is not valid: line 1, column 23: Unexpected "="'],
    ['mine.js', 'export const problem = = 1', "is not valid: Unexpected token '='"],
    ['mine.ts', "throw new Error('boom\\nand more')", 'throws while it is loaded: boom'],
    ['mine.ts', 'nowhere()', 'throws while it is loaded: nowhere is not defined'],
    ['mine.ts', "throw 'a text'", 'throws while it is loaded: a text'],
    ['mine.ts', "import './nowhere.ts'", /cannot be loaded: Cannot find module '.*nowhere.ts' imported from .*mine.ts/],
    ['mine.ts', "import 'no-such-package'", /cannot be loaded: Cannot find package 'no-such-package' imported from/],
    ['mine.txt', '', 'is not a module: give a file that ends in .ts, .mts, .js or .mjs'],
    ['other.ts', '', 'cannot be read: there is no such file or folder'],
  ])('%s holding %j is refused in one sentence', async (name, text, sentence) => {
    const folder = folderWith({ ...(name === 'other.ts' ? {} : { [name]: text }), 'spec.yaml': spec(`./${name}`) })
    const { code, out, err } = await call(['run', 'spec.yaml'], { cwd: folder })
    expect([code, out]).toEqual([2, ''])
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(err).toMatch(typeof sentence === 'string' ? `problem.module: ./${name} ${sentence}` : sentence)
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })

  test('code that throws in the middle of a run is named, and is no defect of the program', async () => {
    const late = `import { rabi } from '@casimir/models'
const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
let calls = 0
const gradientQ = (out, ...rest) => {
  if (calls++ > 200) null.x
  model.gradientQ(out, ...rest)
}
const { split, ...plain } = model
export const problem = { build: () => ({ ...plain, gradientQ }) }
`
    const slow = { ...spec('./mine.js'), time: { end: 20, record: 1 }, integrator: { name: 'rk4' }, snapshots: [] }
    const folder = folderWith({ 'mine.js': late, 'spec.yaml': slow })
    const { code, out, err } = await start(built, ['run', 'spec.yaml'], folder)
    expect([code, out]).toEqual([2, ''])
    expect(err).toBe("./mine.js throws while it runs: Cannot read properties of null (reading 'x')\n")
  })

  test('an export of @casimir/* that is not there, and one of neither, are refused', async () => {
    const folder = folderWith({
      'a.ts': "import { rabbi } from '@casimir/models'\nexport const problem = rabbi\n",
      'b.ts': "import { x } from '@casimir/nothing'\nexport const problem = x\n",
      'a.yaml': spec('./a.ts'),
      'b.yaml': spec('./b.ts'),
    })
    const [a, b] = await Promise.all(['a', 'b'].map((name) => start(built, ['run', `${name}.yaml`], folder)))
    expect([a.code, b.code]).toEqual([2, 2])
    expect(a.err).toMatch(/^problem.module: .\/a.ts cannot be loaded: .* does not provide an export named 'rabbi'\n$/)
    expect(b.err).toMatch(/^problem.module: .\/b.ts cannot be loaded: Cannot find package '@casimir\/nothing'.*\n$/)
  })
})
