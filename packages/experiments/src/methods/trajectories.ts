import type { HybridHamiltonian, HybridState, HybridSystem } from '@casimir/algebra'
import { allocateHybrid, expectation, hermitianEigen, innerProduct, normSquared } from '@casimir/algebra'
import type { Stepper } from '@casimir/integrators'
import type { Halt, Observation, Propagation } from '../Propagation.ts'
import type { DensityPicture } from '../RunResult.ts'
import type { Cloud } from '../spec/Spec.ts'

/** A trajectory method on a cloud, ready to be driven by the run loop. */
export interface TrajectoryOptions {
  readonly system: HybridSystem
  readonly stepper: Stepper
  readonly hamiltonian: HybridHamiltonian
  readonly cloud: Cloud
  readonly dt: number
  readonly notes: ReadonlyArray<string>
  readonly transmissionPlane?: number
  /** The density of a koopmon state; undefined for one that its lattice cannot hold. */
  readonly mollified?: (state: HybridState) => DensityPicture | undefined
  /** Asked when the energy is not finite, and at every record. */
  readonly check?: () => Halt | undefined
}

/** Sum of w_a (|<A>| + |<B>|), or |h| where H is no such sum; 1 if all of that is 0. */
const scaleOfEnergy = (hamiltonian: HybridHamiltonian, cloud: Cloud, energy: number): number => {
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
 * Wraps a hybrid system and its stepper as a propagation with the observables of design section 4.
 *
 * rho = sum_a w_a psi_a psi_a^+; adiabatic populations sum_a w_a |<v_k(q_a)|psi_a>|^2 with v_k the eigenvectors of B(q_a), which need
 * no gauge; transmitted and reflected are those of trajectories beyond and before the transmission plane.
 */
export const trajectories = (options: TrajectoryOptions): Propagation => {
  const { system, stepper, hamiltonian, cloud, dt, transmissionPlane, mollified } = options
  const { levels: n, dof, split } = hamiltonian
  const { weights } = cloud
  const N = weights.length
  const state = allocateHybrid(system.shape)
  state.q.set(cloud.q)
  state.p.set(cloud.p)
  state.psi.set(cloud.psi)
  const startNorms = Float64Array.from(weights, (_, a) => normSquared(state.psi, 2 * n * a, n))
  const hasScattering = split !== undefined && transmissionPlane !== undefined
  const matrix = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  const column = new Float64Array(2 * n)
  const amplitude = new Float64Array(2)
  const eigen = hermitianEigen(n)

  const observeAdiabatic = (out: Observation, a: number, weight: number): void => {
    if (!split) return
    split.B.value(matrix, state.q, a * dof)
    eigen(values, vectors, matrix, 0)
    const beyond = hasScattering && state.q[a * dof] > transmissionPlane
    for (let k = 0; k < n; k++) {
      for (let j = 0; j < n; j++) {
        column[2 * j] = vectors[2 * (j * n + k)]
        column[2 * j + 1] = vectors[2 * (j * n + k) + 1]
      }
      innerProduct(amplitude, 0, column, 0, state.psi, 2 * n * a, n)
      const population = weight * normSquared(amplitude, 0, 1)
      out.adiabatic[k] += population
      if (hasScattering) (beyond ? out.transmitted : out.reflected)[k] += population
    }
  }

  return {
    dt,
    levels: n,
    dof,
    particles: N,
    hasAdiabatic: split !== undefined,
    hasScattering,
    notes: options.notes,
    energyScale: scaleOfEnergy(hamiltonian, cloud, system.energy(state)),
    step: () => stepper.flow(state, dt),
    observe: (out) => {
      for (const series of [out.adiabatic, out.transmitted, out.reflected, out.density, out.q, out.p]) series.fill(0)
      out.normDrift = 0
      for (let a = 0; a < N; a++) {
        const weight = weights[a]
        const at = 2 * n * a
        for (let i = 0; i < dof; i++) {
          out.q[i] += weight * state.q[a * dof + i]
          out.p[i] += weight * state.p[a * dof + i]
        }
        for (let j = 0; j < n; j++)
          for (let k = 0; k < n; k++) {
            innerProduct(amplitude, 0, state.psi, at + 2 * k, state.psi, at + 2 * j, 1)
            out.density[2 * (j * n + k)] += weight * amplitude[0]
            out.density[2 * (j * n + k) + 1] += weight * amplitude[1]
          }
        const drift = Math.abs(normSquared(state.psi, at, n) - startNorms[a])
        if (!(drift <= out.normDrift)) out.normDrift = drift
        observeAdiabatic(out, a, weight)
      }
      out.norm = 0
      for (let j = 0; j < n; j++) {
        out.population[j] = out.density[2 * (j * n + j)]
        out.norm += out.population[j]
      }
      out.energy = system.energy(state)
    },
    check: options.check ?? (() => undefined),
    counts: stepper.counts,
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
