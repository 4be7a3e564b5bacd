import type { HybridHamiltonian, MatrixFunction, Reading, Writing } from '@casimir/algebra'

/** H(q + shift, p), every coordinate shifted alike. */
export const shiftedHamiltonian = (hamiltonian: HybridHamiltonian, shift: number): HybridHamiltonian => {
  const { dof, split } = hamiltonian
  const moved = new Float64Array(dof)
  const momenta = new Float64Array(dof)
  type Write = HybridHamiltonian['value']
  const at =
    (write: Write): Write =>
    (out: Writing, q: Reading, p: Reading, from: number) => {
      for (let i = 0; i < dof; i++) {
        moved[i] = q[from + i] + shift
        momenta[i] = p[from + i]
      }
      write(out, moved, momenta, 0)
    }
  const part = (B: MatrixFunction): MatrixFunction => {
    const place = (x: Reading, from: number): Float64Array => {
      for (let i = 0; i < dof; i++) moved[i] = x[from + i] + shift
      return moved
    }
    return {
      ...B,
      value: (out, x, from) => B.value(out, place(x, from), 0),
      gradient: (out, x, from) => B.gradient(out, place(x, from), 0),
    }
  }
  return {
    ...hamiltonian,
    value: at(hamiltonian.value),
    gradientQ: at(hamiltonian.gradientQ),
    gradientP: at(hamiltonian.gradientP),
    ...(split ? { split: { A: split.A, B: part(split.B) } } : {}),
  }
}
