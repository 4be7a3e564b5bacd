import type { HybridHamiltonian, Writing } from '@casimir/algebra'
import { periodicHamiltonian } from './periodicHamiltonian.ts'

/** H = H_c(q, p) 1 + H_q, either part of which may be left out: no coupling of the quantum to the classical. */
export const uncoupledHamiltonian = (n: number, parts: { classical: boolean; quantum: boolean }): HybridHamiltonian => {
  const classical = periodicHamiltonian(1, { seed: 7 })
  const constant = new Float64Array(2 * n * n)
  periodicHamiltonian(n, { seed: 8 }).value(constant, new Float64Array(1), new Float64Array(1), 0)
  const scalar = new Float64Array(2)
  const spread =
    (of: HybridHamiltonian['value']): HybridHamiltonian['value'] =>
    (out, q, p, at) => {
      out.fill(0, 0, 2 * n * n)
      if (!parts.classical) return
      of(scalar, q, p, at)
      for (let j = 0; j < n; j++) out[2 * (j * n + j)] = scalar[0]
    }
  const value = spread(classical.value)
  return {
    name: `uncoupled ${n}-level`,
    levels: n,
    dof: 1,
    value: (out: Writing, q, p, at) => {
      value(out, q, p, at)
      if (parts.quantum) for (let i = 0; i < constant.length; i++) out[i] += constant[i]
    },
    gradientQ: spread(classical.gradientQ),
    gradientP: spread(classical.gradientP),
  }
}
