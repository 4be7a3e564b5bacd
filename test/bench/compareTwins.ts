// Times a prepared method and its twin by hand in turns, once they have been seen to do the same.
import type { Flow, Writing } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'

const WARM_ROUNDS = 5
const ROUNDS = 25
/** Steps of the comparison of what the two do. */
const STEPS = 100

/** A step and how many gradients its steps have taken. */
export interface Twin<S> {
  readonly flow: Flow<S>
  readonly gradients: () => number
}

/** A method and its twin, both on a problem of `size`. */
export interface Pair<S> {
  readonly name: string
  readonly h: number
  /** Steps of one timing, so that every size takes about as long. */
  readonly steps: (size: number) => number
  readonly state: (size: number) => S
  readonly prepared: (size: number) => Twin<S>
  readonly byHand: (size: number) => Twin<S>
}

/** Microseconds of processor time so far: other programs on the machine add nothing to it. */
const clock = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

const median = (values: ReadonlyArray<number>): number => values.toSorted((x, y) => x - y)[values.length >> 1]

const march = <S>({ flow }: Twin<S>, state: S, h: number, steps: number): void => {
  for (let k = 0; k < steps; k++) if (flow(state, h) !== STATUS.ok) throw new Error('a step failed')
}

/** Throws unless the two take as many gradients as each other, to the same states up to the round-off of their solvers. */
const checkAgreement = <S extends { readonly block: Writing }>(
  { name, h, state, prepared, byHand }: Pair<S>,
  size: number,
): void => {
  const [one, two] = [prepared(size), byHand(size)].map((twin) => {
    const s = state(size)
    march(twin, s, h, STEPS)
    return { block: s.block, gradients: twin.gradients() }
  })
  const apart = one.block.reduce((most, x, k) => Math.max(most, Math.abs(x - two.block[k])), 0)
  if (!(apart < 1e-11)) throw new Error(`${name}, ${size}: the twins are ${apart} apart.`)
  if (one.gradients !== two.gradients)
    throw new Error(`${name}, ${size}: the prepared method took ${one.gradients} gradients, its twin ${two.gradients}.`)
}

/** The time of the prepared method in that of its twin: the median over rounds, the two taking turns at going first. */
export const compareTwins = <S extends { readonly block: Writing }>(pair: Pair<S>, size: number): number => {
  checkAgreement(pair, size)
  const steps = pair.steps(size)
  const runs = [pair.prepared(size), pair.byHand(size)].map((twin) => {
    const state = pair.state(size)
    return (): number => {
      const began = clock()
      march(twin, state, pair.h, steps)
      return clock() - began
    }
  })
  for (let r = 0; r < WARM_ROUNDS; r++) for (const run of runs) run()
  return median(
    Array.from({ length: ROUNDS }, (_, r) => {
      const times = [0, 0]
      for (const k of r % 2 === 0 ? [0, 1] : [1, 0]) times[k] = runs[k]()
      return times[0] / times[1]
    }),
  )
}
