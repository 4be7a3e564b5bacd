import { blanesMoan4 } from '@casimir/integrators'
import type { AdiabaticFrame, Grid, PacketStart } from '@casimir/models'
import { gaugeDefect } from '@casimir/models'
import type { InitialSpec } from '../spec/Spec.ts'

/**
 * Blanes and Moan's word with its parts exchanged: 7 cheap potential flows and only 6 flows of A(p) a step.
 */
export const scheme = blanesMoan4.map((l) => ({ ...l, part: l.part === 'A' ? ('B' as const) : ('A' as const) }))

/** How many flows of A(p) a step has. */
export const FLOWS_OF_A = scheme.filter((l) => l.part === 'A').length

/** The wave packet of a start, or a refusal. */
export const packetStart = (initial: InitialSpec): PacketStart => {
  if (!('wavepacket' in initial))
    throw new Error(
      `exact: a wave function cannot start from initial.${'point' in initial ? 'point' : 'particles'}; give initial.wavepacket instead.`,
    )
  return initial.wavepacket
}

/** The probability beyond which an adiabatic start counts as having no smooth phase. */
export const GAUGE_LIMIT = 1e-6

/** What to know when surfaces meet. */
export const INTERSECTION =
  'adiabatic surfaces meet within the box: where the wave is at the intersection the adiabatic populations, sums over nodes of projectors that turn abruptly there, are accurate to the area of a cell times the density only; raise method.grid.points, or method.functions of a product basis, to see how well. All else converges faster than any power of the spacing'

/** Whether two levels meet about a point of the box: a wave that is everywhere finds a sign that turns. `numbers` are those of a wave function. */
export const surfacesMeet = (frame: AdiabaticFrame, grid: Grid, numbers: number): boolean => {
  const everywhere = new Float64Array(numbers).fill(1)
  return Array.from({ length: frame.levels }, (_, level) => gaugeDefect(frame, everywhere, grid, level)).some(
    (defect) => defect > 0,
  )
}
