import type { Reading, Writing } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'

/**
 * Prepares the mean of a Hermitian matrix in the traceless gauge, Tr m/n + Tr(rho (m - Tr m/n)), for a packed rho of any trace.
 *
 * `m` is n x n from `at` on; the mean is written to `out[outAt]`: writing, unlike returning a number, boxes nothing.
 */
export const gaugedMean = (
  n: number,
): ((out: Writing, outAt: number, m: Reading, at: number, rho: Reading) => void) => {
  const { pack, size } = hermitianPacking(n)
  const packed = new Float64Array(size)
  return (out, outAt, m, at, rho) => {
    pack(packed, 0, m, at)
    let missing = 1
    for (let j = 0; j < n; j++) missing -= rho[j]
    let sum = 0
    for (let j = 0; j < n; j++) sum += (packed[j] * missing) / n
    for (let c = 0; c < size; c++) sum += packed[c] * rho[c]
    out[outAt] = sum
  }
}
