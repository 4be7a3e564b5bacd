/** The mixing of Anderson acceleration as the twins do it. */
export interface LeastSquaresByHand {
  /** The latest differences of images and residuals, the newest in `slot`. */
  readonly dImage: ReadonlyArray<Float64Array>
  readonly dResidual: ReadonlyArray<Float64Array>
  readonly gamma: Float64Array
  /** Writes gamma by Cholesky, after the newest differences went to `slot`. */
  readonly mix: (used: number, slot: number, residual: Float64Array) => void
}

/** Zeroed arrays of one size. */
export const columns = (count: number, size: number): Float64Array[] =>
  Array.from({ length: count }, () => new Float64Array(size))

/** Least squares over the last `depth` differences of `size` numbers each. */
export const leastSquaresByHand = (size: number, depth: number): LeastSquaresByHand => {
  const dImage = columns(depth, size)
  const dResidual = columns(depth, size)
  const products = new Float64Array(depth * depth)
  const factor = new Float64Array(depth * depth)
  const gamma = new Float64Array(depth)
  return {
    dImage,
    dResidual,
    gamma,
    mix: (used, slot, residual) => {
      const newest = dResidual[slot]
      for (let j = 0; j < used; j++) {
        const column = dResidual[j]
        let right = 0
        let dot = 0
        for (let i = 0; i < size; i++) {
          right += column[i] * residual[i]
          dot += column[i] * newest[i]
        }
        gamma[j] = right
        products[j * depth + slot] = dot
        products[slot * depth + j] = dot
      }
      for (let i = 0; i < used; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = products[i * depth + j]
          for (let k = 0; k < j; k++) sum -= factor[i * depth + k] * factor[j * depth + k]
          const pivot = factor[j * depth + j]
          if (j < i) factor[i * depth + j] = pivot > 0 ? sum / pivot : 0
          else factor[i * depth + i] = sum > 1e-12 * products[i * depth + i] ? Math.sqrt(sum) : 0
        }
        for (let k = 0; k < i; k++) gamma[i] -= factor[i * depth + k] * gamma[k]
        const pivot = factor[i * depth + i]
        gamma[i] = pivot > 0 ? gamma[i] / pivot : 0
      }
      for (let i = used - 1; i >= 0; i--) {
        for (let k = i + 1; k < used; k++) gamma[i] -= factor[k * depth + i] * gamma[k]
        const pivot = factor[i * depth + i]
        gamma[i] = pivot > 0 ? gamma[i] / pivot : 0
      }
    },
  }
}
