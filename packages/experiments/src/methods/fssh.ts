import type { HybridHamiltonian } from '@casimir/algebra'
import { normSquared } from '@casimir/algebra'
import { surfaceHopping } from '@casimir/models'
import { allocateObservation } from '../observables/Observation.ts'
import { allocateSpread, spreadSum } from '../observables/Spread.ts'
import type { Propagation } from '../Propagation.ts'
import { isIndependent } from '../parts/isIndependent.ts'
import type { ProblemDefinition } from '../problems.ts'
import { trajectorySeeds } from '../sampling/trajectorySeeds.ts'
import { uniforms } from '../sampling/uniforms.ts'
import type { IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { runGauge } from './runGauge.ts'
import type { GivenTrajectories } from './sampling.ts'
import { trajectoryStart } from './sampling.ts'
import { scaleOfEnergy } from './trajectories.ts'
import { trajectoryReading } from './trajectoryReading.ts'

type Fssh = Extract<MethodSpec, { name: 'fssh' }>

/** The adiabatic level all start on, or none: then each draws its own. */
const startLevel = ({ initial }: RunSpec): number | undefined => {
  const start = 'wavepacket' in initial ? initial.wavepacket : 'point' in initial ? initial.point : undefined
  return start && 'level' in start && start.basis === 'adiabatic' ? start.level : undefined
}

/** One stream of uniform numbers a trajectory, from its own seed; those that sample its start, or with halton shift a replica, are passed over. */
const streams = (spec: RunSpec, method: Fssh, { place }: GivenTrajectories, count: number, dof: number) => {
  const first = place.block?.first ?? (place.kind === 'replicas' ? place.index * count : 0)
  const passed = 'wavepacket' in spec.initial ? 2 * dof : 0
  return Array.from(trajectorySeeds(method.seed ?? 1, first, count), (seed) => {
    const next = uniforms(seed)
    for (let k = 0; k < passed; k++) next()
    return next
  })
}

/**
 * Prepares Tully's fewest-switches surface hopping (`surfaceHopping`).
 *
 * `density`, `population` and `adiabatic` are means of |psi><psi|; `active` counts active states, and `transmitted` and `reflected` count them too. The energy is that of the
 * active state, a(p) + E_active(q), which every trajectory keeps. `tallies` has hops, frustrated hops, and the sums over trajectories of `bias` and `absoluteBias`, of
 * whose last a third is the estimated size of the error of the number of hops from the time step.
 */
export const prepareFssh = (
  spec: RunSpec,
  method: Fssh,
  integrator: IntegratorSpec,
  problem: ProblemDefinition,
  hamiltonian: HybridHamiltonian,
  given: GivenTrajectories,
): Propagation => {
  const { levels, dof } = hamiltonian
  const { cloud, notes } = trajectoryStart(spec, method, hamiltonian, given)
  const { weights } = cloud
  const N = weights.length
  const draws = streams(spec, method, given, N, dof)
  const run = surfaceHopping(hamiltonian, {
    hbar: spec.hbar,
    hopping: method.hopping,
    rescale: method.rescale,
    frustrated: method.frustrated,
    decoherence: method.decoherence,
    ...(method.edcConstant === undefined ? {} : { edcConstant: method.edcConstant }),
  }).prepare(N, (a) => draws[a]())
  const { state, active } = run
  state.q.set(cloud.q)
  state.p.set(cloud.p)
  state.psi.set(cloud.psi)
  const level = startLevel(spec)
  for (let a = 0; a < N; a++) run.start(a, level)
  const normOf = (a: number): number => normSquared(state.psi, 2 * levels * a, levels)
  const startNorms = Float64Array.from(weights, (_, a) => normOf(a))
  const startEnergies = Float64Array.from(weights, (_, a) => run.energy(a))
  const reading = trajectoryReading(hamiltonian, problem, runGauge(hamiltonian, spec.initial, cloud))
  const one = allocateObservation({ levels, dof })
  const spread = allocateSpread({ levels, dof })
  const sum = spreadSum({ levels, dof }, spread)
  const independent = isIndependent(spec)
  const total = (values: ArrayLike<number>): number => Array.from(values).reduce((s, x) => s + x, 0)
  let steps = 0

  const read = (a: number): void => {
    reading.read(one, state, a)
    one.active[active[a]] = 1
    one.potential[0] = run.activeEnergy(a)
    one.energy[0] = run.energy(a)
    one.energyChange[0] = Math.abs(one.energy[0] - startEnergies[a])
    const side = one.transmitted.some((x) => x !== 0) ? one.transmitted : one.reflected
    if (problem.transmissionPlane !== undefined) for (let k = 0; k < levels; k++) side[k] = one.active[k]
  }

  return {
    dt: integrator.dt,
    levels,
    dof,
    particles: N,
    series: [...reading.series, 'active', 'energyChange'],
    get notes() {
      return [...notes, ...reading.notes()]
    },
    energyScale: scaleOfEnergy(
      hamiltonian,
      cloud,
      weights.reduce((e, w, a) => e + w * startEnergies[a], 0),
    ),
    step: () => {
      steps += 1
      return run.step(integrator.dt)
    },
    observe: (out) => {
      sum.clear(out)
      out.normDrift = 0
      for (let a = 0; a < N; a++) {
        const drift = Math.abs(normOf(a) - startNorms[a])
        if (!(drift <= out.normDrift)) out.normDrift = drift
        if (weights[a] === 0) continue
        read(a)
        if (independent) sum.add(out, one)
        else for (let k = 0; k < one.block.length; k++) out.block[k] += weights[a] * one.block[k]
      }
    },
    ...(independent ? { scatter: { samples: N, spread } } : {}),
    check: () => undefined,
    counts: () => ({ evaluations: steps, iterations: 0 }),
    tallies: () => ({
      hops: total(run.hops),
      frustratedHops: total(run.frustrated),
      hopBias: total(run.bias),
      absoluteHopBias: total(run.absoluteBias),
    }),
    snapshot: (t) => ({
      kind: 'trajectories',
      t,
      weights: weights.slice(),
      q: state.q.slice(),
      p: state.p.slice(),
      psi: state.psi.slice(),
      active: active.slice(),
    }),
    grid: () => undefined,
  }
}
