import type { HybridHamiltonian, HybridState } from '@casimir/algebra'
import { expectation, hermitianEigen } from '@casimir/algebra'
import type { SeriesName } from '../observables/Observation.ts'
import { observationLayout } from '../observables/Observation.ts'
import type { ProblemDefinition } from '../problems.ts'
import { componentsKernel, projectorKernel } from './amplitudeKernels.ts'
import type { RunGauge } from './runGauge.ts'
import { crossedNote, LOST } from './runGauge.ts'

/** Where a scattering problem counts transmission from, and where its particles still interact. */
export type Scattering = Pick<ProblemDefinition, 'transmissionPlane' | 'interaction'>

/** What single trajectories say. */
export interface TrajectoryReading {
  /** The series it writes. */
  readonly series: ReadonlyArray<SeriesName>
  /** Writes all that trajectory a says by itself as a block of observations from `from` on; of series it does not have nothing is written. */
  readonly read: (out: Float64Array, from: number, state: HybridState, a: number) => void
  /** What to know of what was read so far. */
  readonly notes: () => ReadonlyArray<string>
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
  const { places } = observationLayout({ levels: n, dof })
  const plane = split ? transmissionPlane : undefined
  const matrix = new Float64Array(2 * n * n)
  const vectors = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  const c = new Float64Array(2 * n)
  const eigen = hermitianEigen(n)
  const writeProjector = projectorKernel(n)
  const writeComponents = componentsKernel(n)
  const [population, adiabatic, transmitted, reflected] = [
    places.population.at,
    places.adiabatic.at,
    places.transmitted.at,
    places.reflected.at,
  ]
  const [density, adiabaticDensity] = [places.density.at, places.adiabaticDensity.at]
  const [norm, energy, kinetic, potential] = [places.norm.at, places.energy.at, places.kinetic.at, places.potential.at]
  let lost = false
  let crossed: number | undefined

  /** The density matrix of the amplitudes c, NaN where the vectors have no gauge. */
  const readAdiabaticDensity = (out: Float64Array, from: number, gauged: boolean): void => {
    if (gauged) writeProjector(out, from, c, 0)
    else {
      lost = true
      out.fill(Number.NaN, from, from + 2 * n * n)
    }
  }

  /** Reads what needs the eigenvectors of B(q), which is in `matrix`. */
  const readAdiabatic = (out: Float64Array, from: number, { q, psi }: HybridState, a: number): void => {
    eigen(values, vectors, matrix, 0)
    const gauged = gauge?.fix(vectors, q, a)
    writeComponents(c, vectors, psi, 2 * n * a)
    const isThrough = plane !== undefined && q[a * dof] > plane
    for (let k = 0; k < n; k++) {
      const share = c[2 * k] * c[2 * k] + c[2 * k + 1] * c[2 * k + 1]
      out[from + adiabatic + k] = share
      if (plane === undefined) continue
      out[from + transmitted + k] = isThrough ? share : 0
      out[from + reflected + k] = isThrough ? 0 : share
    }
    if (gauged === undefined) return
    readAdiabaticDensity(out, from + adiabaticDensity, gauged)
    crossed ??= gauge?.meeting(q, a)
  }

  const read: TrajectoryReading['read'] = (out, from, state, a) => {
    const { q, p, psi } = state
    const at = 2 * n * a
    for (let i = 0; i < dof; i++) {
      out[from + places.q.at + i] = q[a * dof + i]
      out[from + places.p.at + i] = p[a * dof + i]
    }
    writeProjector(out, from + density, psi, at)
    let total = 0
    for (let j = 0; j < n; j++) {
      const share = out[from + density + 2 * (j * n + j)]
      out[from + population + j] = share
      total += share
    }
    out[from + norm] = total
    if (split) {
      split.A.value(matrix, p, a * dof)
      const ofA = split.A.scalar ? matrix[0] * total : expectation(matrix, 0, psi, at, n)
      split.B.value(matrix, q, a * dof)
      const ofB = expectation(matrix, 0, psi, at, n)
      out[from + kinetic] = ofA
      out[from + potential] = ofB
      out[from + energy] = ofA + ofB
      readAdiabatic(out, from, state, a)
    } else {
      hamiltonian.value(matrix, q, p, a * dof)
      out[from + energy] = expectation(matrix, 0, psi, at, n)
    }
    if (interaction)
      out[from + places.inside.at] = q[a * dof] >= interaction[0] && q[a * dof] <= interaction[1] ? total : 0
  }

  return {
    series: [
      'population',
      ...(split ? (['adiabatic', 'kinetic', 'potential'] as const) : []),
      ...(gauge ? (['adiabaticDensity'] as const) : []),
      ...(plane === undefined ? [] : (['transmitted', 'reflected'] as const)),
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
