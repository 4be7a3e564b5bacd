import type { HybridHamiltonian, LocalDensity } from '@casimir/algebra'
import { hermitianPacking } from '@casimir/algebra'
import { checkHbar } from '../fields/checkHbar.ts'
import { checkScalar } from '../hamiltonians/checkScalar.ts'

/**
 * The density of the hbar term of eq. (11) in its real form, (i hbar/2) Tr(P [grad P, X_H])/D with X_H = (H_p, -H_q).
 *
 * B = (i hbar/2) [d_j P, X^j]/D, C^j = (i hbar/2) [X^j, P]/D, b = -Tr(P B)/D. As printed, i hbar {P, H} is complex even for rank one; this is
 * its Hermitian part. A multiple of the identity commutes with everything, so a scalar A(p) or B(q) of H = A(p) + B(q) drops its axis.
 *
 * Errors: throws when hbar < 0, or a part declared scalar is not.
 *
 * Source: C. Tronci and F. Gay-Balmaz, GSI 2023, eq. (11) and the regularised Lagrangian of section 3.
 *
 * @example
 * correlationDensity(rabi({ omega: 1, splitting: 1, coupling: 0.1 }), 1).axes // => [1]
 */
export const correlationDensity = (hamiltonian: HybridHamiltonian, hbar: number): LocalDensity => {
  checkHbar('correlationDensity', hbar)
  const { levels, dof, split } = hamiltonian
  const packing = hermitianPacking(levels)
  const nn = packing.size
  const drops = (part: 'A' | 'B'): boolean => {
    const M = split?.[part]
    if (!M?.scalar) return false
    checkScalar(M)
    return true
  }
  const axes: number[] = []
  for (let j = 0; j < dof && !drops('A'); j++) axes.push(j)
  for (let j = 0; j < dof && !drops('B'); j++) axes.push(dof + j)
  const matrices = new Float64Array(2 * nn * dof)
  const turned = new Float64Array(nn)
  const q = new Float64Array(dof)
  const p = new Float64Array(dof)
  return {
    name: `hbar term of ${hamiltonian.name}`,
    levels,
    dof,
    axes,
    coefficients: nn * axes.length,
    tabulate: (out, at, z) => {
      for (let j = 0; j < dof; j++) {
        q[j] = z[j]
        p[j] = z[dof + j]
      }
      axes.forEach((axis, k) => {
        const o = at + nn * k
        if (axis < dof) hamiltonian.gradientP(matrices, q, p, 0)
        else hamiltonian.gradientQ(matrices, q, p, 0)
        packing.pack(out, o, matrices, 2 * nn * (axis % dof))
        if (axis >= dof) for (let c = o; c < o + nn; c++) out[c] = -out[c]
      })
    },
    evaluate: (out, o, fields, at, coefficients, c) => {
      const D = fields[at]
      const factor = (0.5 * hbar) / D
      for (let i = 1; i <= nn; i++) out[o + i] = 0
      for (let k = 0; k < axes.length; k++) {
        const g = 1 + nn * (k + 1)
        packing.commutator(turned, 0, fields, at + g, coefficients, c + nn * k)
        for (let i = 0; i < nn; i++) out[o + 1 + i] += factor * turned[i]
        packing.commutator(turned, 0, coefficients, c + nn * k, fields, at + 1)
        for (let i = 0; i < nn; i++) out[o + g + i] = factor * turned[i]
      }
      let energy = 0
      for (let i = 0; i < nn; i++) energy += fields[at + 1 + i] * out[o + 1 + i]
      out[o] = -energy / D
      out[o + 1 + nn * (1 + axes.length)] = energy
    },
  }
}
