import type { PartLabel } from './partFile.ts'

/** Where finished parts are kept until a study is complete. */
export interface PartStore {
  /** The payload of a part; undefined when it is not there or not whole. */
  readonly read: (label: PartLabel) => Uint8Array | undefined
  /** Resolves when the part is kept for good. */
  readonly write: (label: PartLabel, payload: Uint8Array) => Promise<void>
  /** How many parts were there and could not be used. */
  readonly unusable: () => number
}

/** Keeps parts in memory. */
export const memoryStore = (): PartStore => {
  const parts = new Map<string, Uint8Array>()
  const name = ({ key, index }: PartLabel): string => `${key}-${index}`
  return {
    read: (label) => parts.get(name(label)),
    write: async (label, payload) => void parts.set(name(label), payload),
    unusable: () => 0,
  }
}
