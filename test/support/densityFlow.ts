import type { DensityState, MatrixLiePoissonSystem, Reading } from '@casimir/algebra'
import { allocateDensity, commutator, hermitianEigen, multiply } from '@casimir/algebra'

const LEVELS = 3

/** H0 + sin(t) H1 drives the flow; V makes it nonlinear. Real and imaginary parts are both present. */
const hermitian = (seed: number): Float64Array => {
  const m = new Float64Array(2 * LEVELS * LEVELS)
  for (let j = 0; j < LEVELS; j++)
    for (let k = j; k < LEVELS; k++) {
      const re = Math.cos(seed + 1.7 * j + 0.9 * k)
      const im = j === k ? 0 : Math.sin(2 * seed + 0.6 * j + 1.9 * k)
      m.set([re, im], 2 * (j * LEVELS + k))
      m.set([re, j === k ? 0 : -im], 2 * (k * LEVELS + j))
    }
  return m
}
const H0 = hermitian(0.3)
const H1 = hermitian(1.1)
const V = hermitian(2.4)

/** Tr(x y) for Hermitian matrices. */
const pairing = (x: Reading, y: Reading): number => {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += x[k] * y[k]
  return sum
}

/** h = Tr(H0 rho) + (Tr V rho)^2 + (Tr V rho)^3/3 + Tr((H1 rho)^2)/2, with 0.5 sin(2 t) Tr(H1 rho) added when driven. */
const threeLevel = (name: string, driven: boolean): MatrixLiePoissonSystem => {
  const left = new Float64Array(2 * LEVELS * LEVELS)
  const both = new Float64Array(2 * LEVELS * LEVELS)
  const quadratic = (rho: Reading): Float64Array => {
    multiply(left, H1, rho, LEVELS)
    multiply(both, left, H1, LEVELS)
    return both
  }
  const force = (t: number): number => (driven ? 0.5 * Math.sin(2 * t) : 0)
  return {
    name,
    levels: LEVELS,
    hbar: 0.8,
    energy: ({ t, rho }) => {
      const v = pairing(V, rho)
      return pairing(H0, rho) + v * v + v ** 3 / 3 + pairing(quadratic(rho), rho) / 2 + force(t[0]) * pairing(H1, rho)
    },
    gradient: (out, { t, rho }) => {
      const v = pairing(V, rho)
      const nonlinear = quadratic(rho)
      for (let k = 0; k < out.length; k++) out[k] = H0[k] + (2 * v + v * v) * V[k] + nonlinear[k] + force(t[0]) * H1[k]
      return 0
    },
  }
}

export const nonlinearThreeLevel = threeLevel('nonlinear three-level system', false)
export const drivenThreeLevel = threeLevel('driven nonlinear three-level system', true)

/** A mixed three-level state with three different eigenvalues and coherences. */
export const mixedState = (): DensityState => {
  const state = allocateDensity(LEVELS)
  state.rho.set([0.5, 0, 0.1, 0.2, -0.05, 0.1, 0.1, -0.2, 0.3, 0, 0.08, -0.02, -0.05, -0.1, 0.08, 0.02, 0.2, 0])
  return state
}

/** A copy of a density state. */
export const copyDensity = (state: DensityState): DensityState => {
  const copy = allocateDensity(Math.sqrt(state.rho.length / 2))
  copy.block.set(state.block)
  return copy
}

/** The eigenvalues of rho, ascending. */
export const spectrum = ({ rho }: DensityState): Float64Array => {
  const n = Math.sqrt(rho.length / 2)
  const values = new Float64Array(n)
  hermitianEigen(n)(values, new Float64Array(rho.length), rho, 0)
  return values
}

/** The classical RK4 step of i hbar rho' = [G, rho], written on the matrices: it keeps the trace and nothing else. */
export const densityRungeKutta4 = (system: MatrixLiePoissonSystem): ((state: DensityState, h: number) => number) => {
  const n = system.levels
  const slope = (state: DensityState): Float64Array => {
    const g = new Float64Array(state.rho.length)
    const c = new Float64Array(state.rho.length)
    system.gradient(g, state)
    commutator(c, g, state.rho, n)
    return c.map((_, k) => (k % 2 === 0 ? c[k + 1] : -c[k - 1]) / system.hbar)
  }
  const at = (state: DensityState, k: Float64Array, h: number): DensityState => {
    const moved = copyDensity(state)
    moved.t[0] += h
    for (let i = 0; i < k.length; i++) moved.rho[i] += h * k[i]
    return moved
  }
  return (state, h) => {
    const k1 = slope(state)
    const k2 = slope(at(state, k1, h / 2))
    const k3 = slope(at(state, k2, h / 2))
    const k4 = slope(at(state, k3, h))
    for (let i = 0; i < k1.length; i++) state.rho[i] += (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i])
    state.t[0] += h
    return 0
  }
}
