import type { Reading } from '@casimir/algebra'
import { hermitianEigen } from '@casimir/algebra'
import type { HermitianFields } from './HermitianFields.ts'

/** Eigenvalues this far below zero, relative to the largest Tr P, are the rounding of transforms. */
const TOLERANCE = 1e-12

/**
 * Throws unless a field is a density: finite, Tr P > 0 at every node (the bracket divides by it), and no eigenvalue below -tolerance times the largest
 * Tr P.
 *
 * Cost: one eigendecomposition a node; call it while building. Errors: throws a sentence that names the node's coordinates and the value, or when the
 * field has the wrong size.
 *
 * @example
 * const axis = { points: 4, start: -1, length: 2 }
 * const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
 * const P = fields.allocate()
 * fields.sample(P, (m, z) => { m[0] = 1; m[6] = z[0] })
 * let sentence = ''
 * try { checkDensityField(fields, P) } catch (error) { sentence = error.message }
 * sentence.startsWith('checkDensityField: Tr P is 0.00 at (q, p) = (-1, -1)') // => true
 */
export const checkDensityField = (
  { name, size, grid, levels, packing }: HermitianFields,
  P: Reading,
  tolerance = TOLERANCE,
): void => {
  if (P.length !== size)
    throw new Error(`checkDensityField: the field has ${P.length} numbers, ${name} have ${size}; give one of those.`)
  const { dof, nodes, coordinates } = grid
  const nn = packing.size
  const labels = dof === 1 ? '(q, p)' : '(q1, q2, p1, p2)'
  const where = (m: number): string =>
    `${labels} = (${Array.from({ length: 2 * dof }, (_, j) => Number(coordinates[2 * dof * m + j].toPrecision(6))).join(', ')})`
  let largest = 0
  for (let m = 0; m < nodes; m++) {
    let trace = 0
    for (let c = 0; c < nn; c++) {
      const x = P[m * nn + c]
      if (!Number.isFinite(x))
        throw new Error(`checkDensityField: number ${c} of P is ${x} at ${where(m)}; give finite numbers.`)
      if (c < levels) trace += x
    }
    if (!(trace > 0))
      throw new Error(
        `checkDensityField: Tr P is ${trace.toPrecision(3)} at ${where(m)}; the bracket divides by Tr P, so give a density that is positive at every node, or a smaller box.`,
      )
    largest = Math.max(largest, trace)
  }
  const eigen = hermitianEigen(levels)
  const matrix = new Float64Array(2 * nn)
  const vectors = new Float64Array(2 * nn)
  const values = new Float64Array(levels)
  for (let m = 0; m < nodes; m++) {
    matrix.fill(0)
    packing.addUnpacked(matrix, 0, P, m * nn)
    eigen(values, vectors, matrix, 0)
    if (values[0] < -tolerance * largest)
      throw new Error(
        `checkDensityField: P has the eigenvalue ${values[0].toPrecision(3)} at ${where(m)}, the largest Tr P being ${largest.toPrecision(3)}; a density has none below zero.`,
      )
  }
}
