/** Deliberately wrong: the weights are ignored. */
export const equalWeights = (weights: Float64Array): Float64Array =>
  new Float64Array(weights.length).fill(1 / weights.length)
