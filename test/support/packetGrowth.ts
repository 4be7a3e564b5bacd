import type { FieldVelocity, HybridHamiltonian, Reading } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'
import { growthRate } from '@casimir/models'

/** A wave packet exp(sum_j (cos(z_j - centre_j) - 1)/width^2) cos(wave.z) in one of the two sectors of the symbol. */
export interface Packet {
  readonly centre: ReadonlyArray<number>
  /** Whole numbers on a torus of period 2 pi. */
  readonly wave: ReadonlyArray<number>
  readonly width: number
  readonly sector: 'density' | 'orientation'
}

/** dV(P) v by central differences and one Richardson step (order 4). */
export const linearised = (velocity: FieldVelocity, P: Reading, v: Reading, step: number): Float64Array => {
  const at = new Float64Array(P.length)
  const out = new Float64Array(P.length)
  const sum = new Float64Array(P.length)
  for (const [by, weight] of [
    [step, 2 / 3],
    [-step, -2 / 3],
    [2 * step, -1 / 12],
    [-2 * step, 1 / 12],
  ]) {
    for (let i = 0; i < at.length; i++) at[i] = P[i] + by * v[i]
    velocity(out, at)
    for (let i = 0; i < sum.length; i++) sum[i] += (weight / step) * out[i]
  }
  return sum
}

/** The fields of a packet: the perturbation v of P, and the left field that reads its growth. */
export interface PacketFields {
  readonly v: Float64Array
  readonly left: Float64Array
}

/**
 * Density: v = w rho, left = w 1. Orientation: v = w D M with M = kappa_p rho_q - kappa_q rho_p, left = (w/D) i [rho, X_H.kappa], the right and left
 * eigenvectors of the block of the symbol. One degree of freedom.
 */
export const packetFields = (
  fields: HermitianFields,
  hamiltonian: HybridHamiltonian,
  P: Reading,
  { centre, wave, width, sector }: Packet,
): PacketFields => {
  const { grid, packing, levels, spectral } = fields
  const nn = packing.size
  const D = new Float64Array(grid.nodes)
  fields.trace(D, P)
  const rho = fields.allocate()
  for (let i = 0; i < rho.length; i++) rho[i] = P[i] / D[Math.floor(i / nn)]
  const w = Float64Array.from({ length: grid.nodes }, (_, m) => {
    const [q, p] = [grid.coordinates[2 * m], grid.coordinates[2 * m + 1]]
    const envelope = (Math.cos(q - centre[0]) + Math.cos(p - centre[1]) - 2) / width ** 2
    return Math.exp(envelope) * Math.cos(wave[0] * q + wave[1] * p)
  })
  const v = fields.allocate()
  const left = fields.allocate()
  if (sector === 'density') {
    for (let m = 0; m < grid.nodes; m++)
      for (let c = 0; c < nn; c++) {
        v[m * nn + c] = w[m] * rho[m * nn + c]
        left[m * nn + c] = c < levels ? w[m] : 0
      }
    return { v, left }
  }
  const [q, p] = [0, 1].map((axis) => {
    const out = fields.allocate()
    spectral.derivative(out, rho, axis)
    return out
  })
  const along = fields.allocate()
  const matrices = [new Float64Array(2 * nn), new Float64Array(2 * nn)]
  fields.sample(along, (out, z) => {
    const [x, y] = [Float64Array.of(z[0]), Float64Array.of(z[1])]
    hamiltonian.gradientQ(matrices[0], x, y, 0)
    hamiltonian.gradientP(matrices[1], x, y, 0)
    for (let i = 0; i < out.length; i++) out[i] = wave[0] * matrices[1][i] - wave[1] * matrices[0][i]
  })
  fields.commutator(left, rho, along)
  for (let i = 0; i < v.length; i++) {
    const m = Math.floor(i / nn)
    v[i] = w[m] * D[m] * (wave[1] * q[i] - wave[0] * p[i])
    left[i] *= w[m] / D[m]
  }
  return { v, left }
}

/** The rate at which a velocity makes a packet grow, <left, dV(P) v>/<left, v>, and the symbol's mean over the packet with the same weight. */
export const packetGrowth = (
  fields: HermitianFields,
  velocity: FieldVelocity,
  { hamiltonian, hbar }: { readonly hamiltonian: HybridHamiltonian; readonly hbar: number },
  P: Reading,
  packet: Packet,
): { readonly measured: number; readonly symbol: number } => {
  const { grid } = fields
  const lambda = new Float64Array(grid.nodes)
  growthRate(fields, hamiltonian, hbar)(lambda, P, Float64Array.from(packet.wave))
  const { v, left } = packetFields(fields, hamiltonian, P, packet)
  const overlap = fields.pair(left, v)
  const weight = new Float64Array(grid.nodes)
  fields.product(weight, left, v)
  const mean = grid.measure * weight.reduce((sum, x, m) => sum + x * lambda[m], 0)
  const change = linearised(velocity, P, v, 1e-4 * Math.sqrt(fields.pair(P, P) / fields.pair(v, v)))
  const sign = packet.sector === 'density' ? 1 : -1
  return { measured: fields.pair(left, change) / overlap, symbol: (sign * mean) / overlap }
}
