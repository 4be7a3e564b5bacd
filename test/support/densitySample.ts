import type {
  DensityHybridState,
  DensityHybridSystem,
  HybridShape,
  HybridSystem,
  Reading,
  Status,
} from '@casimir/algebra'
import {
  allocateDensityHybrid,
  allocateGradient,
  type allocateHybrid,
  hermitianPacking,
  STATUS,
} from '@casimir/algebra'
import { sampleCloud } from './sampleCloud.ts'

/** A cloud whose rho_a have the given rank and unit trace, with the frames F_a (rho_a = F_a F_a^+) as amplitudes of n rank levels. */
export const densityCloud = (shape: HybridShape, rank: number) => {
  const { levels: n } = shape
  const frames = sampleCloud({ ...shape, levels: n * rank })
  const state = allocateDensityHybrid(shape)
  fromFrames(state, frames, shape, rank)
  return { state, frames }
}

/** Writes rho_a = sum_c F_c F_c^+ of amplitudes whose levels are the columns of F one after the other. */
const fromFrames = (
  out: DensityHybridState,
  { t, q, p, psi }: ReturnType<typeof allocateHybrid>,
  { trajectories, levels: n }: HybridShape,
  rank: number,
): void => {
  out.t.set(t)
  out.q.set(q)
  out.p.set(p)
  out.rho.fill(0)
  for (let a = 0; a < trajectories; a++)
    for (let c = 0; c < rank; c++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) {
          const x = 2 * ((a * rank + c) * n + j)
          const y = 2 * ((a * rank + c) * n + k)
          const o = 2 * ((a * n + j) * n + k)
          out.rho[o] += psi[x] * psi[y] + psi[x + 1] * psi[y + 1]
          out.rho[o + 1] += psi[x + 1] * psi[y] - psi[x] * psi[y + 1]
        }
}

/** The same system on frames: amplitudes of n rank levels under the block-diagonal generator G, G, .. */
export const onFrames = (system: DensityHybridSystem, rank: number): HybridSystem => {
  const { levels: n, trajectories: N } = system.shape
  const wide = n * rank
  const inner = allocateDensityHybrid(system.shape)
  const gradient = allocateGradient(system.shape)
  return {
    name: `${system.name} on frames`,
    shape: { ...system.shape, levels: wide },
    hbar: system.hbar,
    energy: (frames) => {
      fromFrames(inner, frames, system.shape, rank)
      return system.energy(inner)
    },
    gradient: (out, frames) => {
      fromFrames(inner, frames, system.shape, rank)
      const status = system.gradient(gradient, inner)
      out.q.set(gradient.q)
      out.p.set(gradient.p)
      out.generator.fill(0)
      for (let a = 0; a < N; a++)
        for (let c = 0; c < rank; c++)
          for (let j = 0; j < n; j++)
            for (let k = 0; k < 2 * n; k++)
              out.generator[2 * (a * wide * wide + (c * n + j) * wide + c * n) + k] =
                gradient.generator[2 * (a * n * n + j * n) + k]
      return status
    },
  }
}

/** (q, p, packed rho) of a state, and back: the independent coordinates of a density state. */
export const densityCoordinates = ({ trajectories: N, levels: n }: HybridShape) => {
  const { pack, addUnpacked, size } = hermitianPacking(n)
  return {
    size,
    read: ({ q, p, rho }: DensityHybridState): Float64Array => {
      const packed = new Float64Array(N * size)
      for (let a = 0; a < N; a++) pack(packed, a * size, rho, 2 * a * size)
      return Float64Array.from([...q, ...p, ...packed])
    },
    write: (state: DensityHybridState, x: Reading): void => {
      const d = state.q.length
      for (let k = 0; k < d; k++) {
        state.q[k] = x[k]
        state.p[k] = x[d + k]
      }
      state.rho.fill(0)
      for (let a = 0; a < N; a++) addUnpacked(state.rho, 2 * a * size, x, 2 * d + a * size)
    },
  }
}

/** The classical fourth-order step of z' = X(z) in the coordinates of `densityCoordinates`, from the system's gradient alone. */
export const densityRungeKutta = (system: DensityHybridSystem) => {
  const { trajectories: N } = system.shape
  const { read, write, size } = densityCoordinates(system.shape)
  const { commutator, pack } = hermitianPacking(system.shape.levels)
  const inner = allocateDensityHybrid(system.shape)
  const gradient = allocateGradient(system.shape)
  const packed = new Float64Array(size)
  const rate = (x: Float64Array): Float64Array => {
    write(inner, x)
    system.gradient(gradient, inner)
    const d = inner.q.length
    const out = Float64Array.from([...gradient.p, ...gradient.q.map((g) => -g), ...new Float64Array(N * size)])
    for (let a = 0; a < N; a++) {
      pack(packed, 0, gradient.generator, 2 * a * size)
      // rho' = -(i/hbar) [G, rho]
      commutator(out, 2 * d + a * size, packed, 0, x, 2 * d + a * size)
      for (let c = 0; c < size; c++) out[2 * d + a * size + c] /= -system.hbar
    }
    return out
  }
  const along = (x: Float64Array, by: number, k: Float64Array): Float64Array => x.map((value, i) => value + by * k[i])
  return (state: DensityHybridState, h: number): Status => {
    const x = read(state)
    const k1 = rate(x)
    const k2 = rate(along(x, h / 2, k1))
    const k3 = rate(along(x, h / 2, k2))
    const k4 = rate(along(x, h, k3))
    write(
      state,
      x.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i])),
    )
    return STATUS.ok
  }
}
