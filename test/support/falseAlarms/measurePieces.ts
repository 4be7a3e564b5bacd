import type { Done, journal } from './journal.ts'
import type { Piece } from './piecesOf.ts'

/** Tries one piece. */
export const measurePiece = ({ law, draws, seed, key }: Piece): Done => {
  const began = performance.now()
  // a law takes its share of the draws asked for
  const result = law.check({ draws: law.share > 0 ? Math.ceil(draws / law.share) : draws, seed })
  const { defect, tolerance, counterexample } = result
  return {
    key,
    draws: result.draws,
    largest: defect === 0 ? 0 : defect / tolerance,
    milliseconds: performance.now() - began,
    ...(counterexample ? { counterexample } : {}),
  }
}

/** Where a run stands. */
export interface Standing {
  readonly done: number
  readonly of: number
  /** From the cost of the pieces of the same law and subject; not a number before the first of each are done. */
  readonly secondsLeft: () => number
  readonly alarms: number
  readonly label: string
}

/** Tries every piece that a journal does not have, and tells how long it will be. */
export const measurePieces = (
  pieces: ReadonlyArray<Piece>,
  record: ReturnType<typeof journal>,
  tell: (standing: Standing) => void,
): ReadonlyMap<string, Done> => {
  const found = record.read()
  const all = new Map<string, Done>()
  const cost = new Map<string, { draws: number; milliseconds: number }>()
  const costOf = ({ suite, subject, law }: Piece): string => `${suite} ${subject} ${law.id}`
  const left = new Map<string, number>()
  for (const piece of pieces) left.set(costOf(piece), (left.get(costOf(piece)) ?? 0) + piece.draws)
  let alarms = 0
  pieces.forEach((piece, k) => {
    const known = found.get(piece.key)
    const done = known ?? measurePiece(piece)
    if (!known) record.write(done)
    all.set(piece.key, done)
    if (done.counterexample) alarms += 1
    const of = costOf(piece)
    const spent = cost.get(of) ?? { draws: 0, milliseconds: 0 }
    cost.set(of, { draws: spent.draws + done.draws, milliseconds: spent.milliseconds + done.milliseconds })
    left.set(of, (left.get(of) ?? 0) - piece.draws)
    tell({
      done: k + 1,
      of: pieces.length,
      alarms,
      label: `${piece.law.id} on ${piece.subject}`,
      secondsLeft: () =>
        [...left].reduce((sum, [name, draws]) => {
          if (draws <= 0) return sum
          const { draws: tried, milliseconds } = cost.get(name) ?? { draws: 0, milliseconds: Number.NaN }
          return sum + ((milliseconds / tried) * draws) / 1000
        }, 0),
    })
  })
  return all
}
