import { Matrix } from 'ml-matrix'

/**
 * The Jacobian of a map of `size` numbers by fourth-order central differences: `image(k, by)` is the map of the start moved by `by` along
 * coordinate k.
 *
 * Cost: 4 size maps. Error: increment^4 times the fifth derivative, plus round-off / increment.
 */
export const stepJacobian = (
  size: number,
  image: (k: number, by: number) => Float64Array,
  increment: number,
): Matrix => {
  const jacobian = Matrix.zeros(size, size)
  for (let k = 0; k < size; k++) {
    const [far, near] = [2 * increment, increment].map((d) => [image(k, d), image(k, -d)])
    for (let i = 0; i < size; i++)
      jacobian.set(i, k, (8 * (near[0][i] - near[1][i]) - (far[0][i] - far[1][i])) / (12 * increment))
  }
  return jacobian
}

/** The largest absolute entry of a matrix, NaN when any entry is NaN. */
export const largestEntry = (matrix: Matrix): number =>
  matrix.to1DArray().reduce((most, entry) => Math.max(most, Math.abs(entry)), 0)
