import type { HybridHamiltonian, Writing } from '@casimir/algebra'

const TERMS = 4

/**
 * A smooth n-level Hamiltonian of one degree of freedom that is not A(p) + B(q): sum_k M_k sin(a_k q + b_k p + c_k), M_k Hermitian.
 */
export const smoothHamiltonian = (n: number): HybridHamiltonian => {
  const wave = (k: number): { a: number; b: number; c: number } => ({ a: 0.7 + 0.3 * k, b: 0.5 - 0.4 * k, c: 0.9 * k })
  const matrices = Array.from({ length: TERMS }, (_, k) => {
    const m = new Float64Array(2 * n * n)
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++) {
        const re = Math.cos(1.3 * k + 2.1 * i + 0.7 * j)
        const im = i === j ? 0 : Math.sin(0.4 * k + 1.1 * i + 2.3 * j)
        m[2 * (i * n + j)] = re
        m[2 * (i * n + j) + 1] = im
        m[2 * (j * n + i)] = re
        m[2 * (j * n + i) + 1] = -im
      }
    return m
  })
  const sum = (out: Writing, coefficient: (k: number) => number): void => {
    out.fill(0, 0, 2 * n * n)
    for (let k = 0; k < TERMS; k++) {
      const c = coefficient(k)
      for (let i = 0; i < 2 * n * n; i++) out[i] += c * matrices[k][i]
    }
  }
  const phase = (k: number, q: number, p: number): number => wave(k).a * q + wave(k).b * p + wave(k).c
  return {
    name: `smooth ${n}-level`,
    levels: n,
    dof: 1,
    value: (out, q, p, at) => sum(out, (k) => Math.sin(phase(k, q[at], p[at]))),
    gradientQ: (out, q, p, at) => sum(out, (k) => wave(k).a * Math.cos(phase(k, q[at], p[at]))),
    gradientP: (out, q, p, at) => sum(out, (k) => wave(k).b * Math.cos(phase(k, q[at], p[at]))),
  }
}
