import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'

/** M prod_i q_i^a_i p_i^b_i exp(-(|q|^2 + |p|^2) / 2 width^2), M Hermitian and row-major interleaved. */
export interface GaussianTerm {
  readonly matrix: Float64Array
  readonly a: ReadonlyArray<number>
  readonly b: ReadonlyArray<number>
  readonly width: number
}

/** A polynomial-Gaussian matrix field as data. */
export interface GaussianField {
  readonly levels: number
  readonly dof: number
  readonly terms: ReadonlyArray<GaussianTerm>
}

/** The bump and, when `along` names a variable, its derivative: (power / x - x / width^2) x^power, free of the quotient. */
const bump = (
  { a, b, width }: GaussianTerm,
  q: Reading,
  p: Reading,
  at: number,
  along?: { readonly of: 'q' | 'p'; readonly i: number },
): number => {
  let square = 0
  let product = 1
  const take = (x: number, power: number, derived: boolean): void => {
    square += x * x
    const lowered = power === 0 ? 0 : power * x ** (power - 1)
    product *= derived ? lowered - (x * x ** power) / (width * width) : x ** power
  }
  for (let i = 0; i < a.length; i++) {
    take(q[at + i], a[i], along?.of === 'q' && along.i === i)
    take(p[at + i], b[i], along?.of === 'p' && along.i === i)
  }
  return product * Math.exp(-square / (2 * width * width))
}

/**
 * The hybrid Hamiltonian that sums polynomial-Gaussian terms, with exact derivatives; it falls off in every direction and does not split.
 *
 * Levels and degrees of freedom are those of the data (not checked).
 *
 * @example
 * const one = { matrix: Float64Array.of(2, 0), a: [1], b: [0], width: 1 }
 * const H = gaussianHamiltonian({ levels: 1, dof: 1, terms: [one] })
 * const out = new Float64Array(2)
 * H.gradientQ(out, Float64Array.of(0), Float64Array.of(0), 0)
 * out[0] // => 2
 */
export const gaussianHamiltonian = ({ levels, dof, terms }: GaussianField): HybridHamiltonian => {
  const size = 2 * levels * levels
  const addUp = (out: Writing, from: number, coefficient: (term: GaussianTerm) => number): void => {
    out.fill(0, from, from + size)
    for (const term of terms) {
      const c = coefficient(term)
      for (let k = 0; k < size; k++) out[from + k] += c * term.matrix[k]
    }
  }
  const slope =
    (of: 'q' | 'p') =>
    (out: Writing, q: Reading, p: Reading, at: number): void => {
      for (let i = 0; i < dof; i++) addUp(out, size * i, (term) => bump(term, q, p, at, { of, i }))
    }
  return {
    name: `polynomial-Gaussian, ${levels} levels`,
    levels,
    dof,
    value: (out, q, p, at) => addUp(out, 0, (term) => bump(term, q, p, at)),
    gradientQ: slope('q'),
    gradientP: slope('p'),
  }
}
