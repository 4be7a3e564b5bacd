import type { LocalDensity } from '@casimir/algebra'
import { localStride } from '@casimir/algebra'

/**
 * The local density f + g + .. with the partial derivatives of the sum.
 *
 * It depends on the union of the axes, in ascending order, and tabulates the coefficients of each term one after the other; a term whose axis another
 * term lacks has C^j = 0 there. Addition is associative and, up to rounding and the name, commutative.
 *
 * Cost: that of the terms, and a copy of the fields a node. Errors: throws when levels or degrees of freedom of the terms differ.
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const sum = addDensities(correlationDensity(model, 1), expectationDensity(model))
 * sum.name // => 'hbar term of rabi + mean of rabi'
 * sum.axes // => [1]
 */
export const addDensities = (first: LocalDensity, ...others: ReadonlyArray<LocalDensity>): LocalDensity => {
  const { levels, dof } = first
  const terms = [first, ...others]
  for (const term of others)
    if (term.levels !== levels || term.dof !== dof)
      throw new Error(
        `addDensities: '${first.name}' has ${levels} levels and ${dof} degrees of freedom, '${term.name}' ${term.levels} and ${term.dof}; build all for one system.`,
      )
  const nn = levels * levels
  const axes = [...new Set(terms.flatMap((term) => term.axes))].sort((j, k) => j - k)
  let coefficients = 0
  const parts = terms.map((term) => {
    const at = coefficients
    coefficients += term.coefficients
    // Where each of the term's own numbers, D, P and its slopes, stands among those of the sum.
    const places = Int32Array.from({ length: localStride(term) }, (_, i) =>
      i <= nn ? i : 1 + nn * (1 + axes.indexOf(term.axes[Math.floor((i - 1) / nn) - 1])) + ((i - 1) % nn),
    )
    const fields = new Float64Array(places.length)
    const partials = new Float64Array(places.length + 1)
    return { term, at, places, fields, partials }
  })
  const stride = 1 + nn * (1 + axes.length)
  return {
    name: terms.map(({ name }) => name).join(' + '),
    levels,
    dof,
    axes,
    coefficients,
    tabulate: (out, at, z) => {
      for (let k = 0; k < parts.length; k++) parts[k].term.tabulate(out, at + parts[k].at, z)
    },
    evaluate: (out, o, given, from, table, c) => {
      for (let i = o; i <= o + stride; i++) out[i] = 0
      for (let k = 0; k < parts.length; k++) {
        const { term, at, places, fields, partials } = parts[k]
        const last = places.length
        for (let i = 0; i < last; i++) fields[i] = given[from + places[i]]
        term.evaluate(partials, 0, fields, 0, table, c + at)
        for (let i = 0; i < last; i++) out[o + places[i]] += partials[i]
        out[o + stride] += partials[last]
      }
    },
  }
}
