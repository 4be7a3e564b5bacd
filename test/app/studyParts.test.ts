import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { computeStudy, decodePartFile, encodePartFile, memoryStore, openFolderStore, writeDurably } from '@casimir/cli'
import { decodeStudy } from '@casimir/experiments'
import { fc, test as law } from '@fast-check/vitest'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { partsIn, smallStudy } from '../support/studyPrograms.ts'
import { folderWith } from './cliSession.ts'

describe('a part file', () => {
  const label = { key: 'ab12', index: 7 }
  const payload = fc.uint8Array({ maxLength: 40 })
  law.prop([payload])('gives back what it was made of, for its own label only', (bytes) => {
    const file = encodePartFile(label, bytes)
    expect(decodePartFile(label, file)).toEqual(Buffer.from(bytes))
    expect(decodePartFile({ ...label, index: 8 }, file)).toBeUndefined()
    expect(decodePartFile({ ...label, key: 'ab13' }, file)).toBeUndefined()
  })
  law.prop([payload, fc.nat(), fc.integer({ min: 0, max: 7 })])(
    'gives nothing with any bit flipped',
    (bytes, at, bit) => {
      const file = encodePartFile(label, bytes)
      const place = at % file.length
      file[place] = (file[place] ?? 0) ^ (1 << bit)
      expect(decodePartFile(label, file)).toBeUndefined()
    },
  )
  law.prop([payload, fc.nat()])('gives nothing when it is cut short', (bytes, at) => {
    const file = encodePartFile(label, bytes)
    expect(decodePartFile(label, file.subarray(0, at % file.length))).toBeUndefined()
  })
})

describe('a disk that fills up', () => {
  test('stops the study with what was finished kept', async () => {
    const folder = join(folderWith(), 'out')
    const plan = decodeStudy({ ...smallStudy, snapshots: [] }, () => E.left('no files'))
    if (E.isLeft(plan)) throw new Error(plan.left[0].message)
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
    let writes = 0
    const failing = async (path: string, content: Uint8Array): Promise<void> => {
      writes += 1
      if (writes > 5) throw full
      return writeDurably(path, content)
    }
    const options = {
      workers: 1,
      batch: 1,
      setup: { folder: '/', modules: [], texts: new Map<string, string>() },
      signal: new AbortController().signal,
    }
    const open = (write: typeof failing) => {
      const store = openFolderStore(folder, 'out', smallStudy, write)
      if (E.isLeft(store)) throw new Error(store.left)
      return store.right
    }
    const outcome = await computeStudy(plan.right, open(failing), options)
    expect(outcome).toMatchObject({ kind: 'unwritten', reason: 'the disk is full' })
    expect(partsIn(folder)).toHaveLength(4)
    const kept = open(writeDurably)
    const complete = await computeStudy(plan.right, kept, options)
    const undisturbed = await computeStudy(plan.right, memoryStore(), options)
    if (complete.kind !== 'complete' || undisturbed.kind !== 'complete') throw new Error('not complete')
    const timeless = (value: unknown): string =>
      JSON.stringify(value, (key, entry: unknown) => (key === 'seconds' ? undefined : entry))
    for (const { index } of complete.study.points)
      expect(timeless(await complete.study.comparisonAt(index))).toBe(
        timeless(await undisturbed.study.comparisonAt(index)),
      )
    kept.remove()
    expect(existsSync(join(folder, '.parts'))).toBe(false)
  })
})
