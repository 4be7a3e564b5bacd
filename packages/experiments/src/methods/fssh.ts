import type { HybridHamiltonian } from '@casimir/algebra'
import { surfaceHopping } from '@casimir/models'
import { observationLayout } from '../observables/Observation.ts'
import type { Propagation } from '../Propagation.ts'
import { isIndependent } from '../parts/isIndependent.ts'
import type { ProblemDefinition } from '../problems.ts'
import { trajectorySeeds } from '../sampling/trajectorySeeds.ts'
import { uniforms } from '../sampling/uniforms.ts'
import type { IntegratorSpec, MethodSpec, RunSpec } from '../spec/Spec.ts'
import { ensembleMeans } from './ensembleMeans.ts'
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
  const { transmissionPlane } = problem
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
  const startEnergies = Float64Array.from(weights, (_, a) => run.energy(a))
  const reading = trajectoryReading(hamiltonian, problem, given.gauge ?? runGauge(hamiltonian, spec.initial, cloud))
  const { places } = observationLayout({ levels, dof })
  const total = (values: ArrayLike<number>): number => Array.from(values).reduce((s, x) => s + x, 0)
  let steps = 0

  const read = (out: Float64Array, from: number, a: number): void => {
    reading.read(out, from, state, a)
    const isThrough = transmissionPlane !== undefined && state.q[a * dof] > transmissionPlane
    const side = from + (isThrough ? places.transmitted.at : places.reflected.at)
    for (let k = 0; k < levels; k++) {
      const isActive = k === active[a] ? 1 : 0
      out[from + places.active.at + k] = isActive
      if (transmissionPlane !== undefined) out[side + k] = isActive
    }
    const energy = run.energy(a)
    out[from + places.potential.at] = run.activeEnergy(a)
    out[from + places.energy.at] = energy
    out[from + places.energyChange.at] = Math.abs(energy - startEnergies[a])
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
    ...ensembleMeans({ shape: { levels, dof }, state, weights, independent: isIndependent(spec), read }),
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
