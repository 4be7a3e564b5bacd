/** Deliberately wrong: no weight below a floor, so that tracers act and a light particle counts as a heavier one. */
export const raisedWeights = (weights: Float64Array, floor = 0.05): Float64Array => {
  const raised = weights.map((w) => Math.max(w, floor))
  const sum = raised.reduce((s, w) => s + w, 0)
  return raised.map((w) => w / sum)
}
