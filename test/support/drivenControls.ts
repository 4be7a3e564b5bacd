import type { DrivenQuantumSystem, DrivenState, Flow } from '@casimir/algebra'
import { applyMatrix, commutator, hermitianExponential } from '@casimir/algebra'
import { cayley } from '@casimir/integrators'

type Matrix = Float64Array

const combine = (...terms: ReadonlyArray<readonly [number, Matrix]>): Matrix =>
  terms[0][1].map((_, k) => terms.reduce((sum, [c, m]) => sum + c * m[k], 0))

/** -i [x, y] from the commutator of algebra. */
const bracket = (x: Matrix, y: Matrix, n: number): Matrix => {
  const out = new Float64Array(2 * n * n)
  commutator(out, x, y, n)
  return out.map((_, k) => (k % 2 === 0 ? out[k + 1] : -out[k - 1]))
}

const at = (system: DrivenQuantumSystem, t: number): Matrix => {
  const H = new Float64Array(2 * system.levels ** 2)
  system.hamiltonian(H, t)
  return H
}

const turn = (psi: Float64Array, K: Matrix, n: number, map: 'exponential' | 'cayley'): void => {
  if (map === 'cayley') {
    cayley(n)(psi, 0, K, 0, 0.5, psi, 0)
    return
  }
  const unitary = new Float64Array(2 * n * n)
  hermitianExponential(n)(unitary, 0, K, 0, 1)
  const image = new Float64Array(2 * n)
  applyMatrix(image, 0, unitary, 0, psi, 0, n)
  psi.set(image)
}

const stepper =
  (
    n: number,
    generators: (t: number, h: number) => ReadonlyArray<Matrix>,
    map: 'exponential' | 'cayley' = 'exponential',
  ) =>
  (state: DrivenState, h: number): number => {
    for (const K of generators(state.t[0], h)) turn(state.psi, K, n, map)
    state.t[0] += h
    return 0
  }

const R3 = Math.sqrt(3)
const R15 = Math.sqrt(15)

/**
 * Magnus 4 as its textbook line in H1 and H2, K = (h/2)(H1 + H2) + sign (sqrt(3) h^2/12) i [H1, H2]: the second route for
 * sign = 1, a wrong method for any other, and the plain Cayley map of a fourth-order exponent for `map: 'cayley'`.
 */
export const textbookMagnus4 = (
  system: DrivenQuantumSystem,
  { sign = 1, map = 'exponential' }: { sign?: number; map?: 'exponential' | 'cayley' } = {},
): Flow<DrivenState> =>
  stepper(
    system.levels,
    (t, h) => {
      const H1 = at(system, t + (0.5 - R3 / 6) * h)
      const H2 = at(system, t + (0.5 + R3 / 6) * h)
      const f = h / system.hbar
      return [combine([f / 2, H1], [f / 2, H2], [(-sign * R3 * f * f) / 12, bracket(H1, H2, system.levels)])]
    },
    map,
  )

/**
 * Magnus 6 as the sum of its seven terms up to h^5, each bracket by itself: the second route, to O(h^7), for cubic = 1;
 * any other weight of the terms with three factors leaves order 4.
 */
export const expandedMagnus6 = (system: DrivenQuantumSystem, { cubic = 1 } = {}): Flow<DrivenState> =>
  stepper(system.levels, (t, h) => {
    const n = system.levels
    const f = h / system.hbar
    const [H1, H2, H3] = [-1, 0, 1].map((side) => at(system, t + (0.5 + (side * R15) / 10) * h))
    const g1 = combine([f, H2])
    const g2 = combine([(R15 / 3) * f, H3], [(-R15 / 3) * f, H1])
    const g3 = combine([(10 / 3) * f, H3], [(-20 / 3) * f, H2], [(10 / 3) * f, H1])
    const b12 = bracket(g1, g2, n)
    return [
      combine(
        [1, g1],
        [1 / 12, g3],
        [-1 / 12, b12],
        [1 / 240, bracket(g2, g3, n)],
        [cubic / 360, bracket(g1, bracket(g1, g3, n), n)],
        [-cubic / 240, bracket(g2, b12, n)],
        [1 / 720, bracket(g1, bracket(g1, b12, n), n)],
      ),
    ]
  })

/** CF4 with its two exponentials in the wrong order: symmetric and unitary, but of order 2. */
export const swappedCommutatorFree4 = (system: DrivenQuantumSystem): Flow<DrivenState> =>
  stepper(system.levels, (t, h) => {
    const H1 = at(system, t + (0.5 - R3 / 6) * h)
    const H2 = at(system, t + (0.5 + R3 / 6) * h)
    const f = h / system.hbar
    const [a, b] = [0.25 + R3 / 6, 0.25 - R3 / 6]
    return [combine([f * b, H1], [f * a, H2]), combine([f * a, H1], [f * b, H2])]
  })

/** exp(-i h H(t)/hbar), H taken at the start of the step: unitary, but of order 1 and not symmetric. */
export const leftExponential = (system: DrivenQuantumSystem): Flow<DrivenState> =>
  stepper(system.levels, (t, h) => [combine([h / system.hbar, at(system, t)])])

/** The classical Runge-Kutta method on i hbar psi' = H(t) psi: order 4, neither unitary nor symmetric. */
export const drivenRungeKutta4 = (system: DrivenQuantumSystem): Flow<DrivenState> => {
  const n = system.levels
  const slope = (t: number, psi: Float64Array): Float64Array => {
    const image = new Float64Array(2 * n)
    applyMatrix(image, 0, at(system, t), 0, psi, 0, n)
    return image.map((_, k) => (k % 2 === 0 ? image[k + 1] : -image[k - 1]) / system.hbar)
  }
  return (state, h) => {
    const [t, psi] = [state.t[0], state.psi]
    const k1 = slope(t, psi)
    const k2 = slope(t + h / 2, combine([1, psi], [h / 2, k1]))
    const k3 = slope(t + h / 2, combine([1, psi], [h / 2, k2]))
    const k4 = slope(t + h, combine([1, psi], [h, k3]))
    state.psi.set(combine([1, psi], [h / 6, k1], [h / 3, k2], [h / 3, k3], [h / 6, k4]))
    state.t[0] += h
    return 0
  }
}
