import type { HybridHamiltonian, MatrixFunction } from '@casimir/algebra'
import { checkHermitianFunction } from '@casimir/algebra'

/** The two parts of H = sum_j p_j^2/(2 m_j) + B(q), and the masses. */
export interface ProductParts {
  readonly A: MatrixFunction
  readonly B: MatrixFunction
  readonly masses: ReadonlyArray<number>
}

/** The most modes of a product basis. */
export const MOST_MODES = 3
/** Functions a mode by which the refusal states the cost. */
const TYPICAL = 20

const PROBES = [0.37, -1.9, 6.1, -23]
const ROUNDING = 1e-12

/**
 * The parts that a product basis needs, or a refusal that says what is missing.
 *
 * Checked at four points and the unit vectors: that A(p) is sum_j p_j^2/(2 m_j) times the identity, with positive masses.
 *
 * Errors: throws when H is not of this form, has not one to three degrees of freedom, or is not Hermitian at a few sample points.
 *
 * @example
 * productParts(rabi({ omega: 1, splitting: 1, coupling: 0.1 })).masses // => [1]
 */
export const productParts = ({ name, levels: n, dof, split }: HybridHamiltonian): ProductParts => {
  if (!split)
    throw new Error(
      `exact: '${name}' is not of the form A(p) + B(q), which the product basis needs; use ehrenfest or koopmon with the midpoint integrator.`,
    )
  if (dof < 1 || dof > MOST_MODES)
    throw new Error(
      `exact: '${name}' has ${dof} degrees of freedom, and the product basis has one to ${MOST_MODES}: ${TYPICAL} functions of each mode would make ${(n * TYPICAL ** dof).toExponential(0).replace('+', '')} amplitudes and ${dof * TYPICAL} times as many multiplications each flow; use ehrenfest, or a problem with fewer.`,
    )
  const { A, B } = split
  checkHermitianFunction(`A(p) of '${name}'`, A)
  checkHermitianFunction(`B(q) of '${name}'`, B)
  const m = new Float64Array(2 * n * n)
  const p = new Float64Array(dof)
  const inverse = Array.from({ length: dof }, (_, j) => {
    p.fill(0)
    p[j] = 1
    A.value(m, p, 0)
    return 2 * m[0]
  })
  const massless = inverse.findIndex((u) => !(u > 0) || !Number.isFinite(u))
  if (massless >= 0)
    throw new Error(
      `exact: A(p) of '${name}' is ${inverse[massless] / 2} at a momentum of 1 in mode ${massless}, so that mode has no positive mass; the product basis needs A(p) = sum_j p_j^2/(2 m_j).`,
    )
  const requireKinetic = (): void => {
    A.value(m, p, 0)
    const energy = inverse.reduce((sum, u, j) => sum + 0.5 * u * p[j] * p[j], 0)
    for (let k = 0; k < 2 * n * n; k++)
      if (!(Math.abs(m[k] - (k % (2 * n + 2) === 0 ? energy : 0)) <= ROUNDING * energy))
        throw new Error(
          `exact: A(p) of '${name}' is not sum_j p_j^2/(2 m_j) times the identity: at p = (${p.join(', ')}) its entry (${Math.floor(k / (2 * n))}, ${(k >> 1) % n}) is not what the masses say; the product basis treats no other kinetic energy${dof > 2 ? ', so use ehrenfest' : ', so set method.basis to grid'}.`,
        )
  }
  for (const [k, probe] of PROBES.entries()) {
    for (let j = 0; j < dof; j++) p[j] = probe * (1 + 0.21 * ((j + k) % 3))
    requireKinetic()
  }
  return { A, B, masses: inverse.map((u) => 1 / u) }
}
