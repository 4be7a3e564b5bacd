import type { HybridHamiltonian } from '@casimir/algebra'
import type { GridDemand } from './chooseGrid.ts'
import { chooseStep, requireDivisor } from './chooseGrid.ts'
import type { ProductMode } from './productBasisAxis.ts'
import { MOST_FUNCTIONS } from './productBasisAxis.ts'
import { packetEnergy } from './productBasisEnergy.ts'
import { requireProductMemory } from './productBasisMemory.ts'
import { packetStates } from './productBasisPacket.ts'
import { productParts } from './productBasisParts.ts'
import { modeReach } from './productBasisReach.ts'

/** Modes and a time step for an exact run. */
export interface ProductChoice {
  readonly modes: ReadonlyArray<ProductMode>
  readonly dt: number
}

/** What of the choice is given. `widths` are those of the modes' ground states; without, the packet's are taken. */
export interface ProductGiven {
  readonly widths?: ReadonlyArray<number>
  readonly functions?: ReadonlyArray<number>
  readonly dt?: number
}

/** The energies that set dt are so many times those reached, as the windows of a grid are wider: errors of populations below 1e-6 (measured by halving). */
const STRICTER = 1.5
/** Standard deviations of the energy, as the packet has it, that count. */
const DEVIATIONS = 6
/** Number states beyond the classically highest: so many, and so many times the cube root of it, the width of the edge of an orbit. */
const BEYOND = 5
const EDGE = 2.5

/**
 * Chooses what is not given: the centres half-way between the turning points of the packet's energies on the lowest surface, the functions of each mode from the largest
 * action that energy allows it while the others keep their zero-point energy, and from those the packet starts with; dt as on the grid.
 *
 * Errors: throws when H has no product basis (`productParts`), when B(q) does not confine a mode, when a mode would take more than 128 functions or the run
 * more than 2 GiB, when a list given does not fit, or when a given dt does not divide `record`.
 *
 * @example
 * const h = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const start = { q: [0], p: [0], sigma: [0.7], basis: 'diabatic', level: 0 } as const
 * chooseProductBasis(h, { start, hbar: 1, end: 10, record: 0.5 }, { functions: [12] }).modes[0].functions // => 12
 */
export const chooseProductBasis = (
  hamiltonian: HybridHamiltonian,
  demand: GridDemand,
  { widths, functions, dt }: ProductGiven = {},
): ProductChoice => {
  const { name, dof, levels } = hamiltonian
  const { start, hbar } = demand
  const parts = productParts(hamiltonian)
  if (functions && functions.length !== dof)
    throw new Error(
      `exact: method.functions has ${functions.length} entr${functions.length === 1 ? 'y' : 'ies'} and '${name}' has ${dof} mode${dof === 1 ? '' : 's'}; give one for each.`,
    )
  if (functions) requireProductMemory(functions, levels)
  if (dt !== undefined) requireDivisor(dt, demand.record)
  const sigmas = widths ?? start.sigma
  const zeroPoint = sigmas.map((sigma, a) => (widths ? (hbar / sigma) ** 2 / (4 * parts.masses[a]) : 0))
  const { mean, deviation } = packetEnergy(parts, start, hbar)
  const energy = mean + DEVIATIONS * deviation
  const ground = zeroPoint.reduce((sum, e) => sum + e, 0)
  const reach = modeReach(
    parts,
    start.q,
    sigmas.map((sigma, a) => hbar ** 2 / (4 * parts.masses[a] * sigma ** 4)),
    zeroPoint.map((own) => energy - ground + own),
    sigmas,
  )
  const modes = reach.intervals.map(([low, high], a): ProductMode => {
    const sigma = sigmas[a]
    const centre = (low + high) / 2
    if (functions) return { centre, sigma, functions: functions[a] }
    const momentum = Math.sqrt(2 * parts.masses[a] * Math.max(0, energy - ground + zeroPoint[a] - reach.floor))
    const action = Math.max(((high - low) / (4 * sigma)) ** 2, ((momentum * sigma) / hbar) ** 2)
    const highest = Math.max(action, packetStates(start, a, centre, sigma, hbar))
    return { centre, sigma, functions: Math.ceil(highest + EDGE * Math.cbrt(highest) + BEYOND) }
  })
  const large = modes.findIndex((mode) => mode.functions > MOST_FUNCTIONS)
  if (large >= 0)
    throw new Error(
      `exact: mode ${large} may be excited to number states about ${modes[large].functions}, more than ${MOST_FUNCTIONS}; start with less energy, or give method.functions.`,
    )
  requireProductMemory(
    modes.map((mode) => mode.functions),
    levels,
  )
  return { modes, dt: dt ?? chooseStep(STRICTER * Math.max(energy - reach.floor, reach.gap), demand) }
}
