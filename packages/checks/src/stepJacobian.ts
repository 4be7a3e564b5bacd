import { Matrix } from 'ml-matrix'

/** A Jacobian by differences and how far any of its rows may be off, in the Euclidean norm. */
export interface EstimatedJacobian {
  readonly jacobian: Matrix
  readonly error: number
}

/** The image of the start moved by `by` along coordinate k. */
export type MovedImage = (k: number, by: number) => Float64Array

const column = (matrix: Matrix, k: number, images: ReadonlyArray<Float64Array>, increment: number): void => {
  const [p1, m1, p2, m2, p3, m3] = images
  for (let i = 0; i < p1.length; i++)
    matrix.set(i, k, (45 * (p1[i] - m1[i]) - 9 * (p2[i] - m2[i]) + (p3[i] - m3[i])) / (60 * increment))
}

/**
 * The Jacobian of a map of `size` numbers by sixth-order central differences: `image(k, by)` is the map of the start moved by `by` along
 * coordinate k.
 *
 * Cost: 6 size maps. Error: increment^6 / 140 times the seventh derivative, plus round-off / increment.
 */
export const stepJacobian = (size: number, image: MovedImage, increment: number): Matrix => {
  const jacobian = Matrix.zeros(size, size)
  for (let k = 0; k < size; k++) {
    const images = [1, -1, 2, -2, 3, -3].map((m) => image(k, m * increment))
    column(jacobian, k, images, increment)
  }
  return jacobian
}

/** Truncation errors of twice the increment are 64 times those of the increment, and differ from them by 63; a quarter of that is left as room for the next order. */
const SHRINKS = 16

/** The largest Euclidean norm of any row. */
export const largestRow = (matrix: Matrix): number =>
  matrix.to2DArray().reduce((most, row) => Math.max(most, Math.hypot(...row)), 0)

/**
 * As `stepJacobian`, and again with twice the increment: a sixteenth of the difference bounds the truncation error, four times over. `noise` is what one entry of an image
 * may be off by at random.
 *
 * Cost: 10 size maps.
 */
export const estimatedJacobian = (
  size: number,
  image: MovedImage,
  increment: number,
  noise: number,
): EstimatedJacobian => {
  const jacobian = Matrix.zeros(size, size)
  const coarse = Matrix.zeros(size, size)
  for (let k = 0; k < size; k++) {
    const [p1, m1, p2, m2, p3, m3, p4, m4, p6, m6] = [1, -1, 2, -2, 3, -3, 4, -4, 6, -6].map((m) =>
      image(k, m * increment),
    )
    column(jacobian, k, [p1, m1, p2, m2, p3, m3], increment)
    column(coarse, k, [p2, m2, p4, m4, p6, m6], 2 * increment)
  }
  // the weights of the differences, 110/60 in all, bound what noise makes of an entry
  const random = (Math.sqrt(size) * 1.84 * noise) / increment
  return { jacobian, error: largestRow(Matrix.sub(jacobian, coarse)) / SHRINKS + random }
}

/** The largest absolute entry of a matrix, NaN when any entry is NaN. */
export const largestEntry = (matrix: Matrix): number =>
  matrix.to1DArray().reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)
