import type { PacketStart } from './PacketStart.ts'
import { MOST_FUNCTIONS, numberStates } from './productBasisAxis.ts'

/** What may be left out of a packet. */
const NEGLIGIBLE = 1e-12
/** Half the range of the quadrature in units of the packet's width, and its nodes. */
const RANGE = 12
const NODES = 2048

/** How many number states of a mode hold all but 1e-12 of a packet along coordinate a; `MOST_FUNCTIONS` where no fewer do. */
export const packetStates = (start: PacketStart, a: number, centre: number, sigma: number, hbar: number): number => {
  const unit = Math.SQRT2 * sigma
  const step = (2 * RANGE * start.sigma[a]) / NODES
  const phi = new Float64Array(MOST_FUNCTIONS)
  const re = new Float64Array(MOST_FUNCTIONS)
  const im = new Float64Array(MOST_FUNCTIONS)
  const height = (2 * Math.PI * start.sigma[a] ** 2) ** -0.25 * (step / Math.sqrt(unit))
  for (let i = 0; i <= NODES; i++) {
    const u = i * step - RANGE * start.sigma[a]
    const size = height * Math.exp(-((u / (2 * start.sigma[a])) ** 2))
    const phase = (start.p[a] * u) / hbar
    numberStates(phi, 0, (start.q[a] + u - centre) / unit, MOST_FUNCTIONS)
    for (let k = 0; k < MOST_FUNCTIONS; k++) {
      re[k] += size * Math.cos(phase) * phi[k]
      im[k] += size * Math.sin(phase) * phi[k]
    }
  }
  let left = 1
  for (let k = 0; k < MOST_FUNCTIONS; k++) {
    left -= re[k] * re[k] + im[k] * im[k]
    if (left < NEGLIGIBLE) return k + 1
  }
  return MOST_FUNCTIONS
}
