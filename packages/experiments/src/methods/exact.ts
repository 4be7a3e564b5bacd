import type { HybridHamiltonian } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { compile } from '@casimir/integrators'
import {
  adiabaticFrame,
  allocateGridState,
  allocateMoments,
  chooseGrid,
  gaugeDefect,
  gaussianPacket,
  gridParts,
  gridWatch,
  layGrid,
  MOST_MODES,
  momentumReading,
  positionReading,
  splitOperator,
} from '@casimir/models'
import type { Observation } from '../observables/Observation.ts'
import type { Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { RunSpec } from '../spec/Spec.ts'
import { prepareProductBasis } from './exactProductBasis.ts'
import { FLOWS_OF_A, GAUGE_LIMIT, packetStart, scheme } from './exactScheme.ts'
import { gridHalt } from './gridHalt.ts'
import { readWave, waveAdiabats } from './waveReading.ts'

/**
 * Prepares exact quantum dynamics of one or two coordinates and n levels: split-operator Fourier grid, 4th order in dt; with three, or where the spec says so, in a
 * product basis (`prepareProductBasis`).
 *
 * What `method.grid` leaves out of box, points and dt is chosen (`chooseGrid`) and reported. The probability in the
 * outer 5 % of the box of each coordinate is watched at every step, that at the highest tenth of its momenta at every record;
 * either beyond 1e-6 ends the run with the remedy. `counts.evaluations` counts flows of A(p), each one transform of every
 * level forth and back: 6 a step.
 *
 * With two coordinates and a conical intersection in the box the adiabatic populations (and they alone) converge as the square of
 * the spacing, and a note says so.
 *
 * With one coordinate the adiabatic density matrix is given in the gauge of all methods (`runGauge`).
 *
 * Transmission, where a problem has it, is counted along the first coordinate.
 *
 * Errors: throws a sentence when H is not A(p) + B(q) with one or two degrees of freedom, when the start is no wave packet, when
 * the grid given cannot be used or takes more than 2 GiB, or when a packet of two coordinates starts on an adiabatic level that
 * has no smooth phase over it.
 */
export const prepareExact = (
  spec: RunSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
): Propagation => {
  const { method } = spec
  const basis = method.name === 'exact' ? method.basis : undefined
  if (basis === 'product' || (basis === undefined && hamiltonian.dof === MOST_MODES))
    return prepareProductBasis(spec, problem, hamiltonian)
  const { A, B } = gridParts(hamiltonian)
  const start = packetStart(spec.initial)
  const given = method.name === 'exact' ? method.grid : {}
  const choice = chooseGrid(
    hamiltonian,
    { start, hbar: spec.hbar, end: spec.time.end, record: spec.time.record },
    given,
  )
  const { levels, dof } = hamiltonian
  const { dt } = choice
  const grid = layGrid(choice.box, choice.points, spec.hbar)
  const frame = adiabaticFrame(B, grid, start.q)
  const state = allocateGridState(levels, grid.points)
  gaussianPacket(state.psi, start, grid, frame)
  if (dof > 1 && start.basis === 'adiabatic' && !(gaugeDefect(frame, state.psi, grid, start.level) < GAUGE_LIMIT))
    throw new Error(
      `exact: adiabatic level ${start.level} meets another within the wave packet at q = ${start.q.join(', ')}, or turns faster than the grid resolves, so the packet has no smooth phase; start it elsewhere, or with basis: diabatic.`,
    )
  const flow = compile(splitOperator(hamiltonian, grid))(scheme)
  const position = positionReading(B, grid)
  const momentum = momentumReading(A, grid)
  const moments = allocateMoments(dof)
  const weights = new Float64Array(levels)
  const density = new Float64Array(2 * levels * levels)
  const watch = gridWatch(position, dof)
  const readMomenta = (): void => {
    momentum(moments, state)
    watch.watchMomenta(moments)
  }
  watch.watchEdges(state)
  readMomenta()
  const normAtStart = position.density(density, state.psi)
  const energyScale = Math.abs(moments.energy) + Math.abs(position.energy(state.psi)) || 1
  const { transmissionPlane: plane, interaction } = problem
  const adiabats = waveAdiabats(hamiltonian, spec.initial, { frame, grid, numbers: state.psi.length })
  let steps = 0

  /** A cell that straddles the plane is divided, so both sides are integrals to second order in the spacing. */
  const observeSurfaces = (out: Observation): void => {
    out.adiabatic.fill(0)
    out.transmitted.fill(0)
    out.reflected.fill(0)
    out.inside[0] = 0
    for (let i = 0; i < grid.points; i++) {
      frame.weigh(weights, state.psi, i)
      const beyond =
        plane === undefined ? 0 : Math.min(1, Math.max(0, (grid.x[dof * i] - plane) / grid.axes[0].spacing + 0.5))
      for (let k = 0; k < levels; k++) {
        const weight = weights[k] * grid.cell
        out.adiabatic[k] += weight
        if (interaction && grid.x[dof * i] >= interaction[0] && grid.x[dof * i] <= interaction[1])
          out.inside[0] += weight
        if (plane === undefined) continue
        out.transmitted[k] += beyond * weight
        out.reflected[k] += (1 - beyond) * weight
      }
    }
  }

  return {
    dt,
    levels,
    dof,
    particles: 0,
    series: [
      'population',
      'adiabatic',
      ...(plane === undefined ? [] : (['transmitted', 'reflected'] as const)),
      ...(interaction === undefined ? [] : (['inside'] as const)),
      'density',
      ...adiabats.series,
      'q',
      'p',
      'norm',
      'energy',
      'kinetic',
      'potential',
    ],
    get notes() {
      return adiabats.notes()
    },
    energyScale,
    step: () => {
      steps++
      const status = flow(state, dt)
      watch.watchEdges(state)
      return Number.isNaN(watch.low[0]) ? STATUS.nonFinite : status
    },
    observe: (out) => {
      observeSurfaces(out)
      adiabats.read(out, state.psi)
      readMomenta()
      out.p.set(moments.mean)
      readWave(out, position, state.psi, moments.energy)
      out.normDrift = Math.abs(out.norm[0] - normAtStart)
    },
    check: () => gridHalt(watch, grid, given.points !== undefined),
    tallies: () => ({}),
    counts: () => ({ evaluations: FLOWS_OF_A * steps, iterations: 0 }),
    snapshot: (t) => ({
      kind: 'wavefunction',
      t,
      x: grid.axes.map((axis) => Float64Array.from({ length: axis.points }, (_, i) => axis.x[i])),
      psi: state.psi.slice(),
    }),
    grid: () => ({
      box: grid.axes.map(({ low, high }) => [low, high]),
      points: grid.axes.map(({ points }) => points),
      dt,
      edgeProbability: Math.max(...watch.low, ...watch.high),
      highMomentumProbability: Math.max(...watch.momentum),
    }),
  }
}
