import type { Reading, Writing } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import type { CloudOptions } from './closureVonNeumann.ts'
import type { ParticleState } from './mollifiedPoint.ts'
import { mollifiedPoint, packCloud } from './mollifiedPoint.ts'

/**
 * Prepares the quantum density matrix of a cloud, rho = sum_a w_a rho_a, row-major interleaved (2 n^2).
 *
 * The hybrid von Neumann operator of the closure has the same integral. Cost: N n^2. Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3.
 *
 * @example
 * const cloud = allocateHybrid({ trajectories: 2, dof: 1, levels: 2 })
 * cloud.psi.set([1, 0, 0, 0, 0, 0, 1, 0])
 * const rho = new Float64Array(8)
 * cloudQuantumDensity({ levels: 2, weights: new Float64Array([0.25, 0.75]) })(rho, cloud)
 * Array.from(rho) // => [0.25, 0, 0, 0, 0, 0, 0.75, 0]
 */
export const cloudQuantumDensity = ({
  levels,
  weights,
}: Pick<CloudOptions, 'levels' | 'weights'>): ((out: Writing, cloud: ParticleState) => void) => {
  const N = weights.length
  const { size, addUnpacked } = hermitianPacking(levels)
  const pack = packCloud(levels, N)
  const rho = new Float64Array(size * N)
  const sum = new Float64Array(size)
  return (out, cloud) => {
    pack(rho, cloud)
    sum.fill(0)
    for (let a = 0; a < N; a++) for (let c = 0; c < size; c++) sum[c] += weights[a] * rho[size * a + c]
    for (let k = 0; k < 2 * size; k++) out[k] = 0
    addUnpacked(out, 0, sum, 0)
  }
}

/**
 * Prepares the mollified classical density of a cloud, Dbar(z) = sum_a w_a K(z - zeta_a), at points z (2 d numbers, q first, from `at` on).
 *
 * Its integral is the sum of the weights. Cost: N a point; `mollifiedDensity` of a closure has it on the lattice. Errors: throws when the mollifier
 * has not one factor per axis. Source: C. Tronci and F. Gay-Balmaz, GSI 2023, section 3.
 *
 * @example
 * const mollifier = { q: [gaussian(1)], p: [gaussian(1)] }
 * const cloud = allocateHybrid({ trajectories: 1, dof: 1, levels: 2 })
 * const Dbar = cloudClassicalDensity({ dof: 1, weights: new Float64Array([1]), mollifier })
 * Math.abs(Dbar(cloud, new Float64Array([0, 0])) - 1 / (2 * Math.PI)) < 1e-15 // => true
 */
export const cloudClassicalDensity = ({
  dof,
  weights,
  mollifier,
}: Omit<CloudOptions, 'levels'>): ((cloud: ParticleState, z: Reading, at?: number) => number) => {
  const evaluate = mollifiedPoint(0, dof, { weights, mollifier })
  const fields = new Float64Array(1 + 2 * dof)
  const none = new Float64Array(0)
  return ({ q, p }, z, at = 0) => {
    evaluate(fields, z, at, q, p, none)
    return fields[0]
  }
}
