/** An entry of a matrix of data: a real number, or [re, im]. */
export type CoefficientEntry = number | readonly [re: number, im: number]

/** Matrices of a polynomial by power, M(x) = M_0 + M_1 x + M_2 x^2 + ..; each a list of rows. */
export type MatrixCoefficients = ReadonlyArray<ReadonlyArray<ReadonlyArray<CoefficientEntry>>>

/** One thing wrong with a list of matrices: the index of the matrix and a clause. */
export interface CoefficientFault {
  readonly power: number
  readonly message: string
}

/** Entries may differ from the conjugate of their mirror image by this, relative to the matrix's largest entry. */
const ROUNDING = 1e-12

/** Real and imaginary part of an entry. */
export const entryParts = (entry: CoefficientEntry): readonly [re: number, im: number] =>
  typeof entry === 'number' ? [entry, 0] : entry

const shown = (entry: CoefficientEntry): string => (typeof entry === 'number' ? String(entry) : `[${entry.join(', ')}]`)

const sizesOf = (matrix: MatrixCoefficients[number]): string =>
  `${matrix.length} row${matrix.length === 1 ? '' : 's'} of ${[...new Set(matrix.map((row) => row.length))].join(' or ')} entries`

/** The first entry that is no finite number, in words. */
const notFinite = (matrix: MatrixCoefficients[number]): string | undefined => {
  for (const [j, row] of matrix.entries())
    for (const [k, entry] of row.entries())
      if (!entryParts(entry).every(Number.isFinite))
        return `entry (${j}, ${k}) is ${shown(entry)}: give a finite number`
  return undefined
}

/** The pair of entries that is furthest from Hermitian, in words. */
const asymmetry = (matrix: MatrixCoefficients[number]): string | undefined => {
  const n = matrix.length
  let scale = 0
  for (const row of matrix) for (const entry of row) scale = Math.max(scale, Math.hypot(...entryParts(entry)))
  let worst = { size: ROUNDING * scale, j: -1, k: -1 }
  for (let j = 0; j < n; j++)
    for (let k = j; k < n; k++) {
      const [a, b] = [entryParts(matrix[j][k]), entryParts(matrix[k][j])]
      const size = Math.hypot(a[0] - b[0], a[1] + b[1]) / 2
      if (size > worst.size) worst = { size, j, k }
    }
  const { size, j, k } = worst
  if (j < 0) return undefined
  return j === k
    ? `entry (${j}, ${j}) is ${shown(matrix[j][j])}, so the matrix is not Hermitian by ${size.toPrecision(3)}: make it real`
    : `entry (${j}, ${k}) is ${shown(matrix[j][k])} and entry (${k}, ${j}) is ${shown(matrix[k][j])}, so the matrix is not Hermitian by ${size.toPrecision(3)}: make each entry the complex conjugate of its mirror image`
}

/**
 * Everything that keeps a list of matrices from being the Hermitian coefficients of a polynomial on `levels` levels: their sizes, entries that are not
 * finite, and entries that are not the conjugates of their mirror images to 1e-12 of the largest.
 *
 * The number by which a matrix is not Hermitian is the modulus of the largest entry of (M - M^+)/2.
 *
 * @example
 * coefficientFaults([[[0, 1], [1, 0]], [[0, 0.5], [0.25, 0]]], 2).map((fault) => fault.power) // => [1]
 */
export const coefficientFaults = (matrices: MatrixCoefficients, levels: number): ReadonlyArray<CoefficientFault> =>
  matrices.flatMap((matrix, power) => {
    if (matrix.length !== levels || matrix.some((row) => row.length !== levels))
      return [
        {
          power,
          message: `got ${sizesOf(matrix)}; give ${levels} row${levels === 1 ? '' : 's'} of ${levels}, as many as the first matrix of B has rows`,
        },
      ]
    const message = notFinite(matrix) ?? asymmetry(matrix)
    return message === undefined ? [] : [{ power, message }]
  })
