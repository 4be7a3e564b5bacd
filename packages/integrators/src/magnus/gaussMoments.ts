import type { DrivenQuantumSystem, Writing } from '@casimir/algebra'

/** How many Gauss-Legendre nodes a step evaluates H at; with s of them its quadrature has order 2 s. */
export type GaussNodes = 1 | 2 | 3

/** The scaled Taylor coefficients of H about the middle of a step, from its values at Gauss nodes. */
interface GaussMoments {
  /** g_1 to g_s, Hermitian. */
  readonly values: ReadonlyArray<Writing>
  /** Evaluates H at the nodes of the step from t to t + h. */
  readonly measure: (t: number, h: number) => void
}

/**
 * Prepares the moments g_j ~ h^j H^(j-1)(t + h/2) / ((j-1)! hbar) of a step, j = 1..s, from H at the s Gauss-Legendre nodes.
 *
 * s = 1: g1 = (h/hbar) H1. s = 2: g1 = (h/2 hbar) (H1 + H2), g2 = (sqrt(3) h/hbar) (H2 - H1). s = 3: g1 = (h/hbar) H2,
 * g2 = (sqrt(15) h/3 hbar) (H3 - H1), g3 = (10 h/3 hbar) (H3 - 2 H2 + H1), so that g1 + g3/12 is the quadrature of H.
 *
 * Seen from the other end of the step, h becoming -h, the nodes are the same: odd moments change sign and even ones do not.
 *
 * Cost: s evaluations of H. Allocates only here.
 *
 * Source: S. Blanes, F. Casas, J. A. Oteo and J. Ros, Phys. Rep. 470, 151 (2009), section 5.4.
 *
 * @example
 * const ramp = { name: 'ramp', levels: 1, hbar: 1, hamiltonian: (H, t) => { H[0] = t; H[1] = 0 } }
 * const moments = gaussMoments(ramp, 1)
 * moments.measure(1, 2)
 * Array.from(moments.values[0]) // => [4, 0]
 */
export const gaussMoments = (system: DrivenQuantumSystem, nodes: GaussNodes): GaussMoments => {
  const { hamiltonian, hbar } = system
  const size = 2 * system.levels ** 2
  const first = new Float64Array(size)
  const second = new Float64Array(size)
  const third = new Float64Array(size)
  const one = (t: number, h: number): void => {
    const f = h / hbar
    hamiltonian(first, t + h / 2)
    for (let k = 0; k < size; k++) first[k] *= f
  }
  const two = (t: number, h: number): void => {
    const f = h / hbar
    const offset = (Math.sqrt(3) / 6) * h
    hamiltonian(first, t + h / 2 - offset)
    hamiltonian(second, t + h / 2 + offset)
    for (let k = 0; k < size; k++) {
      const early = first[k]
      const late = second[k]
      first[k] = 0.5 * f * (early + late)
      second[k] = Math.sqrt(3) * f * (late - early)
    }
  }
  const three = (t: number, h: number): void => {
    const f = h / hbar
    const offset = (Math.sqrt(15) / 10) * h
    hamiltonian(second, t + h / 2 - offset)
    hamiltonian(first, t + h / 2)
    hamiltonian(third, t + h / 2 + offset)
    for (let k = 0; k < size; k++) {
      const early = second[k]
      const middle = first[k]
      const late = third[k]
      first[k] = f * middle
      second[k] = (Math.sqrt(15) / 3) * f * (late - early)
      third[k] = (10 / 3) * f * (late - 2 * middle + early)
    }
  }
  return { values: [first, second, third].slice(0, nodes), measure: nodes === 1 ? one : nodes === 2 ? two : three }
}
