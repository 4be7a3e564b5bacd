import type { Done, journal } from './journal.ts'
import type { Piece } from './piecesOf.ts'

/** Tries one piece. */
export const measurePiece = ({ law, draws, seed, key }: Piece): Done => {
  const began = process.cpuUsage()
  // a law takes its share of the draws asked for
  const result = law.check({ draws: law.share > 0 ? Math.ceil(draws / law.share) : draws, seed })
  const { defect, tolerance, counterexample } = result
  const { user, system } = process.cpuUsage(began)
  return {
    key,
    draws: result.draws,
    largest: defect === 0 ? 0 : defect / tolerance,
    milliseconds: (user + system) / 1000,
    ...(counterexample ? { counterexample } : {}),
  }
}

/** Where a run stands. */
export interface Standing {
  readonly done: number
  readonly of: number
  /** Of processor time, from the cost of pieces of the same law and subject; not a number before the first of each are done. */
  readonly secondsLeft: () => number
  readonly alarms: number
  readonly label: string
}

/** Tries every piece that a journal does not have, the first of each law and subject before the others and those by what they cost, and tells how long it will be. */
export const measurePieces = (
  pieces: ReadonlyArray<Piece>,
  record: ReturnType<typeof journal>,
  tell: (standing: Standing) => void,
): ReadonlyMap<string, Done> => {
  const found = record.read()
  const all = new Map<string, Done>()
  const cost = new Map<string, { draws: number; milliseconds: number }>()
  const sort = ({ suite, subject, law }: Piece): string => `${suite} ${subject} ${law.id}`
  const millisecondsOf = (piece: Piece): number => {
    const { draws, milliseconds } = cost.get(sort(piece)) ?? { draws: 0, milliseconds: Number.NaN }
    return (milliseconds / draws) * piece.draws
  }
  let alarms = 0
  const measure = (piece: Piece, next: ReadonlyArray<Piece>): void => {
    const known = found.get(piece.key)
    const done = known ?? measurePiece(piece)
    if (!known) record.write(done)
    all.set(piece.key, done)
    if (done.counterexample) alarms += 1
    const spent = cost.get(sort(piece)) ?? { draws: 0, milliseconds: 0 }
    cost.set(sort(piece), { draws: spent.draws + done.draws, milliseconds: spent.milliseconds + done.milliseconds })
    tell({
      done: all.size,
      of: pieces.length,
      alarms,
      label: `${piece.law.id} on ${piece.subject}`,
      secondsLeft: () => next.reduce((sum, other) => sum + millisecondsOf(other), 0) / 1000,
    })
  }
  const first = pieces.filter((piece) => piece.first)
  first.forEach((piece, k) => {
    measure(piece, first.slice(k + 1))
  })
  const rest = pieces.filter((piece) => !piece.first).toSorted((a, b) => millisecondsOf(a) - millisecondsOf(b))
  rest.forEach((piece, k) => {
    measure(piece, rest.slice(k + 1))
  })
  return all
}
