import type { PoissonBracket, Reading, Writing } from '@casimir/algebra'
import { conjugateTranspose, multiply } from '@casimir/algebra'
import type { HermitianFields } from '@casimir/models'

/**
 * Eq. (13) with P:{F,G}:P misread as the real part of Tr(P {F,G} P): antisymmetric, a derivation, equal to the right one for n = 1, and no Poisson bracket.
 *
 * {f, h} = int Tr(F_q S(G_p) - F_p S(G_q)) dz - int Tr(P (i/hbar) [F, G]) dz, with S(M) the Hermitian part of M P^2/Tr P, and V_h to match.
 */
export const wrongBracket = (space: HermitianFields, hbar: number): PoissonBracket => {
  const { levels: n, packing, grid } = space
  const { dof } = grid
  const size = 2 * n * n
  const vectorField: PoissonBracket['vectorField'] = (h) => {
    const [G, slope, turned] = Array.from({ length: 3 }, () => space.allocate())
    const D = new Float64Array(grid.nodes)
    const [matrix, P2, M, MP2, adjoint] = Array.from({ length: 5 }, () => new Float64Array(size))
    const unpack = (out: Writing, field: Reading, m: number): void => {
      out.fill(0)
      packing.addUnpacked(out, 0, field, m * packing.size)
    }
    return (out, P) => {
      h.derivative(G, P)
      space.trace(D, P)
      space.commutator(out, P, G)
      for (let i = 0; i < out.length; i++) out[i] /= hbar
      for (let axis = 0; axis < 2 * dof; axis++) {
        const sign = axis < dof ? 1 : -1
        space.spectral.derivative(slope, G, axis < dof ? axis + dof : axis - dof)
        for (let m = 0; m < grid.nodes; m++) {
          unpack(matrix, P, m)
          multiply(P2, matrix, matrix, n)
          unpack(M, slope, m)
          multiply(MP2, M, P2, n)
          conjugateTranspose(adjoint, MP2, n)
          for (let i = 0; i < size; i++) MP2[i] = (sign * (MP2[i] + adjoint[i])) / (2 * D[m])
          packing.pack(turned, m * packing.size, MP2, 0)
        }
        space.spectral.derivative(slope, turned, axis)
        for (let i = 0; i < out.length; i++) out[i] -= slope[i]
      }
    }
  }
  return {
    name: 'the misread bracket (13)',
    space,
    vectorField,
    bracket: (f, h) => {
      const velocity = vectorField(h)
      const [V, F] = [space.allocate(), space.allocate()]
      return (P) => {
        velocity(V, P)
        f.derivative(F, P)
        return space.pair(F, V)
      }
    },
  }
}
