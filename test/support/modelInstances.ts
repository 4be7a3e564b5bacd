import type { HybridHamiltonian, HybridState, HybridSystem, LocalDensity, Mollifier, Writing } from '@casimir/algebra'
import { commutator, hermitianPacking } from '@casimir/algebra'
import type { HybridModel, ModelVariant, VonNeumannRate } from '@casimir/checks'
import {
  addDensities,
  bspline,
  closureVonNeumann,
  correlationDensity,
  ehrenfest,
  gaussian,
  jaynesCummings,
  koopmon,
  meanField,
  particleClosure,
  quadraticDensity,
  rabi,
} from '@casimir/models'
import { smoothHamiltonian } from './smoothHamiltonian.ts'

const HBAR = 0.8

/** One factor for all axes. */
export const even = (factor: Mollifier['q'][number], dof = 1): Mollifier => {
  const factors = Array.from({ length: dof }, () => factor)
  return { q: factors, p: factors }
}

/** A model of nothing but a Hamiltonian and weights, as an instance. */
export const instanceOf = (
  name: string,
  hamiltonian: HybridHamiltonian,
  make: (hamiltonian: HybridHamiltonian, weights: Float64Array) => HybridSystem,
  more: Partial<HybridModel> = {},
): HybridModel => ({
  name,
  dof: hamiltonian.dof,
  levels: hamiltonian.levels,
  hbar: HBAR,
  hamiltonian,
  forHamiltonian: make,
  system: (weights) => make(hamiltonian, weights),
  ...more,
})

/** Ehrenfest trajectories. */
export const ehrenfestModel = (hamiltonian: HybridHamiltonian): HybridModel =>
  instanceOf('ehrenfest', hamiltonian, (h, weights) => ehrenfest(h, { weights, hbar: HBAR }), {
    withoutHbarTerms: (weights) => ehrenfest(hamiltonian, { weights, hbar: HBAR }),
  })

/** Mean-field trajectories. */
export const meanFieldModel = (hamiltonian: HybridHamiltonian): HybridModel =>
  instanceOf('mean field', hamiltonian, (h, weights) => meanField(h, { weights, hbar: HBAR }))

/** Koopmons on one lattice. */
export const koopmonVariant = (
  hamiltonian: HybridHamiltonian,
  mollifier: Mollifier,
  spacing: number,
): Required<ModelVariant> => {
  const make = (h: HybridHamiltonian, weights: Float64Array): HybridSystem =>
    koopmon(h, { weights, hbar: HBAR, mollifier, spacing })
  return {
    name: `koopmon ${hamiltonian.name}, ${mollifier.q[0].shape}, spacing ${spacing}`,
    system: (weights) => make(hamiltonian, weights),
    forHamiltonian: make,
    lattice: [...mollifier.q, ...mollifier.p].map(({ alpha }) => spacing * alpha),
  }
}

/** Koopmons with B-splines on a fine and coarse lattices, and with Gaussians. */
export const koopmonModel = (hamiltonian: HybridHamiltonian, more: Partial<HybridModel> = {}): HybridModel => {
  const spline = even(bspline(5, 0.5))
  const fine = koopmonVariant(hamiltonian, spline, 0.7)
  const bell = even(gaussian(0.5, 8.5))
  return instanceOf(fine.name, hamiltonian, fine.forHamiltonian, {
    ...fine,
    withoutHbarTerms: (weights) => koopmon(hamiltonian, { weights, hbar: 0, mollifier: spline, spacing: 0.7 }),
    variants: [
      koopmonVariant(hamiltonian, spline, 1.5),
      koopmonVariant(hamiltonian, bell, 0.7),
      koopmonVariant(hamiltonian, bell, 1.6),
    ],
    ...more,
  })
}

/** Koopmons of two degrees of freedom, coarse: the spacing of the knots. */
export const planarKoopmonModel = (hamiltonian: HybridHamiltonian): HybridModel => {
  const variant = koopmonVariant(hamiltonian, even(bspline(5, 0.6), 2), Math.SQRT2)
  return instanceOf(variant.name, hamiltonian, variant.forHamiltonian, variant)
}

/** A closure that somebody else might write: the hbar term and a quadratic form of another Hamiltonian. */
export const ownClosureModel = (hamiltonian: HybridHamiltonian): HybridModel => {
  const mollifier = even(bspline(7, 0.6))
  const spacing = 1.2
  const form = quadraticDensity({ left: rabi({ omega: 1, splitting: 0.3, coupling: 0.4 }), perDensity: true })
  return instanceOf(
    'an own closure',
    hamiltonian,
    (h, weights) =>
      particleClosure(h, addDensities(correlationDensity(h, HBAR), form), { weights, hbar: HBAR, mollifier, spacing }),
    { lattice: [spacing * 0.6, spacing * 0.6] },
  )
}

/** Gaussian koopmons on a fine lattice, of any density, for two-level Hamiltonians. */
export const bellModel = (
  hamiltonian: HybridHamiltonian,
  density: (hamiltonian: HybridHamiltonian) => LocalDensity = (h) => correlationDensity(h, HBAR),
): HybridModel => {
  const mollifier = even(gaussian(0.8, 8.5))
  return instanceOf(
    'Gaussian koopmons',
    hamiltonian,
    (h, weights) => particleClosure(h, density(h), { weights, hbar: HBAR, mollifier, spacing: 0.35 }),
    { vonNeumann: vonNeumannOf(hamiltonian, mollifier), lattice: [0.28, 0.28], length: { q: 0.4, p: 0.4 } },
  )
}

/** int [H, Dhat] by a sum over a grid. */
const vonNeumannOf = (hamiltonian: HybridHamiltonian, mollifier: Mollifier): VonNeumannRate => {
  const { levels: n } = hamiltonian
  const nn = n * n
  const { addUnpacked } = hermitianPacking(n)
  const [step, half] = [0.25, 36]
  return {
    // what the sums over this grid and the closure's lattice miss, for clouds of up to four
    accuracy: 1e-6,
    rate: (weights) => {
      const Dhat = closureVonNeumann({ levels: n, dof: 1, weights, mollifier }, HBAR)
      const packed = new Float64Array(nn * weights.length)
      const [H, D, turned] = [new Float64Array(2 * nn), new Float64Array(2 * nn), new Float64Array(2 * nn)]
      return (out: Writing, state: HybridState) => {
        out.fill(0)
        const add = (at: number, factor: number): void => {
          D.fill(0)
          addUnpacked(D, 0, packed, at)
          commutator(turned, H, D, n)
          for (let i = 0; i < out.length; i++) out[i] += factor * turned[i]
        }
        Dhat.deltas(packed, state)
        for (let a = 0; a < weights.length; a++) {
          hamiltonian.value(H, state.q, state.p, a)
          add(nn * a, 1)
        }
        Dhat.take(state)
        const z = new Float64Array(2)
        for (let i = -half; i <= half; i++)
          for (let j = -half; j <= half; j++) {
            z[0] = step * i
            z[1] = step * j
            Dhat.smooth(packed, 0, z, 0)
            hamiltonian.value(H, z, z.subarray(1), 0)
            add(0, step * step)
          }
      }
    },
  }
}

/** What Jaynes-Cummings conserves, for omega = 1: the number of quanta. */
export const excitations = (state: HybridState, weights: Float64Array): number =>
  weights.reduce((sum, w, a) => {
    const [r0, i0, r1, i1] = state.psi.subarray(4 * a, 4 * a + 4)
    const z = r0 * r0 + i0 * i0 - r1 * r1 - i1 * i1
    return sum + w * ((state.q[a] ** 2 + state.p[a] ** 2) / 2 + (HBAR / 2) * z)
  }, 0)

/** Hamiltonians of two and three levels. */
export const two = smoothHamiltonian(2)
/** Three levels, not A(p) + B(q). */
export const three = smoothHamiltonian(3)
/** Two levels with a rotation-type invariant. */
export const rotating = jaynesCummings({ omega: 1, splitting: 1, coupling: 0.6 })
