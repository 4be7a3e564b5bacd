import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { version } from '@casimir/experiments'
import * as h5wasm from 'h5wasm/node'
import { expect, test } from 'vitest'
import { call, contentsOf, folderWith, quickCompare, quickRun } from './cliSession.ts'

interface Case {
  readonly args: ReadonlyArray<string>
  readonly files?: { readonly [name: string]: unknown }
  /** The sentences, or patterns they match. */
  readonly says: ReadonlyArray<string | RegExp>
}

const cases: { readonly [what: string]: Case } = {
  'a missing file': {
    args: ['run', 'nowhere.yaml'],
    says: ['nowhere.yaml cannot be read: there is no such file or folder'],
  },
  'a folder as file': { args: ['run', '.'], says: ['. cannot be read: it is a folder'] },
  'a file that is not text': {
    args: ['run', 'picture.png'],
    files: { 'picture.png': '\ufffd' },
    says: ['picture.png cannot be read: it is not a text file (UTF-8)'],
  },
  'a file that is not YAML': {
    args: ['run', 'spec.yaml'],
    files: { 'spec.yaml': 'problem: { name: rabi\nmethod: [' },
    says: [/^spec\.yaml is not valid YAML, line 2: /],
  },
  'an empty file': {
    args: ['run', 'spec.yaml'],
    files: { 'spec.yaml': '' },
    says: [/^spec\.yaml: got an empty value/],
  },
  'settings that do not apply, all at once': {
    args: ['run', 'spec.yaml', '--set', 'time', '--set', 'hbar.x=1', '--set', 'problem.name.x=1', '--out', 'out'],
    files: { 'spec.yaml': { ...quickRun, hbar: 1 } },
    says: [
      '--set time is not of the form path=value, as in --set problem.coupling=0.2',
      '--set hbar.x=1: hbar is 1, which has nothing inside to set',
      '--set problem.name.x=1: problem.name is "rabi", which has nothing inside to set',
    ],
  },
  'several problems of a spec, all at once': {
    args: ['run', 'spec.yaml', '--out', 'out'],
    files: {
      'spec.yaml': {
        ...quickRun,
        problem: { name: 'rabbi' },
        tme: 3,
        method: { name: 'ehrenfest', particles: -1 },
        time: { end: 1, record: 'often' },
      },
    },
    says: [/^tme: unknown key/, /^problem\.name: .*'rabi'/, /^method\.particles: /, /^time\.record: /],
  },
  'a comparison given to run': {
    args: ['run', 'spec.yaml'],
    files: { 'spec.yaml': quickCompare },
    says: [/^methods: .*casimir compare/],
  },
  'a slip of the key sweep': {
    args: ['compare', 'spec.yaml', '--out', 'out'],
    files: { 'spec.yaml': { ...quickCompare, sweeps: { 'problem.coupling': [0.1, 0.2] } } },
    says: ["sweeps: unknown key 'sweeps': the nearest is 'sweep'"],
  },
  'a batch below 1': {
    args: ['compare', 'spec.yaml', '--batch', '-1'],
    files: { 'spec.yaml': quickCompare },
    says: ['--batch -1: give a whole number from 1 to 1000000'],
  },
  'a cloud that cannot be read': {
    args: ['run', 'spec.yaml'],
    files: { 'spec.yaml': { ...quickRun, initial: { particles: 'cloud.csv' }, method: { name: 'ehrenfest' } } },
    says: [/^initial\.particles: .*cloud\.csv cannot be read: there is no such file or folder/],
  },
  'a file as result folder': {
    args: ['run', 'spec.yaml', '--out', 'taken'],
    files: { 'spec.yaml': quickRun, taken: 'mine' },
    says: ['taken is a file: --out needs the name of a folder'],
  },
  'a result folder inside a file': {
    args: ['run', 'spec.yaml', '--out', 'taken/deep/out'],
    files: { 'spec.yaml': quickRun, taken: 'mine' },
    says: ['taken/deep/out cannot be written: a part of its path is a file, not a folder'],
  },
  'a result folder with other data': {
    args: ['run', 'sub.yaml', '--out', '.'],
    files: { 'sub.yaml': quickRun, 'observables.csv': 'mine' },
    says: ['. already holds a different result: choose another folder for --out, or remove that one'],
  },
}

const check = async (folder: string, args: ReadonlyArray<string>, says: Case['says']) => {
  const before = contentsOf(folder)
  const { code, out, err } = await call(args, { cwd: folder })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  const lines = err.split('\n').slice(0, -1)
  expect(lines).toHaveLength(says.length)
  for (const said of says) expect(lines).toContainEqual(typeof said === 'string' ? said : expect.stringMatching(said))
  expect(err).not.toContain('    at ')
  expect(contentsOf(folder)).toEqual(before)
}

test.each(Object.entries(cases))('%s is refused in one sentence per problem', async (_, { args, files = {}, says }) => {
  const folder = folderWith(files)
  if ('picture.png' in files) writeFileSync(join(folder, 'picture.png'), Uint8Array.of(0x89, 0x50, 0xff, 0xfe))
  await check(folder, args, says)
})

test('a result folder that already holds the result of another spec is refused and left as it is', async () => {
  const folder = folderWith({ 'spec.yaml': quickRun })
  const args = ['run', 'spec.yaml', '--out', 'out']
  expect((await call(args, { cwd: folder })).code).toBe(0)
  await check(
    folder,
    [...args, '--set', 'problem.coupling=0.2'],
    ['out already holds a different result: choose another folder for --out, or remove that one'],
  )
})

test.each([
  ['a run', ['run', 'spec.yaml'], quickRun],
  ['a comparison', ['compare', 'spec.yaml'], quickCompare],
  ['a comparison on a worker thread', ['compare', 'spec.yaml', '--workers', '1'], quickCompare],
] as const)('the result of %s of another version is refused and left as it is', async (_, words, spec) => {
  const folder = folderWith({ 'spec.yaml': spec })
  const args = [...words, '--out', 'out']
  expect((await call(args, { cwd: folder })).code).toBe(0)
  const file = new h5wasm.File(join(folder, 'out/result.h5'), 'a')
  file.delete_attribute('version')
  file.create_attribute('version', '0.0.1')
  file.close()
  await check(folder, args, [
    `out holds the result of version 0.0.1, and this is ${version}: choose another folder for --out, or remove that one`,
  ])
})

// The super-user may write anywhere but into a file system such as /proc.
const root = process.getuid?.() === 0

test.runIf(!root)('a result folder in a folder without permission is refused', async () => {
  const folder = folderWith({ 'spec.yaml': quickRun })
  const args = ['run', 'spec.yaml', '--out', 'out']
  chmodSync(folder, 0o555)
  try {
    await check(folder, args, ['out cannot be written: permission is denied'])
  } finally {
    chmodSync(folder, 0o755)
  }
})

test.runIf(process.platform === 'linux')('a result folder where no file can be made is refused', async () => {
  const folder = folderWith({ 'spec.yaml': quickRun })
  await check(folder, ['run', 'spec.yaml', '--out', '/proc/casimir'], [/^\/proc\/casimir cannot be written: /])
})
