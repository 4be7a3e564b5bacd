import type { HybridHamiltonian } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { blanesMoan4, compile } from '@casimir/integrators'
import type { PacketStart } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  chooseGrid,
  gaussianPacket,
  gridParts,
  gridWatch,
  layGrid,
  momentumReading,
  positionReading,
  splitOperator,
} from '@casimir/models'
import type { Observation, Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { InitialSpec, RunSpec } from '../spec/Spec.ts'
import { gridHalt } from './gridHalt.ts'

/**
 * Blanes and Moan's word with its parts exchanged: 7 cheap potential flows and only 6 flows with transforms a step.
 */
const scheme = blanesMoan4.map((l) => ({ ...l, part: l.part === 'A' ? ('B' as const) : ('A' as const) }))
const TRANSFORMED = scheme.filter((l) => l.part === 'A').length

const packetStart = (initial: InitialSpec): PacketStart => {
  if (!('wavepacket' in initial))
    throw new Error(
      `exact: a wave function cannot start from initial.${'point' in initial ? 'point' : 'particles'}; give initial.wavepacket instead.`,
    )
  const packet = initial.wavepacket
  const { q, p, sigma } = packet
  if (q.length !== 1 || p.length !== 1 || sigma.length !== 1)
    throw new Error('exact: initial.wavepacket needs one q, one p and one sigma; the grid has one degree of freedom.')
  const place = { q: q[0], p: p[0], sigma: sigma[0] }
  return 'psi' in packet
    ? { ...place, basis: 'diabatic', psi: packet.psi }
    : { ...place, basis: packet.basis, level: packet.level }
}

/**
 * Prepares exact quantum dynamics of one coordinate and n levels: split-operator Fourier grid, 4th order in dt.
 *
 * What `method.grid` leaves out of box, points and dt is chosen (`chooseGrid`) and reported. The probability in the
 * outer 5 % of the box is watched at every step, that at the highest tenth of the momenta at every record; either
 * beyond 1e-6 ends the run with the remedy. `counts.evaluations` counts flows of A(p), each one transform of every
 * level forth and back: 6 a step.
 *
 * Errors: throws a sentence when H is not A(p) + B(q) with one degree of freedom, when the start is no wave packet, or
 * when the grid given cannot be used.
 */
export const prepareExact = (
  spec: RunSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
): Propagation => {
  const { A, B } = gridParts(hamiltonian)
  const start = packetStart(spec.initial)
  const given = spec.method.name === 'exact' ? spec.method.grid : {}
  const choice = chooseGrid(
    hamiltonian,
    { start, hbar: spec.hbar, end: spec.time.end, record: spec.time.record },
    given,
  )
  const { levels } = hamiltonian
  const { dt } = choice
  const grid = layGrid(choice.box, choice.points, spec.hbar)
  const frame = adiabaticFrame(B, grid.x)
  const state = allocateGridState(levels, grid.points)
  gaussianPacket(state.psi, start, grid, frame)
  const flow = compile(splitOperator(hamiltonian, grid))(scheme)
  const position = positionReading(B, grid)
  const momentum = momentumReading(A, grid)
  const moments = { mean: 0, energy: 0, high: 0 }
  const weights = new Float64Array(levels)
  const density = new Float64Array(2 * levels * levels)
  const watch = gridWatch(position)
  const readMomenta = (): void => {
    momentum(moments, state)
    watch.watchMomenta(moments)
  }
  watch.watchEdges(state)
  readMomenta()
  const normAtStart = position.density(density, state.psi)
  const energyScale = Math.abs(moments.energy) + Math.abs(position.energy(state.psi)) || 1
  const plane = problem.transmissionPlane
  let steps = 0

  /** A cell that straddles the plane is divided, so both sides are integrals to second order in the spacing. */
  const observeSurfaces = (out: Observation): void => {
    out.adiabatic.fill(0)
    out.transmitted.fill(0)
    out.reflected.fill(0)
    for (let i = 0; i < grid.points; i++) {
      frame.weigh(weights, state.psi, i)
      const beyond = plane === undefined ? 0 : Math.min(1, Math.max(0, (grid.x[i] - plane) / grid.spacing + 0.5))
      for (let k = 0; k < levels; k++) {
        const weight = weights[k] * grid.spacing
        out.adiabatic[k] += weight
        if (plane === undefined) continue
        out.transmitted[k] += beyond * weight
        out.reflected[k] += (1 - beyond) * weight
      }
    }
  }

  return {
    dt,
    levels,
    dof: 1,
    particles: 0,
    hasAdiabatic: true,
    hasScattering: plane !== undefined,
    notes: [],
    energyScale,
    step: () => {
      steps++
      const status = flow(state, dt)
      watch.watchEdges(state)
      return Number.isNaN(watch.low) ? STATUS.nonFinite : status
    },
    observe: (out) => {
      out.norm = position.density(out.density, state.psi)
      for (let j = 0; j < levels; j++) out.population[j] = out.density[2 * (j * levels + j)]
      observeSurfaces(out)
      readMomenta()
      out.q[0] = position.mean(state.psi)
      out.p[0] = moments.mean
      out.energy = moments.energy + position.energy(state.psi)
      out.normDrift = Math.abs(out.norm - normAtStart)
    },
    check: () => gridHalt(watch, grid, given.points !== undefined),
    counts: () => ({ evaluations: TRANSFORMED * steps, iterations: 0 }),
    snapshot: (t) => ({
      kind: 'wavefunction',
      t,
      x: Float64Array.from({ length: grid.points }, (_, i) => grid.x[i]),
      psi: state.psi.slice(),
    }),
    grid: () => ({
      box: [grid.low, grid.high],
      points: grid.points,
      dt,
      edgeProbability: Math.max(watch.low, watch.high),
      highMomentumProbability: watch.momentum,
    }),
  }
}
