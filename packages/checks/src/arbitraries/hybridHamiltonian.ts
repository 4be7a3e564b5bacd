import type { HybridHamiltonian } from '@casimir/algebra'
import * as fc from 'fast-check'
import { codeOf } from '../codeOf.ts'
import { gaussianHamiltonian } from './gaussianHamiltonian.ts'
import { gridNumber } from './gridNumber.ts'
import { hermitian } from './hermitian.ts'
import { trigonometricHamiltonian } from './trigonometricHamiltonian.ts'

/** A Hamiltonian with the code that makes it. */
export interface DrawnHamiltonian {
  readonly hamiltonian: HybridHamiltonian
  /** To be pasted into a module; defines `hamiltonian`. */
  readonly code: string
}

/** What is fixed of a drawn Hamiltonian; what is not is drawn: 1 to 4 levels, 1 or 2 degrees of freedom. */
export interface HamiltonianOptions {
  readonly levels?: number
  readonly dof?: number
  /** Only sums A(p) + B(q), both matrix-valued, with `split`. */
  readonly separable?: boolean
  readonly mostTerms?: number
}

/** Where the makers are exported from. */
const HOME = '@casimir/checks'

const shown = (maker: string, field: object): string =>
  `import { ${maker} } from ${codeOf(HOME)}\nconst hamiltonian = ${maker}(${codeOf(field)})`

/** Wave vectors up to this, in eighths of it: the field turns over a few units, and what depends on a variable does so visibly. */
const WAVE = 1.5
const waveVector = (dof: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.integer({ min: -8, max: 8 }), { minLength: dof, maxLength: dof })
    .map((ks) => Float64Array.from(ks, (k) => (WAVE * k) / 8))

const trigonometric = (
  levels: number,
  dof: number,
  separable: boolean,
  mostTerms: number,
): fc.Arbitrary<DrawnHamiltonian> => {
  const term = fc.record({
    matrix: hermitian(levels),
    a: waveVector(dof),
    b: waveVector(dof),
    phase: gridNumber(3),
  })
  const nowhere = new Float64Array(dof)
  return fc.array(term, { minLength: separable ? 2 : 1, maxLength: mostTerms }).map((drawn) => {
    // every other term depends on p only, the rest on q only, so that two terms have both
    const terms = separable ? drawn.map((t, k) => (k % 2 === 0 ? { ...t, b: nowhere } : { ...t, a: nowhere })) : drawn
    const field = { levels, dof, terms }
    return { hamiltonian: trigonometricHamiltonian(field), code: shown('trigonometricHamiltonian', field) }
  })
}

const gaussian = (levels: number, dof: number, mostTerms: number): fc.Arbitrary<DrawnHamiltonian> => {
  const powers = fc.array(fc.nat(2), { minLength: dof, maxLength: dof })
  const term = fc.record({ matrix: hermitian(levels, 2), a: powers, b: powers, width: fc.constantFrom(1, 1.5, 2) })
  return fc.array(term, { minLength: 1, maxLength: mostTerms }).map((terms) => {
    const field = { levels, dof, terms }
    return { hamiltonian: gaussianHamiltonian(field), code: shown('gaussianHamiltonian', field) }
  })
}

/**
 * A random smooth hybrid Hamiltonian with exact derivatives: trigonometric or, unless `separable`, polynomial-Gaussian, of up to `mostTerms` (3) terms with
 * complex Hermitian matrices.
 *
 * Shrinks to one level and one term of its kind, with matrices and wave vectors of eighths and zeros.
 *
 * @example
 * import * as fc from 'fast-check'
 * const [{ hamiltonian, code }] = fc.sample(hybridHamiltonian({ levels: 2, dof: 1 }), 1)
 * [hamiltonian.levels, code.includes('const hamiltonian = ')] // => [2, true]
 */
export const hybridHamiltonian = ({
  levels,
  dof,
  separable = false,
  mostTerms = 3,
}: HamiltonianOptions = {}): fc.Arbitrary<DrawnHamiltonian> =>
  fc
    .tuple(
      levels === undefined ? fc.integer({ min: 1, max: 4 }) : fc.constant(levels),
      dof === undefined ? fc.integer({ min: 1, max: 2 }) : fc.constant(dof),
    )
    .chain(([n, d]) =>
      separable
        ? trigonometric(n, d, true, mostTerms)
        : fc.oneof(trigonometric(n, d, false, mostTerms), gaussian(n, d, mostTerms)),
    )
