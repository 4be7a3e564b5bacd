import type { HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, expectation } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import { observationLayout } from '../observables/Observation.ts'
import type { Halt, Propagation } from '../Propagation.ts'
import type { DensityPicture } from '../RunResult.ts'
import type { Cloud } from '../spec/Spec.ts'
import { ensembleMeans } from './ensembleMeans.ts'
import type { RunGauge } from './runGauge.ts'
import type { Scattering } from './trajectoryReading.ts'
import { trajectoryReading } from './trajectoryReading.ts'

/** A trajectory method on a cloud, ready to be driven by the run loop. */
export interface TrajectoryOptions {
  readonly system: HybridSystem
  readonly stepper: Stepper
  readonly hamiltonian: HybridHamiltonian
  readonly cloud: Cloud
  readonly dt: number
  readonly notes: ReadonlyArray<string>
  readonly scattering: Scattering
  readonly gauge: RunGauge
  /** Whether the trajectories neither move each other nor were drawn together, and weigh the same: then their scatter is an error bar. */
  readonly independent: boolean
  /** The density of a koopmon state; undefined for one that its lattice cannot hold. */
  readonly mollified?: (state: HybridState) => DensityPicture | undefined
  /** Asked when the energy is not finite, and at every record. */
  readonly check?: () => Halt | undefined
}

/** Sum of w_a (|<A>| + |<B>|), or |h| where H is no such sum; 1 if all of that is 0. */
export const scaleOfEnergy = (hamiltonian: HybridHamiltonian, cloud: Cloud, energy: number): number => {
  const { levels: n, dof, split } = hamiltonian
  if (!split) return Math.abs(energy) || 1
  const matrix = new Float64Array(2 * n * n)
  let scale = 0
  for (let a = 0; a < cloud.weights.length; a++) {
    split.A.value(matrix, cloud.p, a * dof)
    scale += cloud.weights[a] * Math.abs(expectation(matrix, 0, cloud.psi, 2 * n * a, n))
    split.B.value(matrix, cloud.q, a * dof)
    scale += cloud.weights[a] * Math.abs(expectation(matrix, 0, cloud.psi, 2 * n * a, n))
  }
  return scale || 1
}

/**
 * Wraps a hybrid system and its stepper as a propagation with the observables of design section 4: weighted means of what single trajectories
 * say (`trajectoryReading`), and the system's own energy.
 *
 * rho = sum_a w_a psi_a psi_a^+. The energy of independent trajectories is the mean of theirs. They also give their spread, and the mean absolute change of a single one's energy, which
 * the mean energy hides; those of weight 0 count in neither.
 */
export const trajectories = (options: TrajectoryOptions): Propagation => {
  const { system, stepper, hamiltonian, cloud, dt, mollified, independent } = options
  const { levels, dof } = hamiltonian
  const { weights } = cloud
  const N = weights.length
  const state = allocateHybrid(system.shape)
  state.q.set(cloud.q)
  state.p.set(cloud.p)
  state.psi.set(cloud.psi)
  const reading = trajectoryReading(hamiltonian, options.scattering, options.gauge)
  const shape = { levels, dof }
  const { size, places } = observationLayout(shape)
  const row = new Float64Array(size)
  const startEnergies = Float64Array.from(independent ? weights : [], (_, a) => {
    reading.read(row, 0, state, a)
    return row[places.energy.at]
  })
  const { observe, scatter } = ensembleMeans({
    shape,
    state,
    weights,
    independent,
    read: (out, from, a) => {
      reading.read(out, from, state, a)
      if (independent) out[from + places.energyChange.at] = Math.abs(out[from + places.energy.at] - startEnergies[a])
    },
  })

  return {
    dt,
    levels,
    dof,
    particles: N,
    series: independent ? [...reading.series, 'energyChange'] : reading.series,
    get notes() {
      return [...options.notes, ...reading.notes()]
    },
    energyScale: scaleOfEnergy(hamiltonian, cloud, system.energy(state)),
    step: () => stepper.flow(state, dt),
    observe: (out) => {
      observe(out)
      if (!independent) out.energy[0] = system.energy(state)
    },
    ...(scatter && { scatter }),
    check: options.check ?? (() => undefined),
    counts: stepper.counts,
    tallies: () => ({}),
    snapshot: (t) => {
      const density = mollified?.(state)
      return {
        kind: 'trajectories',
        t,
        weights: weights.slice(),
        q: state.q.slice(),
        p: state.p.slice(),
        psi: state.psi.slice(),
        ...(density ? { mollified: density } : {}),
      }
    },
    grid: () => undefined,
  }
}
