import { growthRate, hybridBracket } from '@casimir/models'
import { evolvedRates } from '../../support/packetEvolution.ts'
import { packetFields, packetGrowth } from '../../support/packetGrowth.ts'
import { torusState } from '../../support/torusState.ts'
import { PACKET_WIDTH } from './measurePackets.ts'
import type { GrowthRow } from './StudyData.ts'
import type { Model } from './setting.ts'
import { ehrenfest, HBAR, hamiltonian, highest, hybrid, NARROW, progress, regularised, torusFields } from './setting.ts'

const WAVE = [12, 16] as const
const TIMES = [0, 0.004, 0.008, 0.012, 0.016, 0.02]

/** What is evolved: a packet of one sector under one model. */
export const GROWTHS: ReadonlyArray<readonly [Model, 'density' | 'orientation']> = [
  [hybrid, 'density'],
  [hybrid, 'orientation'],
  [ehrenfest, 'density'],
  [regularised(NARROW), 'density'],
]

/** Part (a'): a packet evolved in time, where the symbol of the density is largest. */
export const measureGrowth = (
  growths = GROWTHS,
  { points = 128, cutoff = 32, wave = WAVE as readonly [number, number], dt = 1e-3, times = TIMES } = {},
): ReadonlyArray<GrowthRow> => {
  const fields = torusFields(points)
  const P = torusState(fields)
  const lambda = new Float64Array(fields.grid.nodes)
  growthRate(fields, hamiltonian, HBAR)(lambda, P, Float64Array.from(wave))
  const centre = highest(fields, lambda)
  const { vectorField } = hybridBracket(fields, HBAR)
  return growths.map(([{ name, energy }, sector]) => {
    const packet = { centre, wave, width: PACKET_WIDTH, sector }
    const velocity = vectorField(energy(fields))
    const { symbol } = packetGrowth(fields, velocity, { hamiltonian, hbar: HBAR }, P, packet)
    const rates = evolvedRates(fields, velocity, P, packetFields(fields, hamiltonian, P, packet), { cutoff, dt, times })
    progress(
      `${name}, ${sector} packet ${wave} in time: symbol ${symbol.toFixed(2)}, rates ${rates.map((x) => x.toFixed(2)).join(', ')}`,
    )
    return { model: name, points, cutoff, sector, wave, symbol, times, rates }
  })
}
