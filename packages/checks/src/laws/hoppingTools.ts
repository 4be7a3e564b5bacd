import type { HybridState } from '@casimir/algebra'
import type { Law, Measured } from '../Law.ts'
import { defineLaw } from '../Law.ts'
import type { HoppingCase, HoppingRun, MakeDraws, SurfaceHoppingInstance } from './hoppingCase.ts'
import { constantDraws, hashedDraws, hoppingCases, showHopping, startedRun, stepped } from './hoppingCase.ts'
import { difference, largest, ROUNDINGS } from './hybridVelocity.ts'

/** Steps of a run in which hops are made. */
export const STEPS = 8
/** A displacement by which the conditioning of a run is measured. */
const NUDGE = 2 ** -26

export const ROUND = ROUNDINGS * Number.EPSILON
export const GROWTH = 'round-off, times the growth of a small displacement'

/** Everything a run is in, numbers of levels included. */
export const whole = ({ state, active }: HoppingRun): Float64Array => Float64Array.from([...state.block, ...active])

/** What the laws of surface hopping are written with. */
export const hoppingTools = (instance: SurfaceHoppingInstance) => {
  const { hamiltonian, forHamiltonian, draws } = instance
  const prepare = forHamiltonian(hamiltonian)
  const one = hoppingCases(instance, 1, 1)
  const few = hoppingCases(instance, 1, 2)
  const never = ({ seed }: HoppingCase): MakeDraws => constantDraws(seed, draws.never)
  const always = ({ seed }: HoppingCase): MakeDraws => constantDraws(seed, draws.always)
  const begun = (given: HoppingCase, make: MakeDraws, start = given.cloud.state(), how = prepare): HoppingRun =>
    startedRun(how, start, given.cloud.shape.trajectories, make)
  const hopping = (given: HoppingCase, start?: HybridState): HoppingRun =>
    stepped(begun(given, hashedDraws(given.seed), start), given.h, STEPS)

  /** By how much a run stretches a displacement of all its coordinates. */
  const growth = (given: HoppingCase, run: (start: HybridState) => HoppingRun): number => {
    const start = given.cloud.state()
    const size = 1 + largest(start.block)
    const moved = given.cloud.state()
    for (const x of [moved.q, moved.p]) for (let k = 0; k < x.length; k++) x[k] += NUDGE * size
    return 1 + difference(run(start).state.block, run(moved).state.block) / (NUDGE * size)
  }
  const rounding = (given: HoppingCase, run: (start: HybridState) => HoppingRun): number =>
    ROUND * (1 + largest(given.cloud.state().block)) * growth(given, run)

  const law = (
    id: string,
    statement: string,
    scale: string,
    measure: (given: HoppingCase) => Measured,
    cases = few,
    share = 1,
  ): Law => defineLaw({ id: `hopping/${id}`, statement, scale, share, cases, measure, show: showHopping })

  return { prepare, one, few, never, always, begun, hopping, growth, rounding, law }
}
