import type { HybridHamiltonian, Reading } from '@casimir/algebra'
import { kinetic } from './kinetic.ts'
import { separable } from './separable.ts'
import { twoLevel } from './twoLevel.ts'

/** Parameters of `tully1`; atomic units. */
export interface Tully1Parameters {
  readonly mass: number
  readonly A: number
  readonly B: number
  readonly C: number
  readonly D: number
}

/** Parameters of `tully2`; atomic units. */
export interface Tully2Parameters extends Tully1Parameters {
  readonly E0: number
}

/** Parameters of `tully3`; atomic units. */
export interface Tully3Parameters {
  readonly mass: number
  readonly A: number
  readonly B: number
  readonly C: number
}

/**
 * Tully's simple avoided crossing, V00 = sgn(x) A (1 - exp(-B |x|)), V11 = -V00, V01 = C exp(-D x^2).
 *
 * Units: atomic. V00 has a kink in its second derivative at x = 0, so orders above 2 cannot be measured on it.
 *
 * Source: J. C. Tully, J. Chem. Phys. 93, 1061 (1990).
 *
 * @example
 * tully1({ mass: 2000, A: 0.01, B: 1.6, C: 0.005, D: 1 }).name // => 'tully1'
 */
export const tully1 = ({ mass, A, B, C, D }: Tully1Parameters): HybridHamiltonian => {
  const shared = new Float64Array([Number.NaN, 0, 0])
  /** The exponentials at q, kept since value and derivative are mostly asked at the same q in turn. */
  const exponentials = (x: Reading): Float64Array => {
    const q = x[0]
    if (shared[0] === q) return shared
    shared[0] = q
    shared[1] = C * Math.exp(-D * q * q)
    shared[2] = A * Math.exp(-B * Math.abs(q))
    return shared
  }
  return separable(
    'tully1',
    kinetic(2, mass),
    twoLevel(
      (c, x) => {
        const e = exponentials(x)
        c[1] = e[1]
        c[3] = Math.sign(x[0]) * (A - e[2])
      },
      (c, x) => {
        const e = exponentials(x)
        c[1] = -2 * D * x[0] * e[1]
        c[3] = B * e[2]
      },
    ),
  )
}

/**
 * Tully's dual avoided crossing, V00 = 0, V11 = -A exp(-B x^2) + E0, V01 = C exp(-D x^2); smooth.
 *
 * Units: atomic. Source: J. C. Tully, J. Chem. Phys. 93, 1061 (1990).
 *
 * @example
 * tully2({ mass: 2000, A: 0.1, B: 0.28, C: 0.015, D: 0.06, E0: 0.05 }).name // => 'tully2'
 */
export const tully2 = ({ mass, A, B, C, D, E0 }: Tully2Parameters): HybridHamiltonian =>
  separable(
    'tully2',
    kinetic(2, mass),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[0] = 0.5 * (E0 - A * Math.exp(-B * q * q))
        c[1] = C * Math.exp(-D * q * q)
        c[3] = -c[0]
      },
      (c, x) => {
        const q = x[0]
        c[0] = B * q * A * Math.exp(-B * q * q)
        c[1] = -2 * D * q * C * Math.exp(-D * q * q)
        c[3] = -c[0]
      },
    ),
  )

/**
 * Tully's extended coupling with reflection, V00 = A, V11 = -A, V01 = B exp(C x) for x < 0, B (2 - exp(-C x)) for x > 0.
 *
 * Units: atomic. V01 has a kink in its second derivative at x = 0; on the left the lower diabat is level 1.
 *
 * Source: J. C. Tully, J. Chem. Phys. 93, 1061 (1990).
 *
 * @example
 * tully3({ mass: 2000, A: 6e-4, B: 0.1, C: 0.9 }).name // => 'tully3'
 */
export const tully3 = ({ mass, A, B, C }: Tully3Parameters): HybridHamiltonian =>
  separable(
    'tully3',
    kinetic(2, mass),
    twoLevel(
      (c, x) => {
        const q = x[0]
        c[1] = q < 0 ? B * Math.exp(C * q) : B * (2 - Math.exp(-C * q))
        c[3] = A
      },
      (c, x) => {
        c[1] = B * C * Math.exp(-C * Math.abs(x[0]))
      },
    ),
  )
