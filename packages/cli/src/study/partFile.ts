import { createHash } from 'node:crypto'
import { version } from '@casimir/experiments'

/** Which part of which run a file holds; `key` stands for all that the run depends on. */
export interface PartLabel {
  readonly key: string
  readonly index: number
}

const FORMAT = 1
const NEWLINE = 10

/** Parts are bitwise equal only within one major version of Node, whose mathematical functions they use. */
const nodeMajor = Number(process.versions.node.split('.')[0])

const headerOf = ({ key, index }: PartLabel, payload: Uint8Array): string => {
  const sha256 = createHash('sha256').update(payload).digest('hex')
  return JSON.stringify({
    casimir: 'part',
    format: FORMAT,
    version,
    node: nodeMajor,
    key,
    part: index,
    bytes: payload.length,
    sha256,
  })
}

/**
 * The content of a part's file: a line of JSON that says what follows it, with its checksum, then the payload.
 *
 * @example
 * const label = { key: 'k', index: 3 }
 * const file = encodePartFile(label, Uint8Array.of(1, 2))
 * Array.from(decodePartFile(label, file)) // => [1, 2]
 * decodePartFile({ key: 'k', index: 4 }, file) // => undefined
 * decodePartFile(label, file.subarray(0, file.length - 1)) // => undefined
 */
export const encodePartFile = (label: PartLabel, payload: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${headerOf(label, payload)}\n`), payload])

/** The payload of a part's file; undefined unless every bit of it is as `encodePartFile` of this program writes it. */
export const decodePartFile = (label: PartLabel, file: Uint8Array): Uint8Array | undefined => {
  const end = file.indexOf(NEWLINE)
  if (end < 0) return undefined
  const payload = file.subarray(end + 1)
  const header = Buffer.from(file.buffer, file.byteOffset, end).toString('utf8')
  return header === headerOf(label, payload) ? payload : undefined
}
