import type { HybridHamiltonian, Reading, Writing } from '@casimir/algebra'
import type { GridAxis, HermitianFields, PhaseSpaceGrid } from '@casimir/models'
import { phaseSpaceGrid } from '@casimir/models'

/** Numbers in [-1, 1) that depend on the seed alone. */
const uniform = (seed: number): (() => number) => {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1
  }
}

/** The grid of points^(2 dof) nodes on the box [-pi, pi)^(2 dof), on which everything in this file is periodic. */
export const periodicGrid = (points: number, dof = 1): PhaseSpaceGrid => {
  const axis: GridAxis = { points, start: -Math.PI, length: 2 * Math.PI }
  const axes = Array.from({ length: dof }, () => axis)
  return phaseSpaceGrid(axes, axes)
}

/** The coordinates of node m. */
export const nodeAt = ({ coordinates, axes }: PhaseSpaceGrid, m: number): Float64Array =>
  Float64Array.from(axes, (_, j) => coordinates[axes.length * m + j])

/** The wave vectors e_j, e_j + e_(j+1) and e_j - e_(j+1) of 2 dof coordinates (q .. p): every |component| is at most 1. */
const waveVectors = (dof: number): ReadonlyArray<ReadonlyArray<number>> => {
  const size = 2 * dof
  const unit = (j: number, sign = 1): number[] => Array.from({ length: size }, (_, i) => (i === j ? sign : 0))
  const plus = (x: number[], y: number[]): number[] => x.map((v, i) => v + y[i])
  return Array.from({ length: size }, (_, j) =>
    j + 1 < size ? [unit(j), plus(unit(j), unit(j + 1)), plus(unit(j), unit(j + 1, -1))] : [unit(j)],
  ).flat()
}

interface Wave {
  readonly vector: ReadonlyArray<number>
  readonly shift: number
}

const waves = (dof: number, random: () => number): ReadonlyArray<Wave> =>
  waveVectors(dof).map((vector) => ({ vector, shift: Math.PI * random() }))

const phase = ({ vector, shift }: Wave, z: Reading): number => vector.reduce((sum, k, i) => sum + k * z[i], shift)

/** A real trigonometric polynomial sum_k c_k sin(k . z + s_k) with sum |c_k| = amplitude. */
const trigonometric = (dof: number, amplitude: number, random: () => number): ((z: Reading) => number) => {
  const terms = waves(dof, random)
  const weights = terms.map(() => 1 + 0.5 * random())
  const scale = amplitude / weights.reduce((sum, w) => sum + w, 0)
  return (z) => terms.reduce((sum, term, k) => sum + scale * weights[k] * Math.sin(phase(term, z)), 0)
}

const randomHermitian = (n: number, random: () => number): Float64Array => {
  const m = new Float64Array(2 * n * n)
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      const re = random()
      const im = i === j ? 0 : random()
      m.set([re, im], 2 * (i * n + j))
      m.set([re, -im], 2 * (j * n + i))
    }
  return m
}

/**
 * A smooth random n-level Hamiltonian on the torus [-pi, pi)^(2 dof), M_0 + sum_k M_k sin(k . z + s_k) with |k_j| <= 1: no A(p) + B(q), no part commutes
 * with another.
 */
export const periodicHamiltonian = (n: number, { seed = 1, amplitude = 1, dof = 1 } = {}): HybridHamiltonian => {
  const random = uniform(seed)
  const terms = waves(dof, random)
  const matrices = terms.map(() => randomHermitian(n, random))
  const offset = randomHermitian(n, random)
  const size = 2 * n * n
  const sum = (out: Writing, o: number, coefficient: (k: number) => number): void => {
    for (let k = 0; k < terms.length; k++) {
      const c = amplitude * coefficient(k)
      for (let i = 0; i < size; i++) out[o + i] += c * matrices[k][i]
    }
  }
  const join = (q: Reading, p: Reading, at: number): Float64Array =>
    Float64Array.from({ length: 2 * dof }, (_, j) => (j < dof ? q[at + j] : p[at + j - dof]))
  const gradient =
    (first: number): HybridHamiltonian['gradientQ'] =>
    (out, q, p, at) => {
      const z = join(q, p, at)
      out.fill(0, 0, dof * size)
      for (let j = 0; j < dof; j++) sum(out, j * size, (k) => terms[k].vector[first + j] * Math.cos(phase(terms[k], z)))
    }
  return {
    name: `periodic ${n}-level`,
    levels: n,
    dof,
    value: (out, q, p, at) => {
      const z = join(q, p, at)
      for (let i = 0; i < size; i++) out[i] = amplitude * offset[i]
      sum(out, 0, (k) => Math.sin(phase(terms[k], z)))
    },
    gradientQ: gradient(0),
    gradientP: gradient(dof),
  }
}

/** A density D > 0 and a unit vector psi in C^n (interleaved) as smooth functions of z. */
interface Amplitudes {
  readonly density: (z: Reading) => number
  readonly psi: (out: Writing, z: Reading) => void
}

/** log D, the angles on the sphere and the phases are trigonometric polynomials, so that D, 1/D and psi are entire functions of z. */
const amplitudesOf = (n: number, dof: number, amplitude: number, random: () => number): Amplitudes => {
  const logarithm = trigonometric(dof, amplitude, random)
  const angles = Array.from({ length: n - 1 }, () => {
    const mean = 0.8 + 0.3 * random()
    const wave = trigonometric(dof, amplitude, random)
    return (z: Reading) => mean + wave(z)
  })
  const phases = Array.from({ length: n }, () => trigonometric(dof, amplitude, random))
  return {
    density: (z) => Math.exp(logarithm(z)) / (2 * Math.PI) ** (2 * dof),
    psi: (out, z) => {
      let rest = 1
      for (let j = 0; j < n; j++) {
        const angle = j < n - 1 ? angles[j](z) : 0
        const size = rest * Math.cos(angle)
        rest *= Math.sin(angle)
        out[2 * j] = size * Math.cos(phases[j](z))
        out[2 * j + 1] = size * Math.sin(phases[j](z))
      }
    },
  }
}

/**
 * D (`nodes` numbers, > 0) and psi (`nodes` unit vectors of 2 n numbers) on a grid of `periodicGrid`, resolved to 1e-13 by 64 points an axis: the same
 * functions of z on every grid.
 */
export const amplitudeFields = (
  grid: PhaseSpaceGrid,
  n: number,
  { seed = 1, amplitude = 0.6 } = {},
): { D: Float64Array; psi: Float64Array } => {
  const { density, psi: write } = amplitudesOf(n, grid.dof, amplitude, uniform(seed))
  const D = new Float64Array(grid.nodes)
  const psi = new Float64Array(2 * n * grid.nodes)
  for (let m = 0; m < grid.nodes; m++) {
    const z = nodeAt(grid, m)
    D[m] = density(z)
    write(psi.subarray(2 * n * m, 2 * n * (m + 1)), z)
  }
  return { D, psi }
}

/** P = D psi psi^+ of amplitude fields, packed. */
export const packetOf = (fields: HermitianFields, { D, psi }: { D: Reading; psi: Reading }): Float64Array => {
  const { levels: n, packing, grid } = fields
  const P = fields.allocate()
  for (let m = 0; m < grid.nodes; m++) {
    packing.packState(P, m * packing.size, psi, 2 * n * m)
    for (let c = m * packing.size; c < (m + 1) * packing.size; c++) P[c] *= D[m]
  }
  return P
}

/**
 * A smooth positive field P with Tr P > 0 on a grid of `periodicGrid`: D psi psi^+ of `amplitudeFields` (rank 'one'), or a mixture of n such with weights
 * that vary over phase space (rank 'full').
 */
export const smoothPacket = (
  fields: HermitianFields,
  { seed = 1, rank = 'one', amplitude = 0.6 }: { seed?: number; rank?: 'one' | 'full'; amplitude?: number } = {},
): Float64Array => {
  const P = packetOf(fields, amplitudeFields(fields.grid, fields.levels, { seed, amplitude }))
  if (rank === 'one') return P
  for (let r = 1; r < fields.levels; r++) {
    const other = packetOf(fields, amplitudeFields(fields.grid, fields.levels, { seed: seed + 1000 * r, amplitude }))
    for (let i = 0; i < P.length; i++) P[i] += other[i] / (r + 1)
  }
  return P
}

/** A smooth random Hermitian field, neither positive nor of unit size: a direction, or the derivative of a linear functional. */
export const smoothDirection = (fields: HermitianFields, { seed = 1, amplitude = 1 } = {}): Float64Array => {
  const { levels, grid, packing } = fields
  const hamiltonian = periodicHamiltonian(levels, { seed, amplitude, dof: grid.dof })
  const out = fields.allocate()
  const matrix = new Float64Array(2 * packing.size)
  for (let m = 0; m < grid.nodes; m++) {
    const z = nodeAt(grid, m)
    hamiltonian.value(matrix, z.slice(0, grid.dof), z.slice(grid.dof), 0)
    packing.pack(out, m * packing.size, matrix, 0)
  }
  return out
}
