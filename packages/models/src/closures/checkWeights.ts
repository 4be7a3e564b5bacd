/** Throws unless every weight is a finite number >= 0 and at least one is positive. */
export const checkWeights = (weights: Float64Array): void => {
  const bad = weights.findIndex((w) => !(w >= 0) || !Number.isFinite(w))
  if (bad >= 0) throw new Error(`weights: weight ${bad} is ${weights[bad]}; give finite weights >= 0.`)
  if (!weights.some((w) => w > 0)) throw new Error(`weights: none of ${weights.length} is positive; give at least one.`)
}
