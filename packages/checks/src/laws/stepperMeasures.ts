import { hermitianEigen } from '@casimir/algebra'
import { convergenceOrder } from '../convergenceOrder.ts'
import { energyDrift } from '../energyDrift.ts'
import { invariantDrift } from '../invariantDrift.ts'
import type { Measured } from '../Law.ts'
import { reversibilityDefect } from '../reversibilityDefect.ts'
import type { PreparedStep, Specimen } from '../Specimen.ts'
import { takeStep } from '../takeStep.ts'
import { timeReversalDefect } from '../timeReversalDefect.ts'
import { EPSILON, lengthOf, worst } from './approximate.ts'

/** Relative rounding errors of one step. */
const ROUNDINGS = 64
/** Steps over which symmetry and invariants are watched. */
const STEPS = 10
/** Steps over which the energy error is compared with that at half the step, before motions that are unstable part. */
const SHORT = 10
/** Steps over which a conserved energy is watched, and over which a drift is. */
const ENERGY_STEPS = 200
const DRIFT_STEPS = 2000

/** What one step may be off by, relative to 1 + |y|: rounding errors, and what the equations are solved to. */
const perStep = (solver: number): number => ROUNDINGS * EPSILON + solver

/** The largest factor by which `steps` steps stretch a small change of any one entry of the start. */
const stretchOf = (run: (by: number, k: number) => Float64Array, size: number): number => {
  const by = Math.sqrt(EPSILON)
  const end = run(0, 0)
  let most = 1
  for (let k = 0; k < size; k++) most = Math.max(most, lengthOf(run(by, k).map((v, i) => v - end[i])) / by)
  return most
}

const stretchOfSteps = ({ prepare, method }: Specimen, h: number): number =>
  stretchOf((by, k) => {
    const { block, step } = prepare()
    block[k] += by
    for (let i = 0; i < STEPS; i++) takeStep(() => step(h), `the stretch of '${method}'`)
    return block
  }, prepare().block.length)

const missing = ({ method, problem }: Specimen, what: string): Error =>
  new Error(`'${method}' on '${problem}' names no ${what}; give it, or do not claim the law.`)

/** Forth and back, or reversed twice: errors grow by the stretch each way. */
const tolerated = (specimen: Specimen, h: number, solver: number): number =>
  2 * STEPS * perStep(solver) * stretchOfSteps(specimen, h) * stretchOfSteps(specimen, -h)

/** Steps of h, then of -h. */
export const measureReversibility = (specimen: Specimen, h: number, solver: number): Measured => ({
  defect: reversibilityDefect(specimen, h, STEPS),
  tolerance: tolerated(specimen, h, solver),
})

/** Steps, reversal, steps, reversal. */
export const measureTimeReversal = (specimen: Specimen, h: number, solver: number): Measured => ({
  defect: timeReversalDefect(specimen, h, STEPS),
  tolerance: tolerated(specimen, h, solver),
})

/** Steps of h, then of the adjoint over -h. */
export const measureAdjoint = (specimen: Specimen, h: number, solver: number): Measured => {
  const { prepare, prepareAdjoint, method } = specimen
  if (!prepareAdjoint) throw missing(specimen, 'adjoint')
  const run = (prepared: PreparedStep, step: number): void => {
    for (let k = 0; k < STEPS; k++) takeStep(() => prepared.step(step), `the adjoint of '${method}'`)
  }
  const there = prepare()
  const start = there.block.slice()
  run(there, h)
  const back = prepareAdjoint()
  back.block.set(there.block)
  run(back, -h)
  return {
    defect: start.reduce((most, v, k) => Math.max(most, Math.abs(back.block[k] - v) / (1 + Math.abs(v))), 0),
    tolerance: tolerated(specimen, h, solver),
  }
}

/** The largest relative change of any of the named quantities. */
export const measureInvariants = (
  specimen: Specimen,
  which: 'invariants' | 'norms',
  h: number,
  solver: number,
): Measured => {
  const invariants = specimen[which]
  if (!invariants) throw missing(specimen, which)
  const size = lengthOf(specimen.prepare().block)
  return {
    defect: invariantDrift({ ...specimen, invariants }, h, STEPS),
    tolerance: 2 * STEPS * perStep(solver) * (1 + size),
  }
}

/** The lowest eigenvalue of any density matrix below 0, and the change of their traces. */
export const measurePositivity = (specimen: Specimen, h: number, solver: number): Measured => {
  const { prepare, densities, method } = specimen
  if (!densities) throw missing(specimen, 'density matrices')
  const { block, step } = prepare()
  const read = (): ReadonlyArray<{ readonly lowest: number; readonly trace: number }> =>
    densities(block).map((rho) => {
      const n = Math.sqrt(rho.length / 2)
      const values = new Float64Array(n)
      hermitianEigen(n)(values, new Float64Array(2 * n * n), rho, 0)
      return { lowest: Math.min(...values), trace: values.reduce((s, v) => s + v, 0) }
    })
  const before = read()
  const measured: Measured[] = []
  for (let k = 1; k <= STEPS; k++) {
    takeStep(() => step(h), `the density matrices of '${method}'`)
    read().forEach(({ lowest, trace }, a) => {
      const tolerance = (k + 1) * perStep(solver) * (1 + Math.abs(before[a].trace))
      measured.push({ defect: Math.max(0, -lowest), tolerance })
      measured.push({ defect: Math.abs(trace - before[a].trace), tolerance })
    })
  }
  return worst(...measured)
}

const energiesOf = (specimen: Specimen, h: number, steps: number): Float64Array => {
  const { prepare, energy, method } = specimen
  if (!energy) throw missing(specimen, 'energy')
  const { block, step } = prepare()
  return Float64Array.from({ length: steps + 1 }, (_, k) => {
    if (k > 0) takeStep(() => step(h), `the energy of '${method}'`)
    return energy(block)
  })
}

/** What rounding and solver errors of each step may make of the energy, all of one sign. */
const energyNoise = (specimen: Specimen, energies: Float64Array, solver: number): number =>
  energies.length * perStep(solver) * (1 + Math.abs(energies[0])) * (1 + lengthOf(specimen.prepare().block))

const excursionOf = (energies: Float64Array): number =>
  energies.reduce((most, e) => Math.max(most, Math.abs(e - energies[0])), 0)

/** A conserved energy: its largest change. */
export const measureEnergyConservation = (specimen: Specimen, h: number, solver: number): Measured => {
  const energies = energiesOf(specimen, h, ENERGY_STEPS)
  return { defect: excursionOf(energies), tolerance: energyNoise(specimen, energies, solver) }
}

/** Orders by which the energy error may fall short of its own over two steps: a quarter above the next lower order. */
const SHORTFALL = 0.75

/**
 * The energy error at a quarter of the step, against 2^-(order - 3/4) times that at half of it, all at the times of the steps of h: between those it may be larger at any step. The
 * slope may fall short by as much more as it changed when the step was halved before: a next term of the error shrinks to half at least, so that this bounds it.
 */
export const measureEnergyBound = (specimen: Specimen, order: number, h: number, solver: number): Measured => {
  const runs = [1, 2, 4].map((parts) => energiesOf(specimen, h / parts, parts * SHORT))
  const [coarse, half, fine] = runs.map((energies, k) => excursionOf(energies.filter((_, i) => i % 2 ** k === 0)))
  const noise = energyNoise(specimen, runs[2], solver)
  const change = fine > noise ? Math.abs(Math.log2((coarse * fine) / half ** 2)) : 0
  return { defect: fine, tolerance: half * 2 ** (SHORTFALL + change - order) + noise }
}

/** The shift of the mean energy from the first half of a long run to the second, against the largest excursion in the first half. */
export const measureEnergyDrift = (specimen: Specimen, h: number, solver: number): Measured => {
  const energies = energiesOf(specimen, h, DRIFT_STEPS)
  const half = energies.subarray(0, energies.length >> 1)
  const mean = half.reduce((s, e) => s + e, 0) / half.length
  const inside = half.reduce((most, e) => Math.max(most, Math.abs(e - mean)), 0)
  return { defect: energyDrift(energies).shift, tolerance: inside + energyNoise(specimen, energies, solver) }
}

/** The steps of the ladder, in parts of the coarsest: errors of order 2 span a factor of 64 over it. */
const LADDER = [1, 1.5, 2, 3, 4, 6, 8]
/** Below this errors are on the plateau of round-off; above CEILING they do not yet behave as a power of the step. */
const PLATEAU = 1e-12
const CEILING = 1e-2
/** What the next term of the error may bend a fit over the ladder by, in orders. */
const BEND = 0.2

/** The largest error at T of any of the problems after n steps, relative to 1 + |y|. */
const errorOf = (
  specimens: ReadonlyArray<Specimen>,
  ends: ReadonlyArray<Float64Array>,
  T: number,
  n: number,
): number => {
  let most = 0
  specimens.forEach(({ prepare }, i) => {
    const { block, step } = prepare()
    for (let k = 0; k < n; k++) takeStep(() => step(T / n), 'the order')
    block.forEach((x, k) => {
      most = Math.max(most, Math.abs(x - ends[i][k]) / (1 + Math.abs(ends[i][k])))
    })
  })
  return most
}

/**
 * |slope - order|, or what is missing of an order above 8, by a fit to the errors above the plateau of the worst of several problems; 0 when fewer than three are above it, since
 * then no order can be told.
 */
export const measureOrder = (
  specimens: ReadonlyArray<Specimen>,
  order: number,
  T: number,
  coarsest: number,
): Measured => {
  const ends = specimens.map((specimen) => {
    if (!specimen.reference) throw missing(specimen, 'reference')
    return specimen.reference(T)
  })
  const { slope, points, errors } = convergenceOrder(
    LADDER.map((part) => T / Math.round(coarsest * part)),
    (h) => errorOf(specimens, ends, T, Math.round(T / h)),
    PLATEAU,
    CEILING,
  )
  if (points < 3 && errors.every((e) => e <= CEILING)) return { defect: 0, tolerance: BEND }
  return { defect: order <= 8 ? Math.abs(slope - order) : Math.max(0, order - slope), tolerance: BEND }
}
