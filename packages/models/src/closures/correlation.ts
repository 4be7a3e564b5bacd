import type { HybridGradient, HybridHamiltonian, HybridState, HybridSystem, Mollifier, Status } from '@casimir/algebra'
import { checkHermitianHamiltonian, hermitianPacking, STATUS } from '@casimir/algebra'
import { checkScalar } from '../hamiltonians/checkScalar.ts'
import { latticeAxis, phaseSpaceLattice } from './PhaseSpaceLattice.ts'

/** What the koopmon closure needs beside a Hamiltonian. */
export interface KoopmonOptions {
  readonly weights: Float64Array
  readonly hbar: number
  /** K_alpha; alpha is a parameter of the model, not of the discretisation. */
  readonly mollifier: Mollifier
  /** Lattice spacing in units of alpha; 0.7 to 1 for the quintic B-spline, 0.35 for a Gaussian. */
  readonly spacing: number
}

/** The mollified density Dbar on the lattice: values[i * p.length + j] at (q[i], p[j]). */
export interface MollifiedDensity {
  readonly q: ReadonlyArray<number>
  readonly p: ReadonlyArray<number>
  readonly values: Float64Array
}

/** The hbar term of the koopmon closure as a hybrid system of its own, with its cost and its mollified density open to view. */
export interface Correlation extends HybridSystem {
  /** Lattice nodes visited for one particle in one deposit or gather; depends on neither N nor the state. */
  readonly nodesPerParticle: number
  /** Node visits so far, deposits and gathers together. */
  readonly visits: () => number
  /** Dbar on the lattice; undefined for a state that the lattice cannot hold. */
  readonly mollifiedDensity: (state: HybridState) => MollifiedDensity | undefined
  /** What the last deposit reported: `latticeTooLarge` tells a cloud that is too spread out from a value that is not finite. */
  readonly latticeStatus: () => Status
  /** Adds the gradient of the hbar term to a gradient already there. */
  readonly addGradient: (out: HybridGradient, state: HybridState) => Status
}

/** Below this Dbar a node is skipped: P/Dbar is bounded, so what it would add is below round-off. */
const NEGLIGIBLE = 1e-250

/**
 * The hbar term of the koopmon closure, h_hbar = (i hbar/2) integral of Tr(Pbar [grad Pbar, X_H])/Dbar over phase space.
 *
 * Pbar = sum_a w_a rho_a K_a, Dbar = sum_a w_a K_a, K_a(z) = K(z - zeta_a), X_H = (H_p, -H_q), in the field form: deposit, nodewise
 * products, gather. The gradient is the exact one of the *discretised* h_hbar, on a lattice of fixed nodes.
 *
 * Tr Pbar is not assumed equal to Dbar, so unnormalised midpoint amplitudes are treated consistently. As a system of its own it is
 * what a splitting integrator solves implicitly beside the exact flows of `ehrenfestSplit`.
 *
 * Cost: O(N m n^2 + M n^3) a gradient, m nodes a particle, M nodes of the rectangle that covers the cloud; allocates only when
 * the cloud outgrows that rectangle.
 *
 * Errors: throws for several degrees of freedom, a bad spacing, or an H that is not Hermitian at a few sample points; `gradient` returns `nonFinite` or `latticeTooLarge`, and `energy` NaN
 * in those cases.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eqs. (14)-(16).
 *
 * @example
 * const model = rabi({ omega: 1, splitting: 1, coupling: 0.1 })
 * const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
 * const term = correlation(model, { weights: new Float64Array([1]), hbar: 1, mollifier, spacing: 0.7 })
 * Math.abs(term.energy(allocateHybrid(term.shape))) // => 0
 */
export const correlation = (hamiltonian: HybridHamiltonian, options: KoopmonOptions): Correlation => {
  const { weights, hbar, mollifier, spacing } = options
  if (hamiltonian.dof !== 1 || mollifier.q.length !== 1 || mollifier.p.length !== 1)
    throw new Error(
      `koopmon: '${hamiltonian.name}' has ${hamiltonian.dof} classical degrees of freedom and the mollifier ${mollifier.q.length}; this closure takes one of each.`,
    )
  if (!(spacing > 0)) throw new Error(`koopmon: spacing is ${spacing}; give a positive multiple of alpha.`)
  checkHermitianHamiltonian(hamiltonian)
  const N = weights.length
  const n = hamiltonian.levels
  const packing = hermitianPacking(n)
  const nn = packing.size
  // A multiple of the identity commutes with everything: a scalar H_p needs no q-gradient of Pbar, a scalar H_q no p-gradient.
  const along = (part: 'A' | 'B'): boolean => {
    const M = hamiltonian.split?.[part]
    if (!M?.scalar) return true
    checkScalar(M)
    return false
  }
  const useQ = along('A')
  const useP = along('B')
  // Per node: D, P, then G^q and G^p if needed; overwritten by b, B, C^q, C^p.
  const gq = 1 + nn
  const gp = gq + (useQ ? nn : 0)
  const stride = gp + (useP ? nn : 0)
  const axisQ = latticeAxis(mollifier.q[0], spacing)
  const axisP = latticeAxis(mollifier.p[0], spacing)
  const lattice = phaseSpaceLattice(hamiltonian, packing, axisQ, axisP, N, stride)
  const mQ = axisQ.count
  const mP = axisP.count
  const measure = axisQ.spacing * axisP.spacing
  const rho = new Float64Array(N * nn)
  const generator = new Float64Array(nn)
  const product = new Float64Array(nn)
  const derivative = new Float64Array(nn)
  let visits = 0
  let latticeStatus: Status = STATUS.ok

  const deposit = (state: HybridState): Status => {
    latticeStatus = lattice.cover(state)
    if (latticeStatus !== STATUS.ok) return latticeStatus
    const { fields, countP, startQ, startP, tableQ, tableP } = lattice
    for (let a = 0; a < N; a++) {
      packing.packState(rho, nn * a, state.psi, 2 * n * a)
      const tq = 3 * mQ * a
      const tp = 3 * mP * a
      for (let i = 0; i < mQ; i++) {
        visits += mP
        const row = ((startQ[a] + i) * countP + startP[a]) * stride
        const k = weights[a] * tableQ[tq + i]
        const kq = weights[a] * tableQ[tq + mQ + i]
        for (let j = 0, o = row; j < mP; j++, o += stride) fields[o] += k * tableP[tp + j]
        for (let c = 0; c < nn; c++) {
          const r = rho[nn * a + c]
          const kr = k * r
          if (useP)
            for (let j = 0, o = row + c; j < mP; j++, o += stride) {
              fields[o + 1] += kr * tableP[tp + j]
              fields[o + gp] += kr * tableP[tp + mP + j]
            }
          else for (let j = 0, o = row + c; j < mP; j++, o += stride) fields[o + 1] += kr * tableP[tp + j]
          if (useQ) {
            const kqr = kq * r
            for (let j = 0, o = row + c + gq; j < mP; j++, o += stride) fields[o] += kqr * tableP[tp + j]
          }
        }
      }
    }
    return STATUS.ok
  }

  /** Turns (D, P, G^q, G^p) into mu (b, B, C^q, C^p) at every node and returns h_hbar = sum of mu Tr(P B). */
  const nodewise = (): number => {
    const { fields, xq, xp, countQ, countP } = lattice
    const nodes = countQ * countP
    let energy = 0
    for (let m = 0; m < nodes; m++) {
      const o = m * stride
      const D = fields[o]
      if (D < NEGLIGIBLE) {
        for (let c = 0; c < stride; c++) fields[o + c] = 0
        continue
      }
      const factor = (0.5 * hbar * measure) / D
      const x = m * nn
      for (let c = 0; c < nn; c++) product[c] = 0
      if (useQ) {
        packing.commutator(derivative, 0, fields, o + gq, xq, x)
        for (let c = 0; c < nn; c++) product[c] += factor * derivative[c]
        packing.commutator(derivative, 0, xq, x, fields, o + 1)
        for (let c = 0; c < nn; c++) fields[o + gq + c] = factor * derivative[c]
      }
      if (useP) {
        packing.commutator(derivative, 0, fields, o + gp, xp, x)
        for (let c = 0; c < nn; c++) product[c] += factor * derivative[c]
        packing.commutator(derivative, 0, xp, x, fields, o + 1)
        for (let c = 0; c < nn; c++) fields[o + gp + c] = factor * derivative[c]
      }
      let trace = 0
      for (let c = 0; c < nn; c++) {
        trace += fields[o + 1 + c] * product[c]
        fields[o + 1 + c] = product[c]
      }
      fields[o] = -trace / D
      energy += trace
    }
    return energy
  }

  const addGradient = (out: HybridGradient, state: HybridState): Status => {
    const status = deposit(state)
    if (status !== STATUS.ok) return status
    nodewise()
    const { fields, countP, startQ, startP, tableQ, tableP } = lattice
    for (let a = 0; a < N; a++) {
      const tq = 3 * mQ * a
      const tp = 3 * mP * a
      generator.fill(0)
      let forceQ = 0
      let forceP = 0
      for (let i = 0; i < mQ; i++) {
        visits += mP
        const row = ((startQ[a] + i) * countP + startP[a]) * stride
        const k = tableQ[tq + i]
        const kq = tableQ[tq + mQ + i]
        const kqq = tableQ[tq + 2 * mQ + i]
        let inside = 0
        let slope = 0
        for (let j = 0, o = row; j < mP; j++, o += stride) {
          inside += tableP[tp + j] * fields[o]
          slope += tableP[tp + mP + j] * fields[o]
        }
        forceQ += kq * inside
        forceP += k * slope
        for (let c = 0; c < nn; c++) {
          inside = 0
          slope = 0
          if (useP)
            for (let j = 0, o = row + c; j < mP; j++, o += stride) {
              const kp = tableP[tp + mP + j]
              inside += tableP[tp + j] * fields[o + 1] + kp * fields[o + gp]
              slope += kp * fields[o + 1] + tableP[tp + 2 * mP + j] * fields[o + gp]
            }
          else
            for (let j = 0, o = row + c; j < mP; j++, o += stride) {
              inside += tableP[tp + j] * fields[o + 1]
              slope += tableP[tp + mP + j] * fields[o + 1]
            }
          const r = rho[nn * a + c]
          generator[c] += k * inside
          forceQ += kq * r * inside
          forceP += k * r * slope
          if (useQ) {
            inside = 0
            slope = 0
            for (let j = 0, o = row + c + gq; j < mP; j++, o += stride) {
              inside += tableP[tp + j] * fields[o]
              slope += tableP[tp + mP + j] * fields[o]
            }
            generator[c] += kq * inside
            forceQ += kqq * r * inside
            forceP += kq * r * slope
          }
        }
      }
      packing.addUnpacked(out.generator, 2 * nn * a, generator, 0)
      out.q[a] -= forceQ
      out.p[a] -= forceP
    }
    return STATUS.ok
  }

  return {
    name: `hbar term of ${hamiltonian.name}`,
    shape: { trajectories: N, dof: 1, levels: n },
    hbar,
    nodesPerParticle: mQ * mP,
    visits: () => visits,
    latticeStatus: () => latticeStatus,
    energy: (state) => (deposit(state) === STATUS.ok ? nodewise() : Number.NaN),
    gradient: (out, state) => {
      out.block.fill(0)
      return addGradient(out, state)
    },
    addGradient,
    mollifiedDensity: (state) => {
      if (deposit(state) !== STATUS.ok) return undefined
      const { fields, countQ, countP, firstQ, firstP } = lattice
      return {
        q: Array.from({ length: countQ }, (_, i) => (firstQ + i) * axisQ.spacing),
        p: Array.from({ length: countP }, (_, j) => (firstP + j) * axisP.spacing),
        values: Float64Array.from({ length: countQ * countP }, (_, m) => fields[m * stride]),
      }
    },
  }
}
