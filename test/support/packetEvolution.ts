import type { FieldVelocity, Reading } from '@casimir/algebra'
import { fieldRungeKutta4, integrate } from '@casimir/integrators'
import type { HermitianFields } from '@casimir/models'
import { galerkinFilter } from '@casimir/models'
import type { PacketFields } from './packetGrowth.ts'

/** How a perturbation is evolved: the cut-off of both runs, their time step, and the times between which rates are read, from 0 on. */
export interface PacketEvolution {
  readonly cutoff: number
  readonly dt: number
  readonly times: ReadonlyArray<number>
}

/**
 * The rates d ln|<left, v(t)>|/dt, from each time to the next, of a packet evolved in time by the whole flow, not the linearised one: v(t) is half the difference
 * of the runs from P + v and P - v, |v| = 1e-6 |P|, both truncated to |k_j| <= K.
 */
export const evolvedRates = (
  fields: HermitianFields,
  velocity: FieldVelocity,
  P: Reading,
  { v, left }: PacketFields,
  { cutoff, dt, times }: PacketEvolution,
): number[] => {
  const filter = galerkinFilter(fields, cutoff)
  const e = 1e-6 * Math.sqrt(fields.pair(P, P) / fields.pair(v, v))
  const runs = [e, -e].map((by) => {
    const block = fields.allocate()
    for (let i = 0; i < block.length; i++) block[i] = P[i] + by * v[i]
    filter(block, block)
    return { state: { block }, flow: fieldRungeKutta4(velocity, fields.size, { filter }) }
  })
  const sizes = times.map((t, k) => {
    const steps = Math.round((t - (k === 0 ? 0 : times[k - 1])) / dt)
    if (steps > 0) for (const { state, flow } of runs) integrate({ state, flow, h: dt, steps, observers: {} })
    const [ahead, behind] = runs.map(({ state }) => fields.pair(left, state.block))
    return Math.abs(ahead - behind)
  })
  return times.slice(1).map((t, k) => Math.log(sizes[k + 1] / sizes[k]) / (t - times[k]))
}
