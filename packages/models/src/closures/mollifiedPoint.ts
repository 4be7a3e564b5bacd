import type { DensityHybridState, HybridState, Mollifier, Reading, Writing } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'

/** A cloud whose particles carry amplitudes or density matrices. */
export type ParticleState = HybridState | DensityHybridState

/** Prepares the packing of the rho_a of a cloud, n^2 numbers a particle. */
export const packCloud = (levels: number, particles: number): ((out: Writing, cloud: ParticleState) => void) => {
  const { pack, packState, size } = hermitianPacking(levels)
  return (out, cloud) => {
    for (let a = 0; a < particles; a++)
      if ('psi' in cloud) packState(out, size * a, cloud.psi, 2 * levels * a)
      else pack(out, size * a, cloud.rho, 2 * size * a)
  }
}

/**
 * Prepares the mollified fields at one point z: Dbar and Pbar (packed), then d_j Dbar and d_j Pbar for every axis j (q_1.., p_1..), 1 + n^2 numbers each.
 *
 * Cost: N (1 + 2 d) n^2 a point; no lattice.
 *
 * Errors: throws when the mollifier has not one factor per axis.
 */
export const mollifiedPoint = (
  levels: number,
  dof: number,
  { weights, mollifier }: { readonly weights: Float64Array; readonly mollifier: Mollifier },
): ((out: Writing, z: Reading, at: number, q: Reading, p: Reading, rho: Reading) => void) => {
  if (mollifier.q.length !== dof || mollifier.p.length !== dof)
    throw new Error(
      `mollifiedPoint: the mollifier has ${mollifier.q.length} factors in q and ${mollifier.p.length} in p; give one of each for each of ${dof} degrees of freedom.`,
    )
  const N = weights.length
  const nn = levels * levels
  const stride = 1 + nn
  const factors = [...mollifier.q, ...mollifier.p]
  const offsets = new Float64Array(N)
  const jets = factors.map(() => new Float64Array(3 * N))
  return (out, z, at, q, p, rho) => {
    for (let j = 0; j < 2 * dof; j++) {
      const from = j < dof ? q : p
      for (let a = 0; a < N; a++) offsets[a] = z[at + j] - from[a * dof + (j % dof)]
      factors[j].tabulate(jets[j], offsets, 1, 1)
    }
    for (let k = 0; k < stride * (1 + 2 * dof); k++) out[k] = 0
    for (let a = 0; a < N; a++)
      for (let along = -1; along < 2 * dof; along++) {
        let k = weights[a]
        for (let j = 0; j < 2 * dof; j++) k *= jets[j][3 * a + (j === along ? 1 : 0)]
        const o = stride * (along + 1)
        out[o] += k
        for (let c = 0; c < nn; c++) out[o + 1 + c] += k * rho[nn * a + c]
      }
  }
}
