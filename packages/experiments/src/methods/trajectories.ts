import type { HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, expectation, normSquared } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import { observationLayout } from '../observables/Observation.ts'
import { allocateSpread, spreadSum } from '../observables/Spread.ts'
import type { Halt, Propagation } from '../Propagation.ts'
import type { DensityPicture } from '../RunResult.ts'
import type { Cloud } from '../spec/Spec.ts'
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
  const counted = weights.reduce((count, w) => (w > 0 ? count + 1 : count), 0)
  const state = allocateHybrid(system.shape)
  state.q.set(cloud.q)
  state.p.set(cloud.p)
  state.psi.set(cloud.psi)
  const normOf = (a: number): number => normSquared(state.psi, 2 * levels * a, levels)
  const startNorms = Float64Array.from(weights, (_, a) => normOf(a))
  const reading = trajectoryReading(hamiltonian, options.scattering, options.gauge)
  const { size, places } = observationLayout({ levels, dof })
  const rows = new Float64Array(size * (independent ? counted : 1))
  const startEnergies = Float64Array.from(independent ? weights : [], (_, a) => {
    reading.read(rows, 0, state, a)
    return rows[places.energy.at]
  })
  const spread = allocateSpread({ levels, dof })
  const sum = spreadSum({ levels, dof }, spread, independent ? counted : 0)

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
      sum.clear(out)
      out.normDrift = 0
      let at = 0
      for (let a = 0; a < N; a++) {
        const drift = Math.abs(normOf(a) - startNorms[a])
        if (!(drift <= out.normDrift)) out.normDrift = drift
        if (weights[a] === 0) continue
        reading.read(rows, at, state, a)
        if (independent) {
          rows[at + places.energyChange.at] = Math.abs(rows[at + places.energy.at] - startEnergies[a])
          at += size
        } else for (let k = 0; k < size; k++) out.block[k] += weights[a] * rows[k]
      }
      if (independent) sum.add(out, rows, counted)
      else out.energy[0] = system.energy(state)
    },
    ...(independent ? { scatter: { samples: counted, spread } } : {}),
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
