import type { FalseAlarm, LawRecord, SuiteRecord } from './FalseAlarms.ts'
import type { Done } from './journal.ts'
import type { Piece } from './piecesOf.ts'

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)

const recordOf = (law: string, pieces: ReadonlyArray<Piece>, found: ReadonlyMap<string, Done>): LawRecord => {
  const done = pieces.flatMap((piece) => {
    const of = found.get(piece.key)
    return of ? [{ piece, of }] : []
  })
  const worst = done.reduce((most, one) => (one.of.largest > most.of.largest ? one : most))
  const alarms = done.flatMap(({ piece: { subject, seed, draws }, of: { counterexample } }): FalseAlarm[] => {
    if (!counterexample) return []
    const { defect, tolerance, ...rest } = counterexample
    return [{ subject, seed, draws, defect: finite(defect), tolerance: finite(tolerance), ...rest }]
  })
  return {
    law,
    subjects: new Set(pieces.map(({ subject }) => subject)).size,
    draws: done.reduce((sum, { of }) => sum + of.draws, 0),
    largest: Number(worst.of.largest.toPrecision(2)),
    on: worst.piece.subject,
    seeds: pieces.length,
    alarms,
  }
}

/** What was found, by suites and laws. */
export const recordsOf = (pieces: ReadonlyArray<Piece>, found: ReadonlyMap<string, Done>): ReadonlyArray<SuiteRecord> =>
  [...new Set(pieces.map(({ suite }) => suite))].map((suite) => {
    const own = pieces.filter((piece) => piece.suite === suite)
    return {
      suite,
      laws: [...new Set(own.map(({ law }) => law.id))].map((id) =>
        recordOf(
          id,
          own.filter(({ law }) => law.id === id),
          found,
        ),
      ),
    }
  })
