import type { HermitianFields } from '@casimir/models'
import { growthRate, hybridBracket } from '@casimir/models'
import { packetGrowth } from '../../support/packetGrowth.ts'
import { torusState } from '../../support/torusState.ts'
import type { PacketRow } from './StudyData.ts'
import { ehrenfest, HBAR, hamiltonian, highest, hybrid, progress, torusFields } from './setting.ts'

export const PACKET_WIDTH = 0.3
export const WAVES: ReadonlyArray<readonly [number, number]> = [
  [8, 16],
  [16, 24],
  [24, 32],
  [-20, 24],
  [8, 40],
]
/** Where the symbol makes the density grow fastest at this wave vector. */
const steepest = (fields: HermitianFields, P: Float64Array, wave: readonly [number, number]) => {
  const rate = new Float64Array(fields.grid.nodes)
  growthRate(fields, hamiltonian, HBAR)(rate, P, Float64Array.from(wave))
  return highest(fields, rate)
}

/** Part (a): rates of wave packets of both sectors on the linearised flow, where the symbol is largest. */
export const measurePackets = (
  points: number,
  waves: ReadonlyArray<readonly [number, number]> = WAVES,
): ReadonlyArray<PacketRow> => {
  const fields = torusFields(points)
  const P = torusState(fields)
  const { vectorField } = hybridBracket(fields, HBAR)
  const flow = vectorField(hybrid.energy(fields))
  const without = vectorField(ehrenfest.energy(fields))
  return waves.flatMap((wave) => {
    const centre = steepest(fields, P, wave)
    return (['density', 'orientation'] as const).map((sector) => {
      const packet = { centre, wave, width: PACKET_WIDTH, sector }
      const system = { hamiltonian, hbar: HBAR }
      const row = {
        points,
        sector,
        wave,
        centre,
        ...packetGrowth(fields, flow, system, P, packet),
        ehrenfest: packetGrowth(fields, without, system, P, packet).measured,
      }
      progress(`packet ${wave} ${sector}: symbol ${row.symbol.toFixed(2)}, measured ${row.measured.toFixed(2)}`)
      return row
    })
  })
}
