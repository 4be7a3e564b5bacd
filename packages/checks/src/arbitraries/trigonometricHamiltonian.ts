import type { HybridHamiltonian, MatrixFunction, Reading, Writing } from '@casimir/algebra'

/** M cos(a . q + b . p + phase), M Hermitian and row-major interleaved. */
export interface TrigonometricTerm {
  readonly matrix: Float64Array
  readonly a: Float64Array
  readonly b: Float64Array
  readonly phase: number
}

/** A trigonometric matrix field as data. */
export interface TrigonometricField {
  readonly levels: number
  readonly dof: number
  readonly terms: ReadonlyArray<TrigonometricTerm>
}

type Wave = Pick<TrigonometricTerm, 'a' | 'b' | 'phase'>

const phaseAt = ({ a, b, phase }: Wave, q: Reading, p: Reading, at: number): number => {
  let angle = phase
  for (let i = 0; i < a.length; i++) angle += a[i] * q[at + i] + b[i] * p[at + i]
  return angle
}

/** Writes the sum of the terms' matrices, each times its coefficient, from `from` on. */
const addUp = (
  out: Writing,
  from: number,
  { levels, terms }: TrigonometricField,
  coefficient: (term: TrigonometricTerm) => number,
): void => {
  const size = 2 * levels * levels
  out.fill(0, from, from + size)
  for (const term of terms) {
    const c = coefficient(term)
    for (let k = 0; k < size; k++) out[from + k] += c * term.matrix[k]
  }
}

/** The terms that depend on one set of variables only, as a function of those. */
const partOf = (field: TrigonometricField, which: 'a' | 'b'): MatrixFunction => {
  const { levels, dof } = field
  return {
    levels,
    dof,
    scalar: levels === 1,
    value: (out, x, at) =>
      addUp(out, 0, field, (term) => {
        let angle = term.phase
        for (let i = 0; i < dof; i++) angle += term[which][i] * x[at + i]
        return Math.cos(angle)
      }),
    gradient: (out, x, at) => {
      for (let j = 0; j < dof; j++)
        addUp(out, 2 * levels * levels * j, field, (term) => {
          let angle = term.phase
          for (let i = 0; i < dof; i++) angle += term[which][i] * x[at + i]
          return -term[which][j] * Math.sin(angle)
        })
    },
  }
}

/**
 * The hybrid Hamiltonian H(q, p) = sum_k M_k cos(a_k . q + b_k . p + phase_k), with exact derivatives.
 *
 * When every term depends on q only or on p only, `split` is present. Levels and degrees of freedom are those of the data (not checked).
 *
 * @example
 * const one = { matrix: Float64Array.of(2, 0), a: Float64Array.of(1), b: Float64Array.of(0), phase: 0 }
 * const H = trigonometricHamiltonian({ levels: 1, dof: 1, terms: [one] })
 * const out = new Float64Array(2)
 * H.gradientQ(out, Float64Array.of(Math.PI / 2), Float64Array.of(0), 0)
 * out[0] // => -2
 */
export const trigonometricHamiltonian = (field: TrigonometricField): HybridHamiltonian => {
  const { levels, dof, terms } = field
  const size = 2 * levels * levels
  const still = (v: Float64Array): boolean => v.every((x) => x === 0)
  const A = { ...field, terms: terms.filter(({ a }) => still(a)) }
  const B = { ...field, terms: terms.filter(({ a }) => !still(a)) }
  const slope =
    (which: 'a' | 'b') =>
    (out: Writing, q: Reading, p: Reading, at: number): void => {
      for (let j = 0; j < dof; j++)
        addUp(out, size * j, field, (term) => -term[which][j] * Math.sin(phaseAt(term, q, p, at)))
    }
  return {
    name: `trigonometric, ${levels} levels`,
    levels,
    dof,
    value: (out, q, p, at) => addUp(out, 0, field, (term) => Math.cos(phaseAt(term, q, p, at))),
    gradientQ: slope('a'),
    gradientP: slope('b'),
    ...(B.terms.every(({ b }) => still(b)) ? { split: { A: partOf(A, 'b'), B: partOf(B, 'a') } } : {}),
  }
}
