import type { HybridHamiltonian } from '@casimir/algebra'
import { STATUS } from '@casimir/algebra'
import { compile } from '@casimir/integrators'
import type { ProductBasis } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  chooseProductBasis,
  gaugeDefect,
  gaussianPacket,
  highStates,
  layProductBasis,
  MOST_FUNCTIONS,
  positionReading,
  productBasisReading,
  productBasisSystem,
  productParts,
  uniformWave,
} from '@casimir/models'
import type { Observation } from '../observables/Observation.ts'
import type { Halt, Propagation } from '../Propagation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { RunSpec } from '../spec/Spec.ts'
import { FLOWS_OF_A, GAUGE_LIMIT, packetStart, scheme } from './exactScheme.ts'
import { readWave, waveAdiabats } from './waveReading.ts'

/** The probability in the highest number states of a mode beyond which the basis no longer holds the wave: populations are then wrong by some 1e-6, and means of q and p by ten times as much (measured). */
const LIMIT = 1e-8

/** How many more functions a mode gets whose highest states are reached. */
const MORE = 1.5

/** The reason to stop, with a concrete remedy, once a mode has lost more than a probability of 1e-8 to its highest number states. */
const productHalt = (high: Float64Array, { axes }: ProductBasis): Halt | undefined => {
  const worst = high.reduce((most, probability, a) => (probability > high[most] ? a : most), 0)
  if (!(high[worst] > LIMIT)) return undefined
  const raised = axes.map(({ points }, a) => (high[a] > LIMIT ? Math.ceil(MORE * points) : points))
  const { points } = axes[worst]
  return {
    status: 'edge',
    message: `the wave reached the highest number states of mode ${worst} (probability ${high[worst].toExponential(1)} in the top ${highStates(points)} of ${points}); ${
      raised.some((count) => count > MOST_FUNCTIONS)
        ? `a mode has at most ${MOST_FUNCTIONS} functions, so start with less energy or shorten time.end`
        : `set method.functions to [${raised.join(', ')}]`
    }`,
  }
}

/**
 * Prepares exact quantum dynamics of one to three harmonic modes and n levels in a product of their number states, 4th order in dt.
 *
 * What the spec leaves out of functions and dt is chosen (`chooseProductBasis`) and reported. The widths of the modes are those of the problem's ground states,
 * else the packet's. The probability in the highest tenth of the number states of each mode is watched at every step; beyond 1e-8 it ends the run with the remedy.
 *
 * Adiabatic populations and snapshots are taken at the nodes of a uniform grid that holds the basis (`uniformWave`).
 *
 * `counts.evaluations` counts flows of the kinetic energy, 6 a step.
 *
 * Errors: throws a sentence when H is not sum_j p_j^2/(2 m_j) + B(q) with one to three degrees of freedom, when the problem scatters, when the start is no wave packet or on an adiabatic
 * level with no smooth phase over it, or when the basis cannot be chosen or takes more than 2 GiB.
 */
export const prepareProductBasis = (
  spec: RunSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
): Propagation => {
  const { method, hbar } = spec
  const { name, levels, dof } = hamiltonian
  if (problem.transmissionPlane !== undefined)
    throw new Error(`exact: '${name}' scatters, and a product basis is for harmonic modes; set method.basis to grid.`)
  const { B, masses } = productParts(hamiltonian)
  const start = packetStart(spec.initial)
  const functions = method.name === 'exact' ? method.functions : undefined
  const given = method.name === 'exact' ? method.grid : {}
  const widths = problem.groundWidths?.(spec.problem.parameters, hbar)
  const { modes, dt } = chooseProductBasis(
    hamiltonian,
    { start, hbar, end: spec.time.end, record: spec.time.record },
    { ...(widths && { widths }), ...(functions && { functions }), ...(given.dt !== undefined && { dt: given.dt }) },
  )
  const basis = layProductBasis(modes, hbar)
  const atPoints = adiabaticFrame(B, basis, start.q)
  const state = allocateGridState(levels, basis.points)
  gaussianPacket(state.psi, start, basis, atPoints)
  if (start.basis === 'adiabatic' && !(gaugeDefect(atPoints, state.psi, basis, start.level) < GAUGE_LIMIT))
    throw new Error(
      `exact: adiabatic level ${start.level} meets another within the wave packet at q = ${start.q.join(', ')}, or turns faster than the points of the basis resolve, so the packet has no smooth phase; start it elsewhere, or with basis: diabatic.`,
    )
  const flow = compile(productBasisSystem(hamiltonian, basis))(scheme)
  const position = positionReading(B, basis)
  const reading = productBasisReading(basis, levels, masses)
  const { grid, values } = uniformWave(basis, levels)
  const frame = adiabaticFrame(B, grid, start.q)
  const weights = new Float64Array(levels)
  const high = new Float64Array(dof)
  const watch = (): void => {
    for (let a = 0; a < dof; a++) high[a] = Math.max(high[a], reading.high(state.psi, a))
  }
  watch()
  const normAtStart = position.density(new Float64Array(2 * levels * levels), state.psi)
  const energyScale = Math.abs(reading.kinetic(state.psi)) + Math.abs(position.energy(state.psi)) || 1
  const adiabats = waveAdiabats(hamiltonian, spec.initial, { frame, grid, numbers: values(state.psi).length })
  let steps = 0

  const observeAdiabatic = (out: Observation): void => {
    out.adiabatic.fill(0)
    const wave = values(state.psi)
    for (let i = 0; i < grid.points; i++) {
      frame.weigh(weights, wave, i)
      for (let k = 0; k < levels; k++) out.adiabatic[k] += weights[k] * grid.cell
    }
    adiabats.read(out, wave)
  }

  return {
    dt,
    levels,
    dof,
    particles: 0,
    series: [
      'population',
      'adiabatic',
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
      watch()
      return Number.isNaN(high[0]) ? STATUS.nonFinite : status
    },
    observe: (out) => {
      observeAdiabatic(out)
      reading.momentum(out.p, state.psi)
      readWave(out, position, state.psi, reading.kinetic(state.psi))
      out.normDrift = Math.abs(out.norm[0] - normAtStart)
    },
    check: () => productHalt(high, basis),
    tallies: () => ({}),
    counts: () => ({ evaluations: FLOWS_OF_A * steps, iterations: 0 }),
    snapshot: (t) => ({
      kind: 'wavefunction',
      t,
      x: grid.axes.map(({ x }) => Float64Array.from(x)),
      psi: Float64Array.from(values(state.psi)),
    }),
    grid: () => ({
      box: basis.axes.map(({ low, high: end }) => [low, end]),
      points: basis.axes.map(({ points }) => points),
      dt,
      highStateProbability: Math.max(...high),
    }),
  }
}
