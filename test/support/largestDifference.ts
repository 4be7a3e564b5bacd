/** max_k |x_k - y_k|; NaN when any entry is NaN, so that no comparison passes. */
export const largestDifference = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  if (x.length !== y.length) throw new Error(`largestDifference: lengths are ${x.length} and ${y.length}.`)
  let largest = 0
  for (let k = 0; k < x.length; k++) largest = Math.max(largest, Math.abs(x[k] - y[k]))
  return largest
}
