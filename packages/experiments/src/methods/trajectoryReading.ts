import type { HybridHamiltonian, HybridState } from '@casimir/algebra'
import { expectation, hermitianEigen } from '@casimir/algebra'
import type { Observation, SeriesName } from '../observables/Observation.ts'
import type { ProblemDefinition } from '../problems.ts'
import type { RunGauge } from './runGauge.ts'
import { crossedNote, LOST } from './runGauge.ts'

/** Where a scattering problem counts transmission from, and where its particles still interact. */
export type Scattering = Pick<ProblemDefinition, 'transmissionPlane' | 'interaction'>

/** What single trajectories say. */
export interface TrajectoryReading {
  /** The series it writes. */
  readonly series: ReadonlyArray<SeriesName>
  /** Writes everything that trajectory a says by itself; the block is overwritten. */
  readonly read: (out: Observation, state: HybridState, a: number) => void
  /** What to know of what was read so far. */
  readonly notes: () => ReadonlyArray<string>
}

/** Writes psi psi^+ for the amplitudes from `at` on. */
const writeProjector = (out: Float64Array, psi: Float64Array, at: number, n: number): void => {
  for (let j = 0; j < n; j++) {
    const re = psi[at + 2 * j]
    const im = psi[at + 2 * j + 1]
    for (let k = 0; k < n; k++) {
      const kRe = psi[at + 2 * k]
      const kIm = psi[at + 2 * k + 1]
      out[2 * (j * n + k)] = re * kRe + im * kIm
      out[2 * (j * n + k) + 1] = im * kRe - re * kIm
    }
  }
}

/**
 * Prepares the reading of one trajectory: density matrix psi psi^+, populations |psi_j|^2 and |<v_k(q)|psi>|^2 with v_k the eigenvectors of B(q), which
 * need no gauge, the mean energies <A(p)>, <B(q)> and <H>, and on which side of the transmission plane it is.
 *
 * With a gauge (`runGauge`) also c c^+ for c = V(q)^+ psi, the density matrix in the adiabatic basis.
 *
 * Without H = A(p) + B(q) there are no adiabatic populations and no kinetic and potential energies. Allocates only here.
 */
export const trajectoryReading = (
  hamiltonian: HybridHamiltonian,
  { transmissionPlane, interaction }: Scattering,
  { gauge, note }: RunGauge,
): TrajectoryReading => {
  const { levels: n, dof, split } = hamiltonian
  const hasScattering = split !== undefined && transmissionPlane !== undefined
  const matrix = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  const c = new Float64Array(2 * n)
  const eigen = hermitianEigen(n)
  let lost = false
  let crossed: number | undefined

  /** Density matrix of the amplitudes c, NaN where the vectors have no gauge. */
  const readAdiabaticDensity = (out: Observation, gauged: boolean): void => {
    writeProjector(out.adiabaticDensity, c, 0, n)
    if (gauged) return
    lost = true
    out.adiabaticDensity.fill(Number.NaN)
  }

  const readAdiabatic = (out: Observation, { q, psi }: HybridState, a: number): void => {
    eigen(values, vectors, matrix, 0)
    const gauged = gauge?.fix(vectors, q, a)
    const side = hasScattering && q[a * dof] > transmissionPlane ? out.transmitted : out.reflected
    for (let k = 0; k < n; k++) {
      let re = 0
      let im = 0
      for (let j = 0; j < n; j++) {
        const v = 2 * (j * n + k)
        const o = 2 * (a * n + j)
        re += vectors[v] * psi[o] + vectors[v + 1] * psi[o + 1]
        im += vectors[v] * psi[o + 1] - vectors[v + 1] * psi[o]
      }
      c[2 * k] = re
      c[2 * k + 1] = im
      out.adiabatic[k] = re * re + im * im
      if (hasScattering) side[k] = out.adiabatic[k]
    }
    if (gauged === undefined) return
    readAdiabaticDensity(out, gauged)
    crossed ??= gauge?.meeting(q, a)
  }

  const read: TrajectoryReading['read'] = (out, state, a) => {
    const { q, p, psi } = state
    const at = 2 * n * a
    out.block.fill(0)
    for (let i = 0; i < dof; i++) {
      out.q[i] = q[a * dof + i]
      out.p[i] = p[a * dof + i]
    }
    writeProjector(out.density, psi, at, n)
    for (let j = 0; j < n; j++) {
      out.population[j] = out.density[2 * (j * n + j)]
      out.norm[0] += out.population[j]
    }
    if (split) {
      split.A.value(matrix, p, a * dof)
      out.kinetic[0] = split.A.scalar ? matrix[0] * out.norm[0] : expectation(matrix, 0, psi, at, n)
      split.B.value(matrix, q, a * dof)
      out.potential[0] = expectation(matrix, 0, psi, at, n)
      out.energy[0] = out.kinetic[0] + out.potential[0]
      readAdiabatic(out, state, a)
    } else {
      hamiltonian.value(matrix, q, p, a * dof)
      out.energy[0] = expectation(matrix, 0, psi, at, n)
    }
    if (interaction) out.inside[0] = q[a * dof] >= interaction[0] && q[a * dof] <= interaction[1] ? out.norm[0] : 0
  }

  return {
    series: [
      'population',
      ...(split ? (['adiabatic', 'kinetic', 'potential'] as const) : []),
      ...(gauge ? (['adiabaticDensity'] as const) : []),
      ...(hasScattering ? (['transmitted', 'reflected'] as const) : []),
      ...(interaction ? (['inside'] as const) : []),
      'density',
      'q',
      'p',
      'norm',
      'energy',
    ],
    read,
    notes: () => [
      ...(note === undefined ? [] : [note]),
      ...(crossed === undefined ? [] : [crossedNote(crossed)]),
      ...(lost ? [LOST] : []),
    ],
  }
}
