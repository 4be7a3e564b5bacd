import type { HybridHamiltonian, Scheme } from '@casimir/algebra'
import { blanesMoan4, compile } from '@casimir/integrators'
import type { Grid, GridState, PacketStart } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  allocateMoments,
  gaussianPacket,
  gridParts,
  momentumReading,
  positionReading,
  splitOperator,
} from '@casimir/models'

/** A wave packet on a grid, not yet moved. */
export const packetOn = (hamiltonian: HybridHamiltonian, grid: Grid, start: PacketStart): GridState => {
  const state = allocateGridState(hamiltonian.levels, grid.points)
  gaussianPacket(state.psi, start, grid, adiabaticFrame(gridParts(hamiltonian).B, grid, start.q))
  return state
}

/** Takes `steps` equal steps over a time. */
export const gridRun = (
  hamiltonian: HybridHamiltonian,
  grid: Grid,
  state: GridState,
  {
    time,
    steps,
    scheme = blanesMoan4,
  }: { readonly time: number; readonly steps: number; readonly scheme?: Scheme<'A' | 'B'> },
): GridState => {
  const step = compile(splitOperator(hamiltonian, grid))(scheme)
  for (let k = 0; k < steps; k++) step(state, time / steps)
  return state
}

/** Everything a run reads off a wave function. */
export interface GridReadings {
  readonly norm: number
  readonly density: ReadonlyArray<number>
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly energy: number
}

/** Reads a wave function. */
export const gridReadings = (hamiltonian: HybridHamiltonian, grid: Grid, state: GridState): GridReadings => {
  const { A, B } = gridParts(hamiltonian)
  const position = positionReading(B, grid)
  const moments = allocateMoments(hamiltonian.dof)
  momentumReading(A, grid)(moments, state)
  const density = new Float64Array(2 * hamiltonian.levels ** 2)
  const q = new Float64Array(hamiltonian.dof)
  const norm = position.density(density, state.psi)
  position.mean(q, state.psi)
  return {
    norm,
    density: Array.from(density),
    q: Array.from(q),
    p: Array.from(moments.mean),
    energy: moments.energy + position.energy(state.psi),
  }
}
