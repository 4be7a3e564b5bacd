import type { HybridHamiltonian } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { Cloud, InitialSpec, QuantumStart, SamplingSpec } from '../spec/Spec.ts'
import type { SamplePart } from './standardNormal.ts'
import { standardNormal } from './standardNormal.ts'

/** What a sampled start needs to know of its run. */
export interface StartOptions {
  readonly hamiltonian: HybridHamiltonian
  readonly hbar: number
  readonly sampling?: SamplingSpec
  readonly part?: SamplePart
  /** How many trajectories start from a point; one by default. */
  readonly copies?: number
  readonly cloud?: Cloud
}

const place = (
  start: QuantumStart,
  hamiltonian: HybridHamiltonian,
  weights: Float64Array,
  q: Float64Array,
  p: Float64Array,
): Cloud => {
  const { levels: n, dof, split } = hamiltonian
  const psi = new Float64Array(2 * n * weights.length)
  const vectors = new Float64Array(2 * n * n)
  const matrix = new Float64Array(2 * n * n)
  const values = new Float64Array(n)
  const eigen = hermitianEigen(n)
  for (let a = 0; a < weights.length; a++) {
    const at = 2 * n * a
    if ('psi' in start)
      start.psi.forEach(([re, im], j) => {
        psi[at + 2 * j] = re
        psi[at + 2 * j + 1] = im
      })
    else if (start.basis === 'diabatic') psi[at + 2 * start.level] = 1
    else {
      if (!split)
        throw new Error(`adiabatic start: '${hamiltonian.name}' is not A(p) + B(q); start from a diabatic level.`)
      split.B.value(matrix, q, a * dof)
      eigen(values, vectors, matrix, 0)
      for (let j = 0; j < n; j++) {
        psi[at + 2 * j] = vectors[2 * (j * n + start.level)]
        psi[at + 2 * j + 1] = vectors[2 * (j * n + start.level) + 1]
      }
    }
  }
  return { weights, q, p, psi }
}

/**
 * The weighted cloud a trajectory method starts from: a cloud as read, one point, or samples of a wave packet's Wigner function.
 *
 * q_i = q0_i + sigma_i x, p_i = p0_i + (hbar / 2 sigma_i) y with standard normal x, y (coordinate order q_1, p_1, q_2, p_2, ..), so that
 * sigma is the standard deviation of |chi|^2.
 *
 * An adiabatic start takes the eigenvector of B(q) at each trajectory's q, in whatever phase it comes.
 */
export const startCloud = (
  initial: InitialSpec,
  { hamiltonian, hbar, sampling, part, copies = 1, cloud }: StartOptions,
): Cloud => {
  if ('particles' in initial) {
    if (!cloud)
      throw new Error(`particles: the cloud of '${initial.particles}' was not given; decode the spec with its file.`)
    return cloud
  }
  const { dof } = hamiltonian
  if ('point' in initial)
    return place(
      initial.point,
      hamiltonian,
      new Float64Array(copies).fill(1 / copies),
      Float64Array.from({ length: copies * dof }, (_, k) => initial.point.q[k % dof]),
      Float64Array.from({ length: copies * dof }, (_, k) => initial.point.p[k % dof]),
    )
  const packet = initial.wavepacket
  if (!sampling) throw new Error('wavepacket: no sampling was given; give particles, sampling and seed.')
  const { weights, points } = standardNormal(2 * dof, sampling, part)
  const q = new Float64Array(weights.length * dof)
  const p = new Float64Array(weights.length * dof)
  for (let a = 0; a < weights.length; a++)
    for (let i = 0; i < dof; i++) {
      q[a * dof + i] = packet.q[i] + packet.sigma[i] * points[2 * (a * dof + i)]
      p[a * dof + i] = packet.p[i] + (hbar / (2 * packet.sigma[i])) * points[2 * (a * dof + i) + 1]
    }
  return place(packet, hamiltonian, weights, q, p)
}
