import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { LawResult } from '@casimir/checks'

/** What a piece came to. */
export interface Done {
  readonly key: string
  readonly draws: number
  /** The largest defect as a fraction of its tolerance. */
  readonly largest: number
  /** Of processor time. */
  readonly milliseconds: number
  readonly counterexample?: NonNullable<LawResult['counterexample']>
}

/** Finished pieces on disk, a line each; the last line may be torn, and pieces that failed are tried again. */
export const journal = (file: string) => {
  mkdirSync(dirname(file), { recursive: true })
  const parsed = (line: string): ReadonlyArray<Done> => {
    try {
      const done: Done = JSON.parse(line)
      return done.counterexample ? [] : [done]
    } catch {
      return []
    }
  }
  return {
    read: (): Map<string, Done> => {
      if (!existsSync(file)) return new Map()
      const text = readFileSync(file, 'utf8')
      // what a torn line is followed by begins a line of its own
      if (!text.endsWith('\n')) appendFileSync(file, '\n')
      return new Map(text.split('\n').flatMap((line) => parsed(line).map((done) => [done.key, done] as const)))
    },
    write: (done: Done): void => appendFileSync(file, `${JSON.stringify(done)}\n`),
    remove: (): void => rmSync(file, { force: true }),
  }
}
