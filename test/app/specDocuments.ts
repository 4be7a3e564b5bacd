import type { ReadText } from '@casimir/experiments'
import * as E from 'fp-ts/lib/Either.js'

/** A plain document. */
export interface Document {
  readonly [key: string]: unknown
}

const wavepacket = { q: [1.5], p: [0], sigma: [0.5] }

/** The shortest documents that decode. */
export const shortestRun: Document = {
  problem: { name: 'rabi' },
  initial: { wavepacket },
  method: { name: 'koopmon' },
  time: { end: 24 },
}

export const shortestCompare: Document = {
  problem: { name: 'rabi' },
  initial: { wavepacket },
  methods: [{ name: 'exact' }, { name: 'ehrenfest' }, { name: 'koopmon' }],
  time: { end: 24 },
}

/** A document with the value at a dotted path replaced; `undefined` removes it. */
export const changed = (document: unknown, path: string, value: unknown): Document => {
  const [key, ...rest] = path.split('.')
  const inner = (document as Document)?.[key]
  const entry = rest.length === 0 ? value : changed(inner, rest.join('.'), value)
  if (Array.isArray(document)) return Object.assign([...document], { [key]: entry })
  const { [key]: _, ...others } = (document ?? {}) as Document
  return entry === undefined ? others : { ...others, [key]: entry }
}

/** A document with several values replaced. */
export const changedAll = (document: Document, changes: Document): Document =>
  Object.entries(changes).reduce((result, [path, value]) => changed(result, path, value), document)

const header = 'weight,q1,p1,re0,im0,re1,im1'

/** The files that documents of these tests may name. */
export const readText: ReadText = (path) => {
  if (path === 'cloud.csv') return E.right(`${header}\n3,1.5,0,1,0,0,0\n1,1,0.5,0,0,0,2\n0,0,0,1,0,0,0\n`)
  if (path === 'bad.csv') return E.right(`${header}\n1,x,0,1,0,0,0\n-1,1,0.5,0,0,0,2\n`)
  return E.left('there is no such file')
}
