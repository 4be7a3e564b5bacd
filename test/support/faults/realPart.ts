import type { HybridHamiltonian } from '@casimir/algebra'

/** Deliberately wrong: imaginary parts of H are dropped, as by code written for real symmetric matrices. The model is Hamiltonian, and depends on the basis. */
export const realPart = (hamiltonian: HybridHamiltonian): HybridHamiltonian => {
  const { levels, dof, name } = hamiltonian
  const real =
    (field: HybridHamiltonian['value'], count: number): HybridHamiltonian['value'] =>
    (out, q, p, at) => {
      field(out, q, p, at)
      for (let i = 1; i < 2 * levels * levels * count; i += 2) out[i] = 0
    }
  return {
    name,
    levels,
    dof,
    value: real(hamiltonian.value, 1),
    gradientQ: real(hamiltonian.gradientQ, dof),
    gradientP: real(hamiltonian.gradientP, dof),
  }
}
