import type { HybridHamiltonian, MatrixFunction, Reading, Writing } from '@casimir/algebra'
import { rotatedHamiltonian } from './transformedHamiltonian.ts'

/** A(p) + B(q) as a Hamiltonian, with `split`. */
export const splitHamiltonian = (name: string, A: MatrixFunction, B: MatrixFunction): HybridHamiltonian => {
  const { levels, dof } = B
  const other = new Float64Array(2 * levels * levels)
  return {
    name,
    levels,
    dof,
    value: (out, q, p, at) => {
      A.value(other, p, at)
      B.value(out, q, at)
      for (let k = 0; k < other.length; k++) out[k] += other[k]
    },
    gradientQ: (out, q, _p, at) => B.gradient(out, q, at),
    gradientP: (out, _q, p, at) => A.gradient(out, p, at),
    split: { A, B },
  }
}

/** The parts of a Hamiltonian; throws a sentence when it has none. */
export const partsOf = ({ name, split }: HybridHamiltonian): Required<HybridHamiltonian>['split'] => {
  if (!split) throw new Error(`'${name}' is not split into A(p) + B(q); give a Hamiltonian with split.`)
  return split
}

/** A(p) + U B(q) U^+ for A a multiple of the identity. */
export const turnedSplit = (hamiltonian: HybridHamiltonian, unitary: Reading): HybridHamiltonian => {
  const { A, B } = partsOf(hamiltonian)
  const { value, gradientQ } = rotatedHamiltonian(
    {
      name: hamiltonian.name,
      levels: B.levels,
      dof: B.dof,
      value: (out, q, _p, at) => B.value(out, q, at),
      gradientQ: (out, q, _p, at) => B.gradient(out, q, at),
      gradientP: (out) => out.fill(0, 0, 2 * B.dof * B.levels ** 2),
    },
    unitary,
  )
  return splitHamiltonian(`${hamiltonian.name} in another basis`, A, {
    levels: B.levels,
    dof: B.dof,
    scalar: false,
    value: (out, q, at) => value(out, q, q, at),
    gradient: (out, q, at) => gradientQ(out, q, q, at),
  })
}

/** A cosine of the coordinates: amplitude cos(a . q + phase) + height. */
export interface Wave {
  readonly amplitude: number
  readonly a: Float64Array
  readonly phase: number
  readonly height: number
}

/** The value of a wave, and its derivative along each coordinate. */
export const waveAt = ({ amplitude, a, phase, height }: Wave, q: Reading, at: number) => {
  let angle = phase
  for (let i = 0; i < a.length; i++) angle += a[i] * q[at + i]
  return {
    value: amplitude * Math.cos(angle) + height,
    slope: (i: number): number => -amplitude * a[i] * Math.sin(angle),
  }
}

/** diag(w_0(q), .., w_n-1(q)). */
export const diagonalWaves = (waves: ReadonlyArray<Wave>, dof: number): MatrixFunction => {
  const n = waves.length
  const write = (out: Writing, from: number, entry: (j: number) => number): void => {
    out.fill(0, from, from + 2 * n * n)
    for (let j = 0; j < n; j++) out[from + 2 * j * (n + 1)] = entry(j)
  }
  return {
    levels: n,
    dof,
    scalar: n === 1,
    value: (out, q, at) => write(out, 0, (j) => waveAt(waves[j], q, at).value),
    gradient: (out, q, at) => {
      for (let i = 0; i < dof; i++) write(out, 2 * n * n * i, (j) => waveAt(waves[j], q, at).slope(i))
    },
  }
}
